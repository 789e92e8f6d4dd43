/** SUBSCRIBE: filters, each with its options. */
import { malformed, protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Subscribe, SubscribeFilter } from '../packet.ts'
import type { DecodeContext, ProtocolVersion, QoS } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { Reader } from '../reader.ts'
import { isShared } from '../topic.ts'
import { Writer } from '../writer.ts'
import { checkFlags, firstByteOf } from './flags.ts'
import { readPacketId } from './packet-id.ts'

const NO_LOCAL = 0x04
const RETAIN_AS_PUBLISHED = 0x08
const RETAIN_HANDLING_SHIFT = 4
const RESERVED_V5 = 0xc0
const RESERVED_V3 = 0xfc
const PLACE = placeOf(PacketType.subscribe)

/** @throws ProtocolFault malformedPacket or protocolError; the filters themselves are not judged */
export function decodeSubscribe(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Subscribe {
  const { version } = context
  checkFlags(firstByte, version)
  const reader = new Reader(bytes, start, end)
  const packetId = readPacketId(reader)
  const properties = version === 5 ? readProperties(reader, PLACE, context) : {}
  const subscriptions: SubscribeFilter[] = []
  while (reader.hasMore) subscriptions.push(readFilter(reader, version))
  // @MQTT-5.0:3.8.3-2 @MQTT-3.1.1:3.8.3-3
  if (subscriptions.length === 0) throw protocolError('SUBSCRIBE without a filter')
  return { type: 'subscribe', packetId, subscriptions, properties }
}

function readFilter(reader: Reader, version: ProtocolVersion): SubscribeFilter {
  const filter = reader.text()
  const options = reader.uint8()
  const qos = readQos(options)
  if (version !== 5) {
    // 3.1 does not use the upper bits. @MQTT-3.1.1:3.8.3-4
    if (version === 4 && (options & RESERVED_V3) !== 0) throw malformed('reserved bits of a filter')
    return { filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 }
  }
  // @MQTT-5.0:3.8.3-5
  if ((options & RESERVED_V5) !== 0) throw malformed('reserved bits of a filter')
  const noLocal = (options & NO_LOCAL) !== 0
  // @MQTT-5.0:3.8.3-4
  if (noLocal && isShared(filter)) throw protocolError('No Local on a shared subscription')
  const retainAsPublished = (options & RETAIN_AS_PUBLISHED) !== 0
  return { filter, qos, noLocal, retainAsPublished, retainHandling: readRetainHandling(options) }
}

function readQos(options: number): QoS {
  const qos = options & 3
  // A Protocol Error by section 3.8.3.1 of 5.0, unlike QoS 3 in a PUBLISH. @MQTT-3.1.1:3.8.3-4
  if (qos === 3) throw protocolError('a subscription with QoS 3')
  return qos === 2 ? 2 : qos === 1 ? 1 : 0
}

function readRetainHandling(options: number): 0 | 1 | 2 {
  const handling = (options >>> RETAIN_HANDLING_SHIFT) & 3
  if (handling === 3) throw protocolError('Retain Handling 3')
  return handling === 2 ? 2 : handling === 1 ? 1 : 0
}

export function encodeSubscribe(packet: Subscribe, version: ProtocolVersion): Uint8Array {
  const writer = new Writer()
  writer.uint16(packet.packetId)
  if (version === 5) writeProperties(writer, packet.properties, PLACE)
  for (const { filter, qos, noLocal, retainAsPublished, retainHandling } of packet.subscriptions) {
    writer.text(filter)
    const options =
      (noLocal ? NO_LOCAL : 0) |
      (retainAsPublished ? RETAIN_AS_PUBLISHED : 0) |
      (retainHandling << RETAIN_HANDLING_SHIFT)
    writer.uint8(version === 5 ? qos | options : qos)
  }
  return writer.finish(firstByteOf(PacketType.subscribe))
}
