/**
 * Randomness as a port, so that a simulation can be repeated from its seed. Secrets come from
 * `systemRandom` only.
 */
import { randomBytes } from 'node:crypto'

export interface Random {
  /** A number in [0, 1). */
  next(): number
  bytes(count: number): Uint8Array
}

/** The generator of the operating system, fit for secrets. */
export const systemRandom: Random = {
  // 48 bits are exact in a double, so the result never rounds up to 1.
  next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  bytes: (count) => randomBytes(count),
}

/** The same numbers for the same seed (Mulberry32); for tests and simulations, never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  const nextWord = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return (word ^ (word >>> 14)) >>> 0
  }
  return {
    next: () => nextWord() / 2 ** 32,
    bytes: (count) => Uint8Array.from({ length: count }, () => nextWord() & 0xff),
  }
}
