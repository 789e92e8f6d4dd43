/**
 * Random packets of every type, valid in one version from one sender, for the fuzz tests. They keep to
 * what the specification allows, and reach its bounds. Tests only.
 */
import fc from 'fast-check'
import type { AckType, Packet, Publish, Will } from './packet.ts'
import type { ProtocolVersion, Sender } from './protocol.ts'
import type { Properties } from './property-table.ts'

/** Letters that topics, filters and names are made of, and characters of every width. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', '/', '$', ' ') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u00a0', '\u07ff', '\u0800', '\ufeff', '\ufffd', '\u{1f600}'),
  },
)
const text = fc.string({ unit: character, maxLength: 12 })

/** Valid topic names. */
export const topicNames = fc.string({ unit: character, minLength: 1, maxLength: 12 })

const payload = fc.uint8Array({ maxLength: 300 })
const binary = fc.uint8Array({ maxLength: 20 })
const flag = fc.constantFrom(0, 1)
const qos = fc.constantFrom(0, 1, 2)
const uint16 = edges(0, 0xffff)
const positive16 = edges(1, 0xffff)
const uint32 = edges(0, 0xffff_ffff)
const identifier = edges(1, 0xfff_ffff)
const userProperties = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 })
const noProperties = fc.constant({})

/** Both ends as often as anything between. */
function edges(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(min, max, 127, 128), fc.integer({ min, max }))
}

/** Any of the properties of `model`. */
function some<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(model, { requiredKeys: [], noNullPrototype: true })
}

function all<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true })
}

/** Authentication Data needs a method. */
function withAuthentication(properties: fc.Arbitrary<Properties>): fc.Arbitrary<Properties> {
  const authentication = fc.oneof(
    noProperties,
    all({ authenticationMethod: text }),
    all({ authenticationMethod: text, authenticationData: binary }),
  )
  return fc.tuple(properties, authentication).map(([own, more]) => ({ ...own, ...more }))
}

const message = {
  payloadFormatIndicator: flag,
  messageExpiryInterval: uint32,
  contentType: text,
  responseTopic: topicNames,
  correlationData: binary,
  userProperties,
}
const why = some({ reasonString: text, userProperties })
const connection = {
  sessionExpiryInterval: uint32,
  receiveMaximum: positive16,
  topicAliasMaximum: uint16,
  maximumPacketSize: edges(1, 0xffff_ffff),
  userProperties,
}
const connectProperties = withAuthentication(
  some({ ...connection, requestProblemInformation: flag, requestResponseInformation: flag }),
)
const connackProperties = withAuthentication(
  some({
    ...connection,
    assignedClientIdentifier: text,
    serverKeepAlive: uint16,
    responseInformation: text,
    serverReference: text,
    reasonString: text,
    maximumQos: flag,
    retainAvailable: flag,
    wildcardSubscriptionAvailable: flag,
    subscriptionIdentifiersAvailable: flag,
    sharedSubscriptionAvailable: flag,
  }),
)

/** The properties in 5.0, none before. */
function only5(
  version: ProtocolVersion,
  properties: fc.Arbitrary<Properties>,
): fc.Arbitrary<Properties> {
  return version === 5 ? properties : noProperties
}

function wills(version: ProtocolVersion): fc.Arbitrary<Will> {
  return all({
    topic: topicNames,
    payload: binary,
    qos,
    retain: fc.boolean(),
    properties: only5(version, some({ ...message, willDelayInterval: uint32 })),
  })
}

function connects(version: ProtocolVersion): fc.Arbitrary<Packet> {
  return all({
    type: fc.constant('connect' as const),
    version: fc.constant(version),
    clientId: text,
    cleanStart: fc.boolean(),
    keepAlive: uint16,
    userName: fc.option(text, { nil: undefined }),
    password: fc.option(binary, { nil: undefined }),
    will: fc.option(wills(version), { nil: undefined }),
    properties: only5(version, connectProperties),
  }).map((packet) =>
    packet.userName === undefined && version !== 5 ? { ...packet, password: undefined } : packet,
  )
}

function connacks(version: ProtocolVersion): fc.Arbitrary<Packet> {
  const refusals = version === 5 ? [0x80, 0x87, 0x97, 0x9f] : [1, 2, 3, 4, 5]
  return all({
    type: fc.constant('connack' as const),
    sessionPresent: version === 3 ? fc.constant(false) : fc.boolean(),
    reasonCode: fc.constantFrom(0, ...refusals),
    properties: only5(version, connackProperties),
  }).map((packet) => (packet.reasonCode === 0 ? packet : { ...packet, sessionPresent: false }))
}

/** PUBLISH; in 5.0 sometimes with an alias in place of the topic. */
export function publishes(version: ProtocolVersion, sender: Sender): fc.Arbitrary<Publish> {
  const aliased = { ...message, topicAlias: positive16 }
  const properties =
    sender === 'client'
      ? some(aliased)
      : some({
          ...aliased,
          subscriptionIdentifiers: fc.array(identifier, { minLength: 1, maxLength: 3 }),
        })
  return fc
    .record(
      {
        type: fc.constant('publish' as const),
        topic: topicNames,
        payload,
        qos,
        retain: fc.boolean(),
        dup: fc.boolean(),
        packetId: positive16,
        properties: only5(version, properties),
        isAliasOnly: fc.boolean(),
      },
      { noNullPrototype: true },
    )
    .map(({ isAliasOnly, ...packet }) => ({
      ...packet,
      topic: isAliasOnly && packet.properties.topicAlias !== undefined ? '' : packet.topic,
      dup: packet.dup && packet.qos > 0,
      packetId: packet.qos === 0 ? 0 : packet.packetId,
    }))
}

function acks(version: ProtocolVersion, type: AckType): fc.Arbitrary<Packet> {
  const codes = type === 'puback' || type === 'pubrec' ? [0, 0x10, 0x80, 0x99] : [0, 0x92]
  return all({
    type: fc.constant(type),
    packetId: positive16,
    reasonCode: version === 5 ? fc.constantFrom(...codes) : fc.constant(0),
    properties: only5(version, why),
  })
}

function subscribes(version: ProtocolVersion): fc.Arbitrary<Packet> {
  const isNew = version === 5
  const option = isNew ? fc.boolean() : fc.constant(false)
  const subscription = all({
    filter: text.filter((filter) => !filter.startsWith('$share/')),
    qos,
    noLocal: option,
    retainAsPublished: option,
    retainHandling: isNew ? qos : fc.constant(0 as const),
  })
  return all({
    type: fc.constant('subscribe' as const),
    packetId: positive16,
    subscriptions: fc.array(subscription, { minLength: 1, maxLength: 5 }),
    properties: only5(
      version,
      some({ subscriptionIdentifiers: fc.tuple(identifier), userProperties }),
    ),
  })
}

function unsubscribes(version: ProtocolVersion): fc.Arbitrary<Packet> {
  return all({
    type: fc.constant('unsubscribe' as const),
    packetId: positive16,
    filters: fc.array(text, { minLength: 1, maxLength: 5 }),
    properties: only5(version, some({ userProperties })),
  })
}

function codes(...values: number[]): fc.Arbitrary<number[]> {
  return fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 5 })
}

function subacks(version: ProtocolVersion): fc.Arbitrary<Packet> {
  return all({
    type: fc.constant('suback' as const),
    packetId: positive16,
    reasonCodes: version === 5 ? codes(0, 1, 2, 0x87, 0x8f, 0xa2) : codes(0, 1, 2, 0x80),
    properties: only5(version, why),
  })
}

function unsubacks(version: ProtocolVersion): fc.Arbitrary<Packet> {
  return all({
    type: fc.constant('unsuback' as const),
    packetId: positive16,
    reasonCodes: version === 5 ? codes(0, 0x11, 0x87) : fc.constant([]),
    properties: only5(version, why),
  })
}

function disconnects(version: ProtocolVersion, sender: Sender): fc.Arbitrary<Packet> {
  const properties =
    sender === 'client'
      ? some({ sessionExpiryInterval: uint32, reasonString: text, userProperties })
      : some({ serverReference: text, reasonString: text, userProperties })
  const reasons = sender === 'client' ? [0, 4, 0x82] : [0x82, 0x8e, 0x9d]
  return all({
    type: fc.constant('disconnect' as const),
    reasonCode: version === 5 ? fc.constantFrom(...reasons) : fc.constant(0),
    properties: only5(version, properties),
  })
}

function auths(sender: Sender): fc.Arbitrary<Packet> {
  return all({
    type: fc.constant('auth' as const),
    reasonCode: sender === 'client' ? fc.constantFrom(0x18, 0x19) : fc.constantFrom(0, 0x18),
    properties: withAuthentication(why),
  })
}

/** Every packet that `sender` may send in `version`. */
export function packets(version: ProtocolVersion, sender: Sender): fc.Arbitrary<Packet> {
  const both = [
    publishes(version, sender),
    acks(version, 'puback'),
    acks(version, 'pubrec'),
    acks(version, 'pubrel'),
    acks(version, 'pubcomp'),
    ...(version === 5 ? [auths(sender)] : []),
  ]
  if (sender === 'server') {
    return fc.oneof(
      ...both,
      connacks(version),
      subacks(version),
      unsubacks(version),
      fc.constant({ type: 'pingresp' as const }),
      ...(version === 5 ? [disconnects(version, sender)] : []),
    )
  }
  return fc.oneof(
    ...both,
    connects(version),
    subscribes(version),
    unsubscribes(version),
    disconnects(version, sender),
    fc.constant({ type: 'pingreq' as const }),
  )
}

export interface Peer {
  readonly version: ProtocolVersion
  readonly sender: Sender
}

export const peers: readonly Peer[] = ([3, 4, 5] as const).flatMap((version) => [
  { version, sender: 'client' },
  { version, sender: 'server' },
])
