/** Numbers of the wire that name versions and types, and what a decoder must know about a connection. */

/** Protocol level in CONNECT. */
export const ProtocolVersion = { mqtt31: 3, mqtt311: 4, mqtt5: 5 } as const
export type ProtocolVersion = (typeof ProtocolVersion)[keyof typeof ProtocolVersion]

/** Upper four bits of the first byte. */
export const PacketType = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  suback: 9,
  unsubscribe: 10,
  unsuback: 11,
  pingreq: 12,
  pingresp: 13,
  disconnect: 14,
  auth: 15,
} as const

export type QoS = 0 | 1 | 2
export type Sender = 'client' | 'server'

/** Bounds of the decoder that are not in the specification; a packet over one is packetTooLarge. */
export interface DecodeLimits {
  /** Most user properties in one packet (will properties counted apart). */
  readonly userProperties: number
  /** Most bytes of user properties in one packet, names and values together. */
  readonly userPropertyBytes: number
}

export const NO_LIMITS: DecodeLimits = {
  userProperties: Number.POSITIVE_INFINITY,
  userPropertyBytes: Number.POSITIVE_INFINITY,
}

/** What the decoder must know about a connection. */
export interface DecodeContext {
  readonly version: ProtocolVersion
  /** Who wrote the bytes. */
  readonly sender: Sender
  readonly limits: DecodeLimits
}
