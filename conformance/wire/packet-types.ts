/** The control packets by their number on the wire: who may send them and what their flags must be. */
import type { PacketType, Version } from './packet.ts'
import type { Sender } from './properties.ts'

export interface PacketTypeRow {
  readonly number: number
  readonly type: PacketType
  readonly senders: readonly Sender[]
  /** The fixed flags; undefined for PUBLISH, whose flags say something. */
  readonly flags: number | undefined
}

const BOTH = ['client', 'server'] as const

export const PACKET_TYPES: readonly PacketTypeRow[] = [
  { number: 1, type: 'CONNECT', senders: ['client'], flags: 0 },
  { number: 2, type: 'CONNACK', senders: ['server'], flags: 0 },
  { number: 3, type: 'PUBLISH', senders: BOTH, flags: undefined },
  { number: 4, type: 'PUBACK', senders: BOTH, flags: 0 },
  { number: 5, type: 'PUBREC', senders: BOTH, flags: 0 },
  { number: 6, type: 'PUBREL', senders: BOTH, flags: 2 },
  { number: 7, type: 'PUBCOMP', senders: BOTH, flags: 0 },
  { number: 8, type: 'SUBSCRIBE', senders: ['client'], flags: 2 },
  { number: 9, type: 'SUBACK', senders: ['server'], flags: 0 },
  { number: 10, type: 'UNSUBSCRIBE', senders: ['client'], flags: 2 },
  { number: 11, type: 'UNSUBACK', senders: ['server'], flags: 0 },
  { number: 12, type: 'PINGREQ', senders: ['client'], flags: 0 },
  { number: 13, type: 'PINGRESP', senders: ['server'], flags: 0 },
  { number: 14, type: 'DISCONNECT', senders: BOTH, flags: 0 },
  { number: 15, type: 'AUTH', senders: BOTH, flags: 0 },
]

export function rowOf(type: PacketType): PacketTypeRow {
  const found = PACKET_TYPES.find((row) => row.type === type)
  if (found === undefined) throw new Error(`no packet is called ${type}`)
  return found
}

/** Nobody, where the version has no such packet. */
export function sendersOf({ type, senders }: PacketTypeRow, version: Version): readonly Sender[] {
  if (version === '5.0') return senders
  if (type === 'AUTH') return []
  return type === 'DISCONNECT' ? ['client'] : senders
}
