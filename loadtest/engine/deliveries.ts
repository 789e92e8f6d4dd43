/**
 * Checks every message that a load receives: whole, from the right publisher, in order, once. It only
 * counts; a fault is the broker's, and the row that shows it is worth nothing. @hot
 */
import { isIntact, publisherOf, sequenceOf } from './content.ts'

export interface Faults {
  /** Not as its publisher wrote it, or of a publisher that this subscriber must not hear. */
  readonly corrupted: number
  /** Came before one with a lower number, which was then late or lost. */
  readonly early: number
  /** Came again, or after one with a higher number. */
  readonly repeated: number
  /** Never came, as far as numbers tell: one that came twice may stand for one that was lost. */
  readonly missing: number
}

export const NO_FAULTS: Faults = { corrupted: 0, early: 0, repeated: 0, missing: 0 }

export interface Deliveries {
  /** All messages that arrived, right or wrong. */
  readonly count: number
  /** A payload that a subscriber has received. */
  deliver(subscriber: number, bytes: Uint8Array, start: number, end: number): void
  /** @param due how many messages should have arrived in all */
  faults(due: number): Faults
}

/** Every subscriber hears one publisher, and must get all of it in order. */
export class OrderedDeliveries implements Deliveries {
  readonly #next: Uint32Array
  readonly #publisherOf: (subscriber: number) => number
  #right = 0
  #corrupted = 0
  #early = 0
  #repeated = 0

  /** @param publisherHeardBy the one publisher that a subscriber hears */
  constructor(subscribers: number, publisherHeardBy: (subscriber: number) => number) {
    this.#next = new Uint32Array(subscribers)
    this.#publisherOf = publisherHeardBy
  }

  get count(): number {
    return this.#right + this.#corrupted + this.#early + this.#repeated
  }

  deliver(subscriber: number, bytes: Uint8Array, start: number, end: number): void {
    const sequence = sequenceOf(bytes, start)
    const next = this.#next[subscriber] ?? 0
    const isOwn = publisherOf(bytes, start) === this.#publisherOf(subscriber)
    if (!isOwn || !isIntact(bytes, start, end)) {
      this.#corrupted += 1
    } else if (sequence < next) {
      this.#repeated += 1
    } else {
      if (sequence === next) this.#right += 1
      else this.#early += 1
      this.#next[subscriber] = sequence + 1
    }
  }

  faults(due: number): Faults {
    return {
      corrupted: this.#corrupted,
      early: this.#early,
      repeated: this.#repeated,
      missing: Math.max(0, due - this.count),
    }
  }
}

/** All subscribers share what all publishers send: each message goes to any one of them, in any order. */
export class SharedDeliveries implements Deliveries {
  /** By publisher, one byte for each sequence number that has arrived. */
  readonly #seen: Uint8Array[]
  #right = 0
  #corrupted = 0
  #repeated = 0

  constructor(publishers: number) {
    this.#seen = Array.from({ length: publishers }, () => new Uint8Array(1024))
  }

  get count(): number {
    return this.#right + this.#corrupted + this.#repeated
  }

  deliver(_subscriber: number, bytes: Uint8Array, start: number, end: number): void {
    const publisher = publisherOf(bytes, start)
    const sequence = sequenceOf(bytes, start)
    if (!isIntact(bytes, start, end) || publisher >= this.#seen.length) {
      this.#corrupted += 1
      return
    }
    const seen = this.#seenOf(publisher, sequence)
    if (seen[sequence] === 1) {
      this.#repeated += 1
    } else {
      seen[sequence] = 1
      this.#right += 1
    }
  }

  faults(due: number): Faults {
    return {
      corrupted: this.#corrupted,
      early: 0,
      repeated: this.#repeated,
      missing: Math.max(0, due - this.#right),
    }
  }

  /** With room for the sequence number. */
  #seenOf(publisher: number, sequence: number): Uint8Array {
    let seen = this.#seen[publisher] ?? new Uint8Array(0)
    if (sequence >= seen.length) {
      const grown = new Uint8Array(2 ** Math.ceil(Math.log2(sequence + 1)))
      grown.set(seen)
      seen = grown
      this.#seen[publisher] = grown
    }
    return seen
  }
}
