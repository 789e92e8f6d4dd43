/** PINGREQ and PINGRESP: two bytes, always. */
import { malformed } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Ping } from '../packet.ts'
import { firstByteOf } from './flags.ts'

export function decodePing(type: Ping['type'], start: number, end: number): Ping {
  if (start !== end) throw malformed('a ping with a body')
  return { type }
}

export function encodePing(packet: Ping): Uint8Array {
  return Uint8Array.of(firstByteOf(PacketType[packet.type]), 0)
}
