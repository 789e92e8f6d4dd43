/** The lower four bits of the first byte, which most packets have no use for. MQTT 5.0 section 2.1.3. */
import { malformed } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { ProtocolVersion } from '../protocol.ts'

const RESERVED_FLAGS = 2
const DUP = 8

/**
 * Judges the flags of every packet but PUBLISH. 3.1 lets DUP stand where packets are repeated.
 * @MQTT-5.0:2.1.3-1 @MQTT-3.1.1:2.2.2-2
 */
export function checkFlags(firstByte: number, version: ProtocolVersion): void {
  const type = firstByte >>> 4
  const hasReserved =
    type === PacketType.pubrel || type === PacketType.subscribe || type === PacketType.unsubscribe
  const expected = hasReserved ? RESERVED_FLAGS : 0
  const flags = firstByte & 0x0f
  const isOldRepeat = version === 3 && hasReserved && flags === (RESERVED_FLAGS | DUP)
  if (flags !== expected && !isOldRepeat) throw malformed('reserved flags of the fixed header')
}

/** First byte of a packet that carries no flags of its own. */
export function firstByteOf(type: number): number {
  const hasReserved =
    type === PacketType.pubrel || type === PacketType.subscribe || type === PacketType.unsubscribe
  return (type << 4) | (hasReserved ? RESERVED_FLAGS : 0)
}
