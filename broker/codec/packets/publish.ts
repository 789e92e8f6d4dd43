/** PUBLISH as an object, for clients and tests; the broker uses the view and the writer. */
import { ProtocolFault } from '../fault.ts'
import type { Publish } from '../packet.ts'
import { encodeMessageProperties, readProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { PacketType } from '../protocol.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { Reader } from '../reader.ts'
import { topicProblem } from '../topic.ts'
import { decodeUtf8 } from '../utf8.ts'
import { checkBody, checkField } from '../writer.ts'
import { partsOf } from './publish-parts.ts'
import { decodePublish, PublishView } from './publish-view.ts'
import { PublishHeader, publishLength, remainingLength, writePublish } from './publish-writer.ts'

const PLACE = placeOf(PacketType.publish)

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

/** @throws RangeError when the topic or the packet is larger than MQTT allows */
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
  checkField(parts.topicEnd)
  checkBody(remainingLength(parts, header))
  const out = new Uint8Array(publishLength(parts, header))
  writePublish(out, 0, parts, header)
  return out
}
