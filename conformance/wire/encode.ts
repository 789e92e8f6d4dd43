/**
 * Writes packets, correct or not as far as their shapes can hold it, and says which bytes are which
 * field, so that a case can break exactly one. It judges nothing.
 */
import type {
  Connack,
  Connect,
  Packet,
  Property,
  PropertyValue,
  Publish,
  Subscription,
  SubscriptionAnswer,
  Version,
  Will,
} from './packet.ts'
import { rowOf } from './packet-types.ts'
import { PROPERTIES } from './properties.ts'
import type { PropertyKind } from './properties.ts'

/** Where a field stands on the wire, by the specification's name. */
export interface Span {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface Encoded {
  readonly bytes: Uint8Array
  readonly spans: readonly Span[]
}

/** A field by its name and bytes. */
interface Field {
  readonly name: string
  readonly bytes: readonly number[]
}

/** 0 is left out together with empty properties, as the specification allows, unless it is asked for. */
export interface EncodeOptions {
  readonly isShort?: boolean
}

export function encode(
  packet: Packet,
  version: Version,
  { isShort = true }: EncodeOptions = {},
): Encoded {
  const body = bodyOf(packet, version, isShort)
  const length = body.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return join([
    { name: 'flags', bytes: [(rowOf(packet.type).number << 4) | flagsOf(packet)] },
    { name: 'remaining length', bytes: varint(length) },
    ...body,
  ])
}

function flagsOf(packet: Packet): number {
  if (packet.type !== 'PUBLISH') return rowOf(packet.type).flags ?? 0
  return (Number(packet.dup) << 3) | (packet.qos << 1) | Number(packet.retain)
}

function bodyOf(packet: Packet, version: Version, isShort: boolean): readonly Field[] {
  const list = (properties: readonly Property[]): readonly Field[] =>
    version === '5.0' ? propertyFields(properties) : []
  switch (packet.type) {
    case 'CONNECT':
      return connectFields(packet, version)
    case 'CONNACK':
      return [...connackFields(packet), ...list(packet.properties)]
    case 'PUBLISH':
      return publishFields(packet, list(packet.properties))
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return [identifier(packet.packetId), ...endingFields(packet, version, isShort)]
    case 'SUBSCRIBE':
      return [
        identifier(packet.packetId),
        ...list(packet.properties),
        ...packet.subscriptions.flatMap((subscription) =>
          subscriptionFields(subscription, version),
        ),
      ]
    case 'UNSUBSCRIBE':
      return [
        identifier(packet.packetId),
        ...list(packet.properties),
        ...packet.filters.map(filter),
      ]
    case 'SUBACK':
    case 'UNSUBACK':
      return [
        identifier(packet.packetId),
        ...list(packet.properties),
        ...answerFields(packet, version),
      ]
    case 'DISCONNECT':
    case 'AUTH':
      return endingFields(packet, version, isShort)
    case 'PINGREQ':
    case 'PINGRESP':
      return []
  }
}

function answerFields(
  { type, reasonCodes }: SubscriptionAnswer,
  version: Version,
): readonly Field[] {
  if (type === 'UNSUBACK' && version !== '5.0') return []
  return reasonCodes.map((code) => ({ name: 'reason code', bytes: [code] }))
}

function connackFields({ sessionPresent, reasonCode }: Connack): readonly Field[] {
  return [
    { name: 'acknowledge flags', bytes: [Number(sessionPresent)] },
    { name: 'reason code', bytes: [reasonCode] },
  ]
}

function publishFields(
  { topic, packetId, payload }: Publish,
  properties: readonly Field[],
): readonly Field[] {
  return [
    { name: 'topic name', bytes: prefixed(text(topic)) },
    ...(packetId === undefined ? [] : [identifier(packetId)]),
    ...properties,
    { name: 'payload', bytes: [...payload] },
  ]
}

function connectFields(packet: Connect, version: Version): readonly Field[] {
  const { will, userName, password } = packet
  const flags =
    (Number(packet.cleanStart) << 1) |
    (will === undefined ? 0 : 4 | (will.qos << 3) | (Number(will.retain) << 5)) |
    (Number(password !== undefined) << 6) |
    (Number(userName !== undefined) << 7)
  return [
    { name: 'protocol name', bytes: prefixed(text(packet.protocolName)) },
    { name: 'protocol level', bytes: [packet.protocolLevel] },
    { name: 'connect flags', bytes: [flags] },
    { name: 'keep alive', bytes: two(packet.keepAlive) },
    ...(version === '5.0' ? propertyFields(packet.properties) : []),
    { name: 'client identifier', bytes: prefixed(text(packet.clientId)) },
    ...(will === undefined ? [] : willFields(will, version)),
    ...(userName === undefined ? [] : [{ name: 'user name', bytes: prefixed(text(userName)) }]),
    ...(password === undefined ? [] : [{ name: 'password', bytes: prefixed([...password]) }]),
  ]
}

function willFields(will: Will, version: Version): readonly Field[] {
  return [
    ...(version === '5.0' ? propertyFields(will.properties, 'will ') : []),
    { name: 'will topic', bytes: prefixed(text(will.topic)) },
    { name: 'will payload', bytes: prefixed([...will.payload]) },
  ]
}

function subscriptionFields(subscription: Subscription, version: Version): readonly Field[] {
  const { qos, noLocal, retainAsPublished, retainHandling } = subscription
  const options =
    version === '5.0'
      ? qos | (Number(noLocal) << 2) | (Number(retainAsPublished) << 3) | (retainHandling << 4)
      : qos
  return [filter(subscription.filter), { name: 'subscription options', bytes: [options] }]
}

/** Reason code and properties that may be left out from the end. */
function endingFields(
  { reasonCode, properties }: { reasonCode: number; properties: readonly Property[] },
  version: Version,
  isShort: boolean,
): readonly Field[] {
  if (version !== '5.0') return []
  const code = { name: 'reason code', bytes: [reasonCode] }
  if (!isShort || properties.length > 0) return [code, ...propertyFields(properties)]
  return reasonCode === 0 ? [] : [code]
}

function propertyFields(properties: readonly Property[], prefix = ''): readonly Field[] {
  const fields = properties.map((property) => propertyField(property, prefix))
  const length = fields.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return [{ name: `${prefix}property length`, bytes: varint(length) }, ...fields]
}

function propertyField({ name, value }: Property, prefix: string): Field {
  const row = PROPERTIES.find((candidate) => candidate.name === name)
  if (row === undefined) throw new Error(`no property is called ${name}`)
  return { name: `${prefix}property ${name}`, bytes: [row.id, ...valueBytes(row.kind, value)] }
}

/** The value of a property as it stands on the wire, without its identifier. */
export function valueBytes(kind: PropertyKind, value: PropertyValue): readonly number[] {
  if (typeof value === 'number') return numberBytes(kind, value)
  if (typeof value === 'string') return prefixed(text(value))
  if (value instanceof Uint8Array) return prefixed([...value])
  return value.flatMap((part) => prefixed(text(part)))
}

function numberBytes(kind: PropertyKind, value: number): readonly number[] {
  switch (kind) {
    case 'byte':
      return [value]
    case 'two':
      return two(value)
    case 'four':
      return [...two(Math.floor(value / 0x1_0000)), ...two(value)]
    default:
      return varint(value)
  }
}

function identifier(packetId: number): Field {
  return { name: 'packet identifier', bytes: two(packetId) }
}

function filter(value: string): Field {
  return { name: 'topic filter', bytes: prefixed(text(value)) }
}

export function two(value: number): readonly number[] {
  return [(value >> 8) & 0xff, value & 0xff]
}

export function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

/** Behind the two bytes of its length. */
export function prefixed(bytes: readonly number[]): readonly number[] {
  if (bytes.length > 0xffff) throw new RangeError(`no field holds ${bytes.length} bytes`)
  return [...two(bytes.length), ...bytes]
}

/** UTF-8, with half a surrogate pair coded like any other character: wrong on purpose. */
export function text(value: string): readonly number[] {
  return [...value].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0xd800 || code > 0xdfff) return [...new TextEncoder().encode(character)]
    return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
  })
}

function join(fields: readonly Field[]): Encoded {
  const spans: Span[] = []
  let start = 0
  for (const { name, bytes } of fields) {
    spans.push({ name, start, end: start + bytes.length })
    start += bytes.length
  }
  return { bytes: Uint8Array.from(fields.flatMap(({ bytes }) => bytes)), spans }
}
