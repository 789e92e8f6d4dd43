/**
 * Reads one packet and refuses it unless every bit is as the specification of its version says. It sees
 * a packet alone; what depends on earlier ones is judged by the monitor. The sender matters, because a
 * broker must not send what only clients may, and the other way round.
 */
import { decodeConnect } from './decode-connect.ts'
import { decodeProperties } from './decode-properties.ts'
import type {
  Acknowledgement,
  Connack,
  Ending,
  Packet,
  Publish,
  QoS,
  Subscribe,
  Subscription,
  SubscriptionAnswer,
  Unsubscribe,
  Version,
} from './packet.ts'
import { mayBeSent, PACKET_TYPES } from './packet-types.ts'
import type { PacketTypeRow } from './packet-types.ts'
import type { Sender } from './properties.ts'
import { REASON_CODES, RETURN_CODES_3 } from './reason-codes.ts'
import { Reader } from './reader.ts'
import type { Statements } from './reader.ts'

/** What is known of a packet before its body is read. */
interface Header {
  readonly row: PacketTypeRow
  readonly flags: number
  readonly sender: Sender
}

/**
 * @param bytes one packet, from its first byte to its last
 * @throws WireFault
 */
export function decode(bytes: Uint8Array, version: Version, sender: Sender): Packet {
  const reader = new Reader(bytes, version, [0, bytes.length])
  const first = reader.byte('the first byte')
  const row = PACKET_TYPES.find(({ number }) => number === first >> 4)
  if (row === undefined || !mayBeSent(row, version, sender)) {
    throw reader.fault(`a ${sender} sends no packet of type ${first >> 4} in ${version}`)
  }
  const header: Header = { row, flags: first & 0x0f, sender }
  checkFlags(reader, header)
  const body = reader.part(reader.varint('the remaining length'), row.type)
  reader.expectEnd(`what follows ${row.type}`)
  const packet = decodeBody(body, header)
  body.expectEnd(row.type)
  return packet
}

const FLAG_STATEMENTS: Readonly<Record<string, Statements>> = {
  PUBREL: { '3.1.1': '3.6.1-1', '5.0': '3.6.1-1' },
  SUBSCRIBE: { '3.1.1': '3.8.1-1', '5.0': '3.8.1-1' },
  UNSUBSCRIBE: { '3.1.1': '3.10.1-1', '5.0': '3.10.1-1' },
  DISCONNECT: { '3.1.1': '3.14.1-1', '5.0': '3.14.1-1' },
  AUTH: { '5.0': '3.15.1-1' },
}

function checkFlags(reader: Reader, { row, flags }: Header): void {
  // 3.1 has a DUP flag in these packets, and names no penalty for other bits.
  if (row.flags === undefined || row.flags === flags || reader.version === '3.1') return
  const otherwise = { '3.1.1': '2.2.2-1', '5.0': '2.1.3-1' }
  throw reader.fault(
    `the flags of ${row.type} are ${flags}, not ${row.flags}`,
    FLAG_STATEMENTS[row.type] ?? otherwise,
  )
}

function decodeBody(reader: Reader, header: Header): Packet {
  const { type } = header.row
  switch (type) {
    case 'CONNECT':
      return decodeConnect(reader)
    case 'CONNACK':
      return decodeConnack(reader)
    case 'PUBLISH':
      return decodePublish(reader, header)
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return { type, packetId: identifier(reader), ...decodeEnd(reader, type, header.sender) }
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
      return { type, ...decodeEnd(reader, type, header.sender) }
  }
}

function decodeConnack(reader: Reader): Connack {
  const flags = reader.byte('the acknowledge flags')
  if (flags > 1) {
    throw reader.fault(`the acknowledge flags are ${flags}`, { '5.0': '3.2.2-1' })
  }
  if (flags === 1 && reader.version === '3.1') throw reader.fault('3.1 has no Session Present')
  const sessionPresent = flags === 1
  const reasonCode = reader.byte('the reason code')
  checkReasonCode(reader, 'CONNACK', reasonCode, 'server')
  if (sessionPresent && reasonCode !== 0) {
    const statements = { '3.1.1': '3.2.2-4', '5.0': '3.2.2-6' }
    throw reader.fault('Session Present is set in a refusal', statements)
  }
  const properties = decodeProperties(reader, 'CONNACK', 'server')
  return { type: 'CONNACK', sessionPresent, reasonCode, properties }
}

function decodePublish(reader: Reader, { flags, sender }: Header): Publish {
  const qos = qosOf(reader, (flags >> 1) & 3, { '3.1.1': '3.3.1-4', '5.0': '3.3.1-4' })
  const dup = flags >= 8
  if (dup && qos === 0 && reader.version !== '3.1') {
    throw reader.fault('DUP is set at QoS 0', { '3.1.1': '3.3.1-2', '5.0': '3.3.1-2' })
  }
  const topic = reader.text('the topic name')
  if (/[#+]/.test(topic)) {
    throw reader.fault('the topic name has a wildcard', { '3.1.1': '3.3.2-2', '5.0': '3.3.2-2' })
  }
  const packetId = qos === 0 ? undefined : identifier(reader)
  const properties = decodeProperties(reader, 'PUBLISH', sender)
  if (topic === '' && !properties.some(({ name }) => name === 'Topic Alias')) {
    throw reader.fault('the topic name is empty', { '3.1.1': '4.7.3-1', '5.0': '4.7.3-1' })
  }
  const retain = (flags & 1) === 1
  return { type: 'PUBLISH', dup, qos, retain, topic, packetId, properties, payload: reader.rest() }
}

type WithEnd = Acknowledgement['type'] | Ending['type']

/** Reason code and properties, which may be left out from the end. */
function decodeEnd(reader: Reader, type: WithEnd, sender: Sender): Omit<Ending, 'type'> {
  if (reader.version !== '5.0' || reader.isAtEnd) return { reasonCode: 0, properties: [] }
  const reasonCode = reader.byte('the reason code')
  checkReasonCode(reader, type, reasonCode, sender)
  const properties = reader.isAtEnd ? [] : decodeProperties(reader, type, sender)
  return { reasonCode, properties }
}

function decodeSubscribe(reader: Reader): Subscribe {
  const packetId = identifier(reader)
  const properties = decodeProperties(reader, 'SUBSCRIBE', 'client')
  const subscriptions: Subscription[] = []
  while (!reader.isAtEnd) {
    subscriptions.push({ filter: filter(reader), ...decodeOptions(reader) })
  }
  if (subscriptions.length === 0) {
    throw reader.fault('SUBSCRIBE has no filter', { '3.1.1': '3.8.3-3', '5.0': '3.8.3-2' })
  }
  return { type: 'SUBSCRIBE', packetId, properties, subscriptions }
}

function decodeOptions(reader: Reader): Omit<Subscription, 'filter'> {
  const options = reader.byte('the subscription options')
  const reserved = { '3.1.1': '3.8.3-4', '5.0': '3.8.3-5' }
  const allowed = reader.version === '5.0' ? 0x3f : 0x03
  if ((options & ~allowed) !== 0 && reader.version !== '3.1') {
    throw reader.fault('reserved bits of the subscription options are set', reserved)
  }
  const retainHandling = reader.version === '5.0' ? options >> 4 : 0
  if (retainHandling === 3) throw reader.fault('Retain Handling is 3')
  return {
    qos: qosOf(reader, options & 3, { '3.1.1': '3.8.3-4' }),
    noLocal: reader.version === '5.0' && (options & 4) !== 0,
    retainAsPublished: reader.version === '5.0' && (options & 8) !== 0,
    retainHandling,
  }
}

function decodeUnsubscribe(reader: Reader): Unsubscribe {
  const packetId = identifier(reader)
  const properties = decodeProperties(reader, 'UNSUBSCRIBE', 'client')
  const filters: string[] = []
  while (!reader.isAtEnd) filters.push(filter(reader))
  if (filters.length === 0) {
    throw reader.fault('UNSUBSCRIBE has no filter', { '3.1.1': '3.10.3-2', '5.0': '3.10.3-2' })
  }
  return { type: 'UNSUBSCRIBE', packetId, properties, filters }
}

function decodeAnswer(reader: Reader, type: SubscriptionAnswer['type']): SubscriptionAnswer {
  const packetId = identifier(reader)
  const properties = decodeProperties(reader, type, 'server')
  const hasCodes = type === 'SUBACK' || reader.version === '5.0'
  const reasonCodes = hasCodes ? [...reader.rest()] : []
  for (const code of reasonCodes) checkReasonCode(reader, type, code, 'server')
  return { type, packetId, properties, reasonCodes }
}

const CODE_STATEMENTS: Readonly<Record<string, Statements>> = {
  CONNACK: { '5.0': '3.2.2-8' },
  PUBACK: { '5.0': '3.4.2-1' },
  PUBREC: { '5.0': '3.5.2-1' },
  PUBREL: { '5.0': '3.6.2-1' },
  PUBCOMP: { '5.0': '3.7.2-1' },
  SUBACK: { '3.1.1': '3.9.3-2', '5.0': '3.9.3-2' },
  UNSUBACK: { '5.0': '3.11.3-2' },
  DISCONNECT: { '5.0': '3.14.2-1' },
  AUTH: { '5.0': '3.15.2-1' },
}

function checkReasonCode(
  reader: Reader,
  type: PacketTypeRow['type'],
  code: number,
  sender: Sender,
): void {
  const isAllowed =
    reader.version === '5.0'
      ? REASON_CODES.some(
          (row) =>
            row.code === code &&
            row.packets.includes(type) &&
            (!(type === 'DISCONNECT' || type === 'AUTH') || mayUse(row.sender, type, code, sender)),
        )
      : RETURN_CODES_3[type]?.includes(code) === true
  if (isAllowed) return
  const shown = `0x${code.toString(16).padStart(2, '0')}`
  throw reader.fault(`${type} from a ${sender} may not say ${shown}`, CODE_STATEMENTS[type])
}

/** AUTH with success comes from the server only. */
function mayUse(by: Sender | 'both', type: string, code: number, sender: Sender): boolean {
  return by === 'both' || by === sender || (type === 'AUTH' && code === 0 && sender === 'server')
}

function identifier(reader: Reader): number {
  const packetId = reader.two('the packet identifier')
  if (packetId === 0) {
    throw reader.fault('the packet identifier is 0', { '3.1.1': '2.3.1-1', '5.0': '2.2.1-3' })
  }
  return packetId
}

function filter(reader: Reader): string {
  const value = reader.text('the topic filter')
  if (value !== '') return value
  throw reader.fault('the topic filter is empty', { '3.1.1': '4.7.3-1', '5.0': '4.7.3-1' })
}

function qosOf(reader: Reader, value: number, statements: Statements): QoS {
  if (value === 0 || value === 1 || value === 2) return value
  throw reader.fault('QoS is 3', statements)
}
