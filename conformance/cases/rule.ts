/**
 * A rule that packets can break, or keep in an odd way: the attempts that it makes of right packets, and
 * for each version which statements are meant and what a broker may do.
 */
import type { Version } from '../wire/packet.ts'
import { inConnect } from './byte-case.ts'
import type { Attempt, Expected, Place } from './byte-case.ts'
import type { Material } from './material.ts'

export interface Rule {
  readonly name: string
  /** What the decoder has to say of an attempt; one of which it says something else is no case. */
  readonly judged: 'right' | 'wrong'
  readonly rows: readonly RuleRow[]
  readonly attempts: (material: Material, place: Place) => Iterable<Attempt>
}

export interface RuleRow {
  readonly version: Version
  readonly places: readonly Place[]
  /** Without the version, such as `1.5.5-1`. */
  readonly statements: readonly string[]
  readonly expected: (place: Place) => Expected
}

export function row(
  version: Version,
  places: readonly Place[],
  statements: readonly string[],
  expected: RuleRow['expected'],
): RuleRow {
  return { version, places, statements, expected }
}

export function accepted(): Expected {
  return { kind: 'accepted' }
}

export function malformed(place: Place): Expected {
  return { kind: 'refused', rule: malformedRule(place) }
}

export function protocolError(place: Place): Expected {
  return { kind: 'refused', rule: protocolErrorRule(place) }
}

/** Where two readings of the same bytes break different rules. */
export function malformedOrProtocolError(place: Place): Expected {
  return inConnect(place)
    ? malformed(place)
    : { kind: 'refused', rule: 'malformed packet or protocol error' }
}

/** The version obliges the sender and names no penalty. */
export function free(place: Place): Expected {
  return { kind: 'free', rule: malformedRule(place) }
}

/** As `free`, where a broker that ends the connection sees a Protocol Error. */
export function freeToErr(place: Place): Expected {
  return { kind: 'free', rule: protocolErrorRule(place) }
}

function malformedRule(place: Place): string {
  return inConnect(place) ? 'malformed CONNECT' : 'malformed packet'
}

function protocolErrorRule(place: Place): string {
  return inConnect(place) ? 'protocol error in CONNECT' : 'protocol error'
}

export function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`
}

/** Whole numbers from the first to the last. */
export function span(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
