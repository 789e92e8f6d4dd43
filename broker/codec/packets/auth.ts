/** AUTH: one step of an enhanced authentication; 5.0 only. */
import { protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Auth } from '../packet.ts'
import type { DecodeContext } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { isReasonCodeOf } from '../reason-codes.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { checkFlags, firstByteOf } from './flags.ts'

const PLACE = placeOf(PacketType.auth)

/** @throws ProtocolFault malformedPacket or protocolError */
export function decodeAuth(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Auth {
  if (context.version !== 5) throw protocolError('AUTH before version 5.0')
  // @MQTT-5.0:3.15.1-1
  checkFlags(firstByte, context.version)
  const reader = new Reader(bytes, start, end)
  // An empty body is success without properties, which no client can mean.
  const reasonCode = reader.hasMore ? reader.uint8() : 0
  const properties = reader.hasMore ? readProperties(reader, PLACE, context) : {}
  reader.finish()
  const place = context.sender === 'client' ? 'clientAuth' : 'serverAuth'
  if (!isReasonCodeOf(place, reasonCode)) {
    throw protocolError('a reason code that AUTH does not have')
  }
  return { type: 'auth', reasonCode, properties }
}

export function encodeAuth(packet: Auth): Uint8Array {
  const { reasonCode, properties } = packet
  const writer = new Writer()
  const hasProperties = Object.values(properties).some((value) => value !== undefined)
  if (reasonCode !== 0 || hasProperties) {
    writer.uint8(reasonCode)
    writeProperties(writer, properties, PLACE)
  }
  return writer.finish(firstByteOf(PacketType.auth))
}
