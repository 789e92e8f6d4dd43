/**
 * Reads one packet, and refuses it for whatever the standard forbids that can be seen in the packet
 * alone. What needs the connection's history is for the monitor; whether the wildcards of a topic filter
 * are in their places is for who subscribes to it, since a server may say so in SUBACK.
 */
import { decodeConnect, toQos } from './decode-connect.ts'
import { has, readProperties } from './decode-properties.ts'
import type {
  Connack,
  Ending,
  Packet,
  PacketType,
  Property,
  Publish,
  Subscribe,
  Subscription,
  SubscriptionAnswer,
  Unsubscribe,
  Version,
} from './packet.ts'
import { PACKET_TYPES, sendersOf } from './packet-types.ts'
import type { PacketTypeRow } from './packet-types.ts'
import type { Sender } from './properties.ts'
import { isInTable } from './reason-codes.ts'
import { Reader } from './reader.ts'
import {
  EMPTY_WITHOUT_ALIAS,
  FLAGS_OF,
  LEFT_OVER_OF,
  NO_FILTERS_OF,
  NUL_IN_TOPIC,
  PACKET_ID_OF,
  REASON_CODE_OF,
  SERVER_PACKET_ID,
} from './wire-rules.ts'

const DUP = 0x08
const RETAIN = 0x01
const SESSION_PRESENT = 0x01
const NO_LOCAL = 0x04
const RETAIN_AS_PUBLISHED = 0x08
const RETAIN_HANDLING_SHIFT = 4
/** Use another server, Server moved. */
const REFERRALS: readonly number[] = [0x9c, 0x9d]

/**
 * @param bytes one packet, from its first byte to its last
 * @throws WireFault for the first rule that the packet breaks
 */
export function decode(bytes: Uint8Array, version: Version, sender: Sender): Packet {
  const reader = new Reader(bytes, { version, sender })
  const first = reader.byte('packet type')
  const row = readType(reader, first >> 4)
  const flags = first & 0x0f
  expectFlags(reader, row, flags)
  const length = reader.varint('remaining length')
  reader.expect(length >= reader.left, 'leftOver', row.type)
  const body = reader.part(length, row.type, 'truncated')
  const packet = readBody(body, row.type, flags)
  body.expect(body.isAtEnd, 'leftOver', row.type, LEFT_OVER_OF[row.type])
  return packet
}

function readType(reader: Reader, number: number): PacketTypeRow {
  const row = PACKET_TYPES.find((candidate) => candidate.number === number)
  const senders = row === undefined ? [] : sendersOf(row, reader.version)
  if (row === undefined || senders.length === 0) throw reader.fault('packetType', String(number))
  const other = reader.sender === 'client' ? 'serverOnly' : 'clientOnly'
  reader.expect(senders.includes(reader.sender), other, row.type)
  return row
}

function expectFlags(reader: Reader, { type, flags: fixed }: PacketTypeRow, flags: number): void {
  if (fixed === undefined) return
  // A repeated PUBREL, SUBSCRIBE or UNSUBSCRIBE of 3.1 may say so. @MQTT-3.1:FORMAT-05
  const isRepeat = reader.version === '3.1' && fixed !== 0 && flags === (fixed | DUP)
  reader.expect(flags === fixed || isRepeat, 'flags', `${flags} in ${type}`, FLAGS_OF[type])
}

function readBody(reader: Reader, type: PacketType, flags: number): Packet {
  switch (type) {
    case 'CONNECT':
      return decodeConnect(reader)
    case 'CONNACK':
      return decodeConnack(reader)
    case 'PUBLISH':
      return decodePublish(reader, flags)
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return { type, packetId: readPacketId(reader, type), ...readEnd(reader, type) }
    case 'SUBSCRIBE':
      return decodeSubscribe(reader)
    case 'UNSUBSCRIBE':
      return decodeUnsubscribe(reader)
    case 'SUBACK':
    case 'UNSUBACK':
      return decodeAnswer(reader, type)
    case 'PINGREQ':
    case 'PINGRESP':
      return { type }
    case 'DISCONNECT':
    case 'AUTH':
      return decodeEnding(reader, type)
  }
}

function decodeConnack(reader: Reader): Connack {
  const flags = reader.byte('acknowledge flags')
  const isReserved = reader.version === '3.1'
  reader.expect(!isReserved || flags === 0, 'acknowledgeByte', String(flags))
  reader.expect(flags <= SESSION_PRESENT, 'acknowledgeFlags', String(flags))
  const sessionPresent = flags === SESSION_PRESENT
  const reasonCode = readReasonCode(reader, 'CONNACK')
  reader.expect(!sessionPresent || reasonCode === 0, 'refusedSession', `code ${reasonCode}`)
  const properties = readProperties(reader, 'CONNACK')
  expectReferral(reader, reasonCode, properties)
  return { type: 'CONNACK', sessionPresent, reasonCode, properties }
}

function decodePublish(reader: Reader, flags: number): Publish {
  const qos = toQos(flags >> 1)
  const dup = (flags & DUP) !== 0
  reader.expect(qos !== 3, 'publishQos', 'PUBLISH')
  reader.expect(!dup || qos !== 0, 'dupAtQos0', 'PUBLISH')
  const topic = reader.topicName('topic name')
  const packetId = qos === 0 ? undefined : readPacketId(reader, 'PUBLISH')
  const properties = readProperties(reader, 'PUBLISH')
  const isNamed = topic !== '' || has(properties, 'Topic Alias')
  reader.expect(isNamed, 'topicEmpty', 'topic name', EMPTY_WITHOUT_ALIAS)
  const retain = (flags & RETAIN) !== 0
  return { type: 'PUBLISH', dup, qos, retain, topic, packetId, properties, payload: reader.rest() }
}

function decodeSubscribe(reader: Reader): Subscribe {
  const type = 'SUBSCRIBE'
  const packetId = readPacketId(reader, type)
  const properties = readProperties(reader, type)
  const subscriptions: Subscription[] = []
  while (!reader.isAtEnd) subscriptions.push(readSubscription(reader))
  reader.expect(subscriptions.length > 0, 'noFilters', type, NO_FILTERS_OF[type])
  return { type, packetId, properties, subscriptions }
}

function readSubscription(reader: Reader): Subscription {
  const filter = readFilter(reader, 'SUBSCRIBE')
  const options = reader.byte('subscription options')
  const qos = toQos(options)
  reader.expect(qos !== 3, 'subscribeQos', filter)
  if (reader.version !== '5.0') {
    // 3.1 leaves the other bits without a meaning. @MQTT-3.1:SUBSCRIBE-05
    const isClean = options === qos || reader.version === '3.1'
    reader.expect(isClean, 'subscribeReserved', filter)
    return { filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 }
  }
  const retainHandling = (options >> RETAIN_HANDLING_SHIFT) & 3
  const noLocal = (options & NO_LOCAL) !== 0
  reader.expect(options <= 0x3f, 'subscribeReserved', filter)
  reader.expect(retainHandling !== 3, 'retainHandling', filter)
  reader.expect(!noLocal || !filter.startsWith('$share/'), 'sharedNoLocal', filter)
  const retainAsPublished = (options & RETAIN_AS_PUBLISHED) !== 0
  return { filter, qos, noLocal, retainAsPublished, retainHandling }
}

function decodeUnsubscribe(reader: Reader): Unsubscribe {
  const type = 'UNSUBSCRIBE'
  const packetId = readPacketId(reader, type)
  const properties = readProperties(reader, type)
  const filters: string[] = []
  while (!reader.isAtEnd) filters.push(readFilter(reader, type))
  reader.expect(filters.length > 0, 'noFilters', type, NO_FILTERS_OF[type])
  return { type, packetId, properties, filters }
}

function decodeAnswer(reader: Reader, type: SubscriptionAnswer['type']): SubscriptionAnswer {
  const packetId = readPacketId(reader, type)
  const properties = readProperties(reader, type)
  const reasonCodes: number[] = []
  const hasCodes = type === 'SUBACK' || reader.version === '5.0'
  while (hasCodes && !reader.isAtEnd) reasonCodes.push(readReasonCode(reader, type))
  return { type, packetId, properties, reasonCodes }
}

function decodeEnding(reader: Reader, type: Ending['type']): Ending {
  const end = readEnd(reader, type)
  if (type === 'DISCONNECT') expectReferral(reader, end.reasonCode, end.properties)
  else reader.expect(has(end.properties, 'Authentication Method'), 'authenticationMethod', type)
  return { type, ...end }
}

/** What may be left out from its end: the properties, or the code as well. @MQTT-5.0:X-39 */
function readEnd(reader: Reader, type: PacketType): Omit<Ending, 'type'> {
  if (reader.version !== '5.0' || reader.isAtEnd) return { reasonCode: 0, properties: [] }
  const reasonCode = readReasonCode(reader, type)
  return { reasonCode, properties: reader.isAtEnd ? [] : readProperties(reader, type) }
}

function readReasonCode(reader: Reader, type: PacketType): number {
  const code = reader.byte('reason code')
  const isKnown = isInTable(code, type, reader.version, reader.sender)
  reader.expect(isKnown, 'reasonCode', `${code} in ${type}`, REASON_CODE_OF[type])
  return code
}

/** @MQTT-5.0:X-27 */
function expectReferral(reader: Reader, code: number, properties: readonly Property[]): void {
  const isReferral = REFERRALS.includes(code) || !has(properties, 'Server Reference')
  reader.expect(isReferral, 'serverReference', `code ${code}`)
}

function readPacketId(reader: Reader, type: PacketType): number {
  const packetId = reader.two('packet identifier')
  const isServers = type === 'PUBLISH' && reader.sender === 'server'
  reader.expect(packetId > 0, 'packetId', type, isServers ? SERVER_PACKET_ID : PACKET_ID_OF[type])
  return packetId
}

function readFilter(reader: Reader, type: 'SUBSCRIBE' | 'UNSUBSCRIBE'): string {
  const filter = reader.text(`filter of ${type}`, NUL_IN_TOPIC)
  reader.expect(filter !== '', 'filterEmpty', type)
  return filter
}
