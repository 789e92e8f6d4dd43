/**
 * @hot PUBLISH without objects: the decoder fills one `PublishView` that points into the bytes it came
 * in, and the writer takes a message in the same parts. The parts of a message are its topic, the
 * properties that travel with it as they are, and its payload; alias, identifiers and expiry differ
 * from packet to packet and stand apart.
 */
import { malformed, protocolError, ProtocolFault } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Publish } from '../packet.ts'
import type { DecodeContext, ProtocolVersion, QoS } from '../protocol.ts'
import {
  checkResponseTopic,
  encodeMessageProperties,
  placeOf,
  propertySection,
  PropertyScanner,
  readProperties,
} from '../properties.ts'
import { Reader } from '../reader.ts'
import { topicProblem } from '../topic.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import { varintSize, writeVarint } from '../varint.ts'

const DUP = 8
const RETAIN = 1
const MESSAGE_EXPIRY_ID = 0x02
const SUBSCRIPTION_IDENTIFIER_ID = 0x0b
const TOPIC_ALIAS_ID = 0x23
const PLACE = placeOf(PacketType.publish)
const NOTHING: Uint8Array = new Uint8Array(0)
/** Ranges shorter than this are copied in a loop: a call into the engine costs more. */
const LOOP_COPY_MAX = 64

/** A message as ranges of bytes. */
export interface PublishParts {
  readonly topic: Uint8Array
  readonly topicStart: number
  readonly topicEnd: number
  /** In wire form, without their length and without alias, identifiers and expiry. */
  readonly properties: Uint8Array
  readonly propertiesStart: number
  readonly propertiesEnd: number
  readonly payload: Uint8Array
  readonly payloadStart: number
  readonly payloadEnd: number
}

/** One PUBLISH that was decoded; good until the next one is decoded into it or its bytes change. */
export class PublishView implements PublishParts {
  version: ProtocolVersion = 4
  qos: QoS = 0
  retain = false
  dup = false
  /** 0 at QoS 0. */
  packetId = 0
  /** 0 for none. */
  topicAlias = 0
  /** Seconds; -1 for none. */
  messageExpiryInterval = -1
  /** The packet: `bytes[frameStart..frameEnd)`. */
  bytes: Uint8Array = NOTHING
  frameStart = 0
  frameEnd = 0
  topic: Uint8Array = NOTHING
  topicStart = 0
  topicEnd = 0
  properties: Uint8Array = NOTHING
  propertiesStart = 0
  propertiesEnd = 0
  payload: Uint8Array = NOTHING
  payloadStart = 0
  payloadEnd = 0
  /** Holds the properties when those in the packet are not in one piece. */
  scratch: Uint8Array = NOTHING

  /** True when the packet could be sent on as it is: its properties are those of the message. */
  get verbatim(): boolean {
    return this.topicAlias === 0
  }
}

/**
 * Fills `view` from a packet. The topic is not judged: `topicProblem` does that, once per topic.
 * @throws ProtocolFault malformedPacket, protocolError, topicAliasInvalid, topicNameInvalid, packetTooLarge
 */
export function decodePublish(
  view: PublishView,
  firstByte: number,
  bytes: Uint8Array,
  frameStart: number,
  bodyStart: number,
  end: number,
  context: DecodeContext,
): void {
  const qos = (firstByte >>> 1) & 3
  // @MQTT-5.0:3.3.1-4
  if (qos === 3) throw malformed('QoS 3')
  view.qos = qos === 2 ? 2 : qos === 1 ? 1 : 0
  view.retain = (firstByte & RETAIN) !== 0
  view.dup = (firstByte & DUP) !== 0
  // @MQTT-5.0:3.3.1-2
  if (view.dup && qos === 0) throw malformed('DUP with QoS 0')
  const topicStart = bodyStart + 2
  const topicEnd = topicStart + (((bytes[bodyStart] ?? 0) << 8) | (bytes[bodyStart + 1] ?? 0))
  let at = qos === 0 ? topicEnd : topicEnd + 2
  if (topicStart > end || at > end) throw malformed('the packet ends in the middle of a field')
  view.packetId = qos === 0 ? 0 : ((bytes[topicEnd] ?? 0) << 8) | (bytes[topicEnd + 1] ?? 0)
  // @MQTT-5.0:2.2.1-3
  if (qos > 0 && view.packetId === 0) throw protocolError('Packet Identifier 0')
  view.version = context.version
  view.bytes = bytes
  view.frameStart = frameStart
  view.frameEnd = end
  view.topic = bytes
  view.topicStart = topicStart
  view.topicEnd = topicEnd
  view.topicAlias = 0
  view.messageExpiryInterval = -1
  view.properties = bytes
  view.propertiesStart = at
  view.propertiesEnd = at
  if (context.version === 5) {
    if (bytes[at] === 0 && at < end) at += 1
    else at = scanProperties(view, at, end, context)
  }
  view.payload = bytes
  view.payloadStart = at
  view.payloadEnd = end
  if (topicStart === topicEnd && view.topicAlias === 0) throw protocolError('no topic and no alias')
}

/** Judges the properties and finds the range that travels on; returns where the payload starts. */
function scanProperties(
  view: PublishView,
  start: number,
  end: number,
  context: DecodeContext,
): number {
  const reader = new Reader(view.bytes, start, end)
  const section = propertySection(reader)
  const scanner = new PropertyScanner(section, PLACE, context)
  view.propertiesStart = section.at
  view.propertiesEnd = section.at
  while (section.hasMore) {
    const from = section.at
    if (scanOne(view, section, scanner)) keepRange(view, from, section.at)
  }
  return reader.at
}

/** Reads one property; true when it belongs to the message. */
function scanOne(view: PublishView, section: Reader, scanner: PropertyScanner): boolean {
  const row = scanner.next()
  switch (row.wire) {
    case 'text':
      if (row.name === 'responseTopic') checkResponseTopic(section.text())
      else section.skipText()
      return true
    case 'binary':
      section.skip(section.uint16())
      return true
    case 'identifier':
      scanner.identifier()
      return false
    case 'pair': {
      const from = section.at
      section.skipText()
      section.skipText()
      scanner.countUserProperty(section.at - from)
      return true
    }
    default: {
      const value = scanner.number(row)
      if (row.name === 'topicAlias') view.topicAlias = value
      else if (row.name === 'messageExpiryInterval') view.messageExpiryInterval = value
      else return true
      return false
    }
  }
}

/** Adds `bytes[from..to)` to the kept properties; moves them to the scratch when there is a gap. */
function keepRange(view: PublishView, from: number, to: number): void {
  const length = view.propertiesEnd - view.propertiesStart
  if (length === 0) {
    view.properties = view.bytes
    view.propertiesStart = from
    view.propertiesEnd = to
    return
  }
  if (view.properties === view.bytes && view.propertiesEnd === from) {
    view.propertiesEnd = to
    return
  }
  if (view.properties === view.bytes) {
    const room = view.frameEnd - view.frameStart
    if (view.scratch.length < room) view.scratch = new Uint8Array(room)
    view.scratch.set(view.bytes.subarray(view.propertiesStart, view.propertiesEnd))
    view.properties = view.scratch
    view.propertiesStart = 0
    view.propertiesEnd = length
  }
  view.scratch.set(view.bytes.subarray(from, to), view.propertiesEnd)
  view.propertiesEnd += to - from
}

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

function remainingLength(parts: PublishParts, header: PublishHeader): number {
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

/** PUBLISH as an object, for clients and tests. */
export function decodePublishPacket(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Publish {
  const view = new PublishView()
  decodePublish(view, firstByte, bytes, start, start, end, context)
  const { qos, retain, dup, packetId, topicStart, topicEnd } = view
  if (topicEnd > topicStart) {
    const problem = topicProblem(bytes, topicStart, topicEnd)
    if (problem !== undefined) throw new ProtocolFault(problem, 'the topic is not a topic name')
  }
  const reader = new Reader(bytes, qos === 0 ? topicEnd : topicEnd + 2, end)
  const properties = context.version === 5 ? readProperties(reader, PLACE, context) : {}
  const topic = decodeUtf8(bytes, topicStart, topicEnd)
  return { type: 'publish', topic, payload: reader.rest(), qos, retain, dup, packetId, properties }
}

export function encodePublish(packet: Publish, version: ProtocolVersion): Uint8Array {
  const { properties, payload } = packet
  const header = new PublishHeader()
  header.version = version
  header.qos = packet.qos
  header.retain = packet.retain
  header.dup = packet.dup
  header.packetId = packet.packetId
  header.messageExpiryInterval = properties.messageExpiryInterval ?? -1
  header.topicAlias = properties.topicAlias ?? 0
  header.subscriptionIdentifiers = properties.subscriptionIdentifiers
  const parts = partsOf(packet.topic, payload, encodeMessageProperties(properties))
  const out = new Uint8Array(publishLength(parts, header))
  writePublish(out, 0, parts, header)
  return out
}

/** The parts of a message that is there as separate values. */
export function partsOf(topic: string, payload: Uint8Array, properties: Uint8Array): PublishParts {
  const topicBytes = encodeUtf8(topic)
  return {
    topic: topicBytes,
    topicStart: 0,
    topicEnd: topicBytes.length,
    properties,
    propertiesStart: 0,
    propertiesEnd: properties.length,
    payload,
    payloadStart: 0,
    payloadEnd: payload.length,
  }
}
