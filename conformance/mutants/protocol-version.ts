/** Finds out of the first bytes of a connection which version the client speaks. */
import type { Version } from '../wire/packet.ts'

export interface Greeting {
  readonly protocolName: string
  readonly protocolLevel: number
  /** Where the level stands. */
  readonly levelAt: number
}

const CONNECT = 0x10

/** Undefined when the packet is no CONNECT or too short for name and level. */
export function readGreeting(packet: Uint8Array): Greeting | undefined {
  const lengthEnd = packet.findIndex((byte, index) => index > 0 && byte < 0x80)
  if (((packet[0] ?? 0) & 0xf0) !== CONNECT || lengthEnd === -1) return undefined
  const start = lengthEnd + 3
  const nameLength = (packet[lengthEnd + 1] ?? 0) * 0x100 + (packet[lengthEnd + 2] ?? 0)
  const levelAt = start + nameLength
  const protocolLevel = packet[levelAt]
  if (protocolLevel === undefined) return undefined
  const protocolName = Buffer.from(packet.subarray(start, levelAt)).toString('latin1')
  return { protocolName, protocolLevel, levelAt }
}

/** Undefined for a version that does not exist. */
export function versionOf({ protocolName, protocolLevel }: Greeting): Version | undefined {
  if (protocolName === 'MQIsdp' && protocolLevel === 3) return '3.1'
  if (protocolName !== 'MQTT') return undefined
  if (protocolLevel === 4) return '3.1.1'
  return protocolLevel === 5 ? '5.0' : undefined
}
