/**
 * @hot Reads a PUBLISH without making objects: one `PublishView` is filled that points into the bytes
 * the packet came in.
 */
import { malformed, protocolError } from '../fault.ts'
import { checkResponseTopic, propertySection, PropertyScanner } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { PacketType } from '../protocol.ts'
import type { DecodeContext, ProtocolVersion, QoS } from '../protocol.ts'
import { Reader } from '../reader.ts'
import type { PublishParts } from './publish-parts.ts'

const DUP = 8
const RETAIN = 1
const PLACE = placeOf(PacketType.publish)
const NOTHING: Uint8Array = new Uint8Array(0)

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
