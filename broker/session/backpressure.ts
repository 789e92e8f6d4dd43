/**
 * Who must wait before more of its packets are worked on, because acknowledgements are owed, the way
 * to the keeper is full or memory is short. Their bytes stay in the kernel, and with them the publishers.
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
  /** Bytes of messages whose acknowledgements are owed, or that wait for a sliced fan-out, over all clients. */
  readonly unacked = { bytes: 0 }
  readonly #turn: Turn
  readonly #limits: BackpressureLimits
  readonly #keeper: { readonly outstandingBytes: number }
  readonly #paused = new Set<PausedReader>()
  #mayResume = false
  /** Somebody waits since the way to the keeper was full. */
  #linkWasFull = false
  #holdsPublishers = false

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

  /** The bound that keeps everybody waiting. */
  boundOfAll(): 'unackedBytes' | 'linkBytes' | undefined {
    if (this.unacked.bytes >= this.#limits.unackedBytesPerNode) return 'unackedBytes'
    return this.#keeper.outstandingBytes >= this.#limits.linkBytesMax ? 'linkBytes' : undefined
  }

  /** The bound that keeps a publisher waiting which has so many bytes of its own unacknowledged. */
  boundOfPublisher(ownBytes: number): 'unackedBytes' | 'linkBytes' | 'memory' | undefined {
    if (this.#holdsPublishers) return 'memory'
    if (ownBytes >= this.#limits.unackedBytesPerConnection) return 'unackedBytes'
    return this.boundOfAll()
  }

  /**
   * Memory is short, or no longer. Those who only receive are read all the same: their acknowledgements
   * are what makes room.
   */
  holdPublishers(isHeld: boolean): void {
    if (this.#holdsPublishers === isHeld) return
    this.#holdsPublishers = isHeld
    this.onRoom()
  }

  add(reader: PausedReader): void {
    this.#paused.add(reader)
    if (this.#keeper.outstandingBytes >= this.#limits.linkBytesMax) this.#linkWasFull = true
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

  /** The link tells nobody that it has emptied, so whoever came when it was full asks every time. */
  #resumePaused(): boolean {
    const hasEmptied =
      this.#linkWasFull && this.#keeper.outstandingBytes < this.#limits.linkBytesMax
    if (!this.#mayResume && !hasEmptied) return false
    this.#mayResume = false
    if (hasEmptied) this.#linkWasFull = false
    for (const reader of this.#paused) if (reader.mayRead) reader.resume()
    return true
  }
}
