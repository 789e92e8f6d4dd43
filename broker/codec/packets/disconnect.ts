/** DISCONNECT: the last word, with a reason in 5.0. */
import { protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Disconnect } from '../packet.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { isReasonCodeOf } from '../reason-codes.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { checkFlags, firstByteOf } from './flags.ts'

const PLACE = placeOf(PacketType.disconnect)

/** @throws ProtocolFault malformedPacket or protocolError */
export function decodeDisconnect(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Disconnect {
  // @MQTT-5.0:3.14.1-1 @MQTT-3.1.1:3.14.1-1
  checkFlags(firstByte, context.version)
  const reader = new Reader(bytes, start, end)
  let reasonCode = 0
  let properties = {}
  if (context.version === 5 && reader.hasMore) {
    reasonCode = reader.uint8()
    const place = context.sender === 'client' ? 'clientDisconnect' : 'serverDisconnect'
    if (!isReasonCodeOf(place, reasonCode)) {
      throw protocolError('a reason code that DISCONNECT does not have')
    }
    if (reader.hasMore) properties = readProperties(reader, PLACE, context)
  }
  reader.finish()
  return { type: 'disconnect', reasonCode, properties }
}

export function encodeDisconnect(packet: Disconnect, version: ProtocolVersion): Uint8Array {
  const { reasonCode, properties } = packet
  const writer = new Writer()
  const hasProperties = Object.values(properties).some((value) => value !== undefined)
  if (version === 5 && (reasonCode !== 0 || hasProperties)) writer.uint8(reasonCode)
  if (version === 5 && hasProperties) writeProperties(writer, properties, PLACE)
  return writer.finish(firstByteOf(PacketType.disconnect))
}
