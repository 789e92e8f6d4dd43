/**
 * What a case at the level of bytes is: what is sent, in which version, and what the broker may do then.
 * The strict decoder alone decides what is wrong; no broker's opinion counts.
 */
import { decode } from '../wire/decode.ts'
import type { Encoded } from '../wire/encode.ts'
import type { PacketType, Version } from '../wire/packet.ts'
import { Splitter } from '../wire/splitter.ts'
import { WireFault } from '../wire/wire-fault.ts'

/** A packet that a client sends, or the will inside CONNECT. */
export type Place = PacketType | 'will'

export type Expected =
  | { readonly kind: 'accepted' }
  /** `rule` is one of the table of allowed outcomes; `free` lets the broker go on as well. */
  | { readonly kind: 'refused' | 'free'; readonly rule: string }

/** One packet broken in one way, or one that looks odd and is right. */
export interface Attempt {
  /** Unlike that of any other attempt of the same rule, version and place. */
  readonly what: string
  readonly bytes: Uint8Array
  /** The right packet that it was made of, with its fields. */
  readonly source?: Encoded
}

export interface ByteCase extends Attempt {
  readonly id: string
  readonly version: Version
  readonly rule: string
  readonly place: Place
  /** Ids as in the catalogue. */
  readonly statements: readonly string[]
  /** Whether a CONNECT is sent and accepted first. */
  readonly connectsFirst: boolean
  readonly expected: Expected
}

export function inConnect(place: Place): boolean {
  return place === 'CONNECT' || place === 'will'
}

/**
 * Whether the first packet of these bytes is whole and right, whole and wrong, or not whole, so that a
 * receiver has to wait for more.
 */
export function verdictOn(bytes: Uint8Array, version: Version): 'right' | 'wrong' | 'unfinished' {
  const splitter = new Splitter()
  const [first] = splitter.push(bytes)
  if (first === undefined) return 'unfinished'
  try {
    decode(first, version, 'client')
    return first.length === bytes.length ? 'right' : 'unfinished'
  } catch (error) {
    if (error instanceof WireFault) return 'wrong'
    throw error
  }
}
