/** @hot Writes a PUBLISH from the parts of its message and a header, into memory that is there. */
import { PacketType } from '../protocol.ts'
import type { ProtocolVersion, QoS } from '../protocol.ts'
import { varintSize, writeVarint } from '../varint.ts'
import type { PublishParts } from './publish-parts.ts'

const DUP = 8
const RETAIN = 1
const MESSAGE_EXPIRY_ID = 0x02
const SUBSCRIPTION_IDENTIFIER_ID = 0x0b
const TOPIC_ALIAS_ID = 0x23
/** Ranges shorter than this are copied in a loop: a call into the engine costs more. */
const LOOP_COPY_MAX = 32

/** What one PUBLISH says besides its message. */
export class PublishHeader {
  version: ProtocolVersion = 4
  qos: QoS = 0
  retain = false
  dup = false
  packetId = 0
  /** Seconds; -1 for none. */
  messageExpiryInterval = -1
  /** 0 for none. */
  topicAlias = 0
  /** The alias stands for the topic. */
  aliasOnly = false
  subscriptionIdentifiers: readonly number[] | undefined = undefined
}

/** Bytes that the packet takes, its fixed header included. */
export function publishLength(parts: PublishParts, header: PublishHeader): number {
  const length = remainingLength(parts, header)
  return 1 + varintSize(length) + length
}

/** Bytes of the packet behind its fixed header. */
export function remainingLength(parts: PublishParts, header: PublishHeader): number {
  const topicLength = header.aliasOnly ? 0 : parts.topicEnd - parts.topicStart
  const length =
    2 + topicLength + (header.qos === 0 ? 0 : 2) + parts.payloadEnd - parts.payloadStart
  if (header.version !== 5) return length
  const properties = propertiesLength(parts, header)
  return length + varintSize(properties) + properties
}

function propertiesLength(parts: PublishParts, header: PublishHeader): number {
  let length = parts.propertiesEnd - parts.propertiesStart
  if (header.messageExpiryInterval >= 0) length += 5
  if (header.topicAlias !== 0) length += 3
  for (const identifier of header.subscriptionIdentifiers ?? [])
    length += 1 + varintSize(identifier)
  return length
}

/** Writes a packet at `at`, where `publishLength` bytes are free; returns its end. */
export function writePublish(
  out: Uint8Array,
  at: number,
  parts: PublishParts,
  header: PublishHeader,
): number {
  out[at] =
    (PacketType.publish << 4) |
    (header.dup ? DUP : 0) |
    (header.qos << 1) |
    (header.retain ? RETAIN : 0)
  let place = writeVarint(out, at + 1, remainingLength(parts, header))
  const topicLength = header.aliasOnly ? 0 : parts.topicEnd - parts.topicStart
  place = writeUint16(out, place, topicLength)
  if (topicLength > 0) place = copy(out, place, parts.topic, parts.topicStart, parts.topicEnd)
  if (header.qos > 0) place = writeUint16(out, place, header.packetId)
  if (header.version === 5) place = writePublishProperties(out, place, parts, header)
  return copy(out, place, parts.payload, parts.payloadStart, parts.payloadEnd)
}

function writePublishProperties(
  out: Uint8Array,
  at: number,
  parts: PublishParts,
  header: PublishHeader,
): number {
  let place = writeVarint(out, at, propertiesLength(parts, header))
  if (header.messageExpiryInterval >= 0) {
    out[place] = MESSAGE_EXPIRY_ID
    place = writeUint16(out, place + 1, header.messageExpiryInterval >>> 16)
    place = writeUint16(out, place, header.messageExpiryInterval & 0xffff)
  }
  if (header.topicAlias !== 0) {
    out[place] = TOPIC_ALIAS_ID
    place = writeUint16(out, place + 1, header.topicAlias)
  }
  for (const identifier of header.subscriptionIdentifiers ?? []) {
    out[place] = SUBSCRIPTION_IDENTIFIER_ID
    place = writeVarint(out, place + 1, identifier)
  }
  return copy(out, place, parts.properties, parts.propertiesStart, parts.propertiesEnd)
}

function writeUint16(out: Uint8Array, at: number, value: number): number {
  out[at] = value >>> 8
  out[at + 1] = value & 0xff
  return at + 2
}

function copy(out: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): number {
  if (end - start > LOOP_COPY_MAX) out.set(bytes.subarray(start, end), at)
  else for (let from = start, to = at; from < end; from += 1, to += 1) out[to] = bytes[from] ?? 0
  return at + end - start
}

/** Where the packet id stands in a PUBLISH that is `totalLength` bytes long. */
export function packetIdOffset(topicLength: number, totalLength: number): number {
  const sizeOfLength =
    totalLength <= 0x81 ? 1 : totalLength <= 0x4002 ? 2 : totalLength <= 0x20_0003 ? 3 : 4
  return 1 + sizeOfLength + 2 + topicLength
}
