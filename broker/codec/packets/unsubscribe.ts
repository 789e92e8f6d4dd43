/** UNSUBSCRIBE: the filters to end, as they were subscribed. */
import { protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Unsubscribe } from '../packet.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { checkFlags, firstByteOf } from './flags.ts'
import { readPacketId } from './packet-id.ts'

const PLACE = placeOf(PacketType.unsubscribe)

/** @throws ProtocolFault malformedPacket or protocolError */
export function decodeUnsubscribe(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Unsubscribe {
  checkFlags(firstByte, context.version)
  const reader = new Reader(bytes, start, end)
  const packetId = readPacketId(reader)
  const properties = context.version === 5 ? readProperties(reader, PLACE, context) : {}
  const filters: string[] = []
  while (reader.hasMore) filters.push(reader.text())
  // @MQTT-5.0:3.10.3-2 @MQTT-3.1.1:3.10.3-2
  if (filters.length === 0) throw protocolError('UNSUBSCRIBE without a filter')
  return { type: 'unsubscribe', packetId, filters, properties }
}

export function encodeUnsubscribe(packet: Unsubscribe, version: ProtocolVersion): Uint8Array {
  const writer = new Writer()
  writer.uint16(packet.packetId)
  if (version === 5) writeProperties(writer, packet.properties, PLACE)
  for (const filter of packet.filters) writer.text(filter)
  return writer.finish(firstByteOf(PacketType.unsubscribe))
}
