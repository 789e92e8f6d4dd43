/** SUBACK: one reason code for each filter of the SUBSCRIBE. */
import { protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Suback } from '../packet.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { isReasonCodeOf } from '../reason-codes.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { firstByteOf } from './flags.ts'
import { readPacketId } from './packet-id.ts'

const FAILURE_V3 = 0x80
const PLACE = placeOf(PacketType.suback)

export function decodeSuback(
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Suback {
  const reader = new Reader(bytes, start, end)
  const packetId = readPacketId(reader)
  const properties = context.version === 5 ? readProperties(reader, PLACE, context) : {}
  const reasonCodes: number[] = []
  while (reader.hasMore) {
    const code = reader.uint8()
    const isKnown =
      context.version === 5 ? isReasonCodeOf('suback', code) : code <= 2 || code === FAILURE_V3
    if (!isKnown) throw protocolError('a reason code that SUBACK does not have')
    reasonCodes.push(code)
  }
  if (reasonCodes.length === 0) throw protocolError('SUBACK without a reason code')
  return { type: 'suback', packetId, reasonCodes, properties }
}

export function encodeSuback(packet: Suback, version: ProtocolVersion): Uint8Array {
  const writer = new Writer()
  writer.uint16(packet.packetId)
  if (version === 5) writeProperties(writer, packet.properties, PLACE)
  for (const code of packet.reasonCodes) writer.uint8(code)
  return writer.finish(firstByteOf(PacketType.suback))
}
