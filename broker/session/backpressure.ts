/**
 * Who must wait before more of its packets are worked on, because acknowledgements are owed or the way
 * to the keeper is full. Their bytes stay in the kernel, and with them the publishers.
 */
import type { Turn } from '../base/turn.ts'

/** A client whose reading is paused. */
export interface PausedReader {
  readonly mayRead: boolean
  resume(): void
}

export interface BackpressureLimits {
  readonly unackedBytesPerConnection: number
  readonly unackedBytesPerNode: number
  readonly linkBytesMax: number
}

export class Backpressure {
  /** Bytes of messages whose acknowledgements are owed, over all clients. */
  readonly unacked = { bytes: 0 }
  readonly #turn: Turn
  readonly #limits: BackpressureLimits
  readonly #keeper: { readonly outstandingBytes: number }
  readonly #paused = new Set<PausedReader>()
  #mayResume = false

  constructor(
    turn: Turn,
    limits: BackpressureLimits,
    keeper: { readonly outstandingBytes: number },
  ) {
    this.#turn = turn
    this.#limits = limits
    this.#keeper = keeper
    turn.addLinkStep(() => this.#resumePaused())
  }

  /** Whether a client with so many bytes of its own unacknowledged may send more. */
  mayTakeMore(ownBytes: number): boolean {
    const { unackedBytesPerConnection, unackedBytesPerNode, linkBytesMax } = this.#limits
    return (
      ownBytes < unackedBytesPerConnection &&
      this.unacked.bytes < unackedBytesPerNode &&
      this.#keeper.outstandingBytes < linkBytesMax
    )
  }

  add(reader: PausedReader): void {
    this.#paused.add(reader)
    this.onRoom()
  }

  remove(reader: PausedReader): void {
    this.#paused.delete(reader)
  }

  /** There may be room again: whoever waits is asked at the end of the turn. */
  onRoom(): void {
    if (this.#paused.size === 0 || this.#mayResume) return
    this.#mayResume = true
    this.#turn.request()
  }

  #resumePaused(): boolean {
    if (!this.#mayResume) return false
    this.#mayResume = false
    for (const reader of this.#paused) if (reader.mayRead) reader.resume()
    return true
  }
}
