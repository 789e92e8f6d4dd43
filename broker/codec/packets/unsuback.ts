/** UNSUBACK: one reason code for each filter in 5.0, none before. */
import { protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Unsuback } from '../packet.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { isReasonCodeOf } from '../reason-codes.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { firstByteOf } from './flags.ts'
import { readPacketId } from './packet-id.ts'

const PLACE = placeOf(PacketType.unsuback)

export function decodeUnsuback(
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Unsuback {
  const reader = new Reader(bytes, start, end)
  const packetId = readPacketId(reader)
  const reasonCodes: number[] = []
  if (context.version !== 5) {
    reader.finish()
    return { type: 'unsuback', packetId, reasonCodes, properties: {} }
  }
  const properties = readProperties(reader, PLACE, context)
  while (reader.hasMore) {
    const code = reader.uint8()
    if (!isReasonCodeOf('unsuback', code)) {
      throw protocolError('a reason code that UNSUBACK does not have')
    }
    reasonCodes.push(code)
  }
  if (reasonCodes.length === 0) throw protocolError('UNSUBACK without a reason code')
  return { type: 'unsuback', packetId, reasonCodes, properties }
}

export function encodeUnsuback(packet: Unsuback, version: ProtocolVersion): Uint8Array {
  const writer = new Writer()
  writer.uint16(packet.packetId)
  if (version === 5) {
    writeProperties(writer, packet.properties, PLACE)
    for (const code of packet.reasonCodes) writer.uint8(code)
  }
  return writer.finish(firstByteOf(PacketType.unsuback))
}
