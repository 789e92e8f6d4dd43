/** @hot PUBACK, PUBREC, PUBREL and PUBCOMP, which have one form: packet id, reason code, properties. */
import { malformed, protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Ack, AckType } from '../packet.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import type { Properties } from '../property-table.ts'
import { isReasonCodeOf } from '../reason-codes.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { checkFlags, firstByteOf } from './flags.ts'

/** Most bytes that `writeAck` writes. */
export const ACK_SIZE_MAX = 5

/** One acknowledgement that was decoded; good until the next one. */
export class AckView {
  packetId = 0
  reasonCode = 0
}

/** @throws ProtocolFault malformedPacket or protocolError */
export function decodeAck(
  view: AckView,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): void {
  checkFlags(firstByte, context.version)
  if (end - start < 2) throw malformed('an acknowledgement without a Packet Identifier')
  view.packetId = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0)
  view.reasonCode = 0
  if (view.packetId === 0) throw protocolError('Packet Identifier 0')
  if (end - start === 2) return
  if (context.version !== 5) throw malformed('bytes behind the end of the packet')
  const type = firstByte >>> 4
  const place = type === PacketType.puback || type === PacketType.pubrec ? 'published' : 'released'
  view.reasonCode = bytes[start + 2] ?? 0
  if (!isReasonCodeOf(place, view.reasonCode)) {
    throw protocolError('a reason code that this acknowledgement does not have')
  }
  if (end - start > 3) readAckProperties(type, bytes, start, end, context)
}

function readAckProperties(
  type: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Properties {
  const reader = new Reader(bytes, start + 3, end)
  const properties = readProperties(reader, placeOf(type), context)
  reader.finish()
  return properties
}

/** Writes an acknowledgement without properties at `at`; returns its end, at most `ACK_SIZE_MAX` on. */
export function writeAck(
  out: Uint8Array,
  at: number,
  firstByte: number,
  packetId: number,
  reasonCode: number,
  version: ProtocolVersion,
): number {
  const saysWhy = version === 5 && reasonCode !== 0
  out[at] = firstByte
  out[at + 1] = saysWhy ? 3 : 2
  out[at + 2] = packetId >>> 8
  out[at + 3] = packetId & 0xff
  if (!saysWhy) return at + 4
  out[at + 4] = reasonCode
  return at + 5
}

/** An acknowledgement as an object, for clients and tests. */
export function decodeAckPacket(
  type: AckType,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Ack {
  const view = new AckView()
  decodeAck(view, firstByte, bytes, start, end, context)
  const { packetId, reasonCode } = view
  const hasProperties = end - start > 3
  const properties = hasProperties
    ? readAckProperties(PacketType[type], bytes, start, end, context)
    : {}
  return { type, packetId, reasonCode, properties }
}

export function encodeAck(packet: Ack, version: ProtocolVersion): Uint8Array {
  const { packetId, reasonCode, properties } = packet
  const type = PacketType[packet.type]
  const writer = new Writer()
  writer.uint16(packetId)
  const hasProperties = Object.values(properties).some((value) => value !== undefined)
  if (version === 5 && (reasonCode !== 0 || hasProperties)) writer.uint8(reasonCode)
  if (version === 5 && hasProperties) writeProperties(writer, properties, placeOf(type))
  return writer.finish(firstByteOf(type))
}
