/**
 * The properties of MQTT 5.0 as a table: what they are called, how their values are coded, where they
 * may stand and who may send them there. Source: MQTT 5.0, table 2-4 and the packets' own sections.
 */
import type { PacketType } from './packet.ts'

export type PropertyKind = 'byte' | 'two' | 'four' | 'varint' | 'text' | 'binary' | 'pair'

export type Sender = 'client' | 'server'

/** A packet, or the will inside CONNECT. */
export type PropertyPlace = PacketType | 'will'

export interface PropertyRow {
  readonly id: number
  readonly name: string
  readonly kind: PropertyKind
  readonly places: readonly PropertyPlace[]
  /** Where one side alone may send it, though the packet is sent by both. */
  readonly onlyFrom: Partial<Record<PropertyPlace, Sender>>
  /** In which packets it may stand more than once. */
  readonly repeatedIn: readonly PropertyPlace[]
  /** The values allowed, by their least and greatest. */
  readonly range?: readonly [number, number]
}

const ANSWERS = ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP', 'SUBACK', 'UNSUBACK'] as const
const MESSAGE = ['PUBLISH', 'will'] as const
const ENDINGS = ['DISCONNECT', 'AUTH'] as const
const REQUESTS = ['CONNECT', 'SUBSCRIBE', 'UNSUBSCRIBE'] as const
const EVERYWHERE = [...REQUESTS, 'CONNACK', ...MESSAGE, ...ANSWERS, ...ENDINGS] as const
const YES_NO = [0, 1] as const
const NOT_ZERO_TWO = [1, 0xffff] as const

type Rules = Partial<Pick<PropertyRow, 'onlyFrom' | 'repeatedIn' | 'range'>>

function row(
  [id, name]: readonly [number, string],
  kind: PropertyKind,
  places: readonly PropertyPlace[],
  rules: Rules = {},
): PropertyRow {
  return { id, name, kind, places, onlyFrom: {}, repeatedIn: [], ...rules }
}

export const PROPERTIES: readonly PropertyRow[] = [
  row([0x01, 'Payload Format Indicator'], 'byte', MESSAGE, { range: YES_NO }),
  row([0x02, 'Message Expiry Interval'], 'four', MESSAGE),
  row([0x03, 'Content Type'], 'text', MESSAGE),
  row([0x08, 'Response Topic'], 'text', MESSAGE),
  row([0x09, 'Correlation Data'], 'binary', MESSAGE),
  row([0x0b, 'Subscription Identifier'], 'varint', ['PUBLISH', 'SUBSCRIBE'], {
    onlyFrom: { PUBLISH: 'server' },
    repeatedIn: ['PUBLISH'],
    range: [1, 0xfff_ffff],
  }),
  row([0x11, 'Session Expiry Interval'], 'four', ['CONNECT', 'CONNACK', 'DISCONNECT'], {
    onlyFrom: { DISCONNECT: 'client' },
  }),
  row([0x12, 'Assigned Client Identifier'], 'text', ['CONNACK']),
  row([0x13, 'Server Keep Alive'], 'two', ['CONNACK']),
  row([0x15, 'Authentication Method'], 'text', ['CONNECT', 'CONNACK', 'AUTH']),
  row([0x16, 'Authentication Data'], 'binary', ['CONNECT', 'CONNACK', 'AUTH']),
  row([0x17, 'Request Problem Information'], 'byte', ['CONNECT'], { range: YES_NO }),
  row([0x18, 'Will Delay Interval'], 'four', ['will']),
  row([0x19, 'Request Response Information'], 'byte', ['CONNECT'], { range: YES_NO }),
  row([0x1a, 'Response Information'], 'text', ['CONNACK']),
  row([0x1c, 'Server Reference'], 'text', ['CONNACK', 'DISCONNECT'], {
    onlyFrom: { DISCONNECT: 'server' },
  }),
  row([0x1f, 'Reason String'], 'text', ['CONNACK', ...ANSWERS, ...ENDINGS]),
  row([0x21, 'Receive Maximum'], 'two', ['CONNECT', 'CONNACK'], { range: NOT_ZERO_TWO }),
  row([0x22, 'Topic Alias Maximum'], 'two', ['CONNECT', 'CONNACK']),
  row([0x23, 'Topic Alias'], 'two', ['PUBLISH'], { range: NOT_ZERO_TWO }),
  row([0x24, 'Maximum QoS'], 'byte', ['CONNACK'], { range: YES_NO }),
  row([0x25, 'Retain Available'], 'byte', ['CONNACK'], { range: YES_NO }),
  row([0x26, 'User Property'], 'pair', EVERYWHERE, { repeatedIn: EVERYWHERE }),
  row([0x27, 'Maximum Packet Size'], 'four', ['CONNECT', 'CONNACK'], { range: [1, 0xffff_ffff] }),
  row([0x28, 'Wildcard Subscription Available'], 'byte', ['CONNACK'], { range: YES_NO }),
  row([0x29, 'Subscription Identifier Available'], 'byte', ['CONNACK'], { range: YES_NO }),
  row([0x2a, 'Shared Subscription Available'], 'byte', ['CONNACK'], { range: YES_NO }),
]
