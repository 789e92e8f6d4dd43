/**
 * @hot Two parts of the node in one process and one event loop, linked by queues. What was sent in one turn
 * arrives as one batch at its end, never within the call, so nobody depends on an answer at once; the
 * same holds when a socket takes this place.
 */
import type { Turn } from '../../base/turn.ts'
import type { LinkReceiver, LinkSender } from '../ports.ts'

/** One direction. */
class InlineSender<T> implements LinkSender<T> {
  outstandingBytes = 0
  receiver: LinkReceiver<T> | undefined
  /** The way back: a confirmation comes after everything that the receiver had sent by then. */
  readonly #turn: Turn
  readonly #sizeOf: (message: T) => number
  #queue: T[] = []
  #confirms: (() => void)[] = []
  /** Confirmations of batches that were worked through, to be told in the next round. */
  #confirmed: (() => void)[] = []

  constructor(turn: Turn, sizeOf: (message: T) => number) {
    this.#turn = turn
    this.#sizeOf = sizeOf
  }

  send(message: T): void {
    this.outstandingBytes += this.#sizeOf(message)
    this.#queue.push(message)
    this.#turn.request()
  }

  confirm(onConfirmed: () => void): void {
    this.#confirms.push(onConfirmed)
    this.#turn.request()
  }

  /** Delivers what was sent before this call; true when there was anything to do. */
  deliver(): boolean {
    const queue = this.#queue
    const confirms = this.#confirms
    if (queue.length === 0 && confirms.length === 0) return false
    this.#queue = []
    this.#confirms = []
    this.outstandingBytes = 0
    if (queue.length > 0) this.receiver?.onBatch(queue)
    this.#confirmed.push(...confirms)
    return true
  }

  /** Tells of confirmations; to be called after the other direction has delivered. */
  tellConfirmed(): boolean {
    if (this.#confirmed.length === 0) return false
    const confirmed = this.#confirmed
    this.#confirmed = []
    for (const onConfirmed of confirmed) onConfirmed()
    return true
  }
}

/** Both ends of a link between `A` and `B`. */
export interface InlineLink<ToA, ToB> {
  readonly toA: LinkSender<ToA>
  readonly toB: LinkSender<ToB>
  /** Says who listens; nothing is delivered before. */
  connect(a: LinkReceiver<ToA>, b: LinkReceiver<ToB>): void
}

/** Sizes of messages in bytes, as back-pressure counts them. */
export interface InlineLinkSizes<ToA, ToB> {
  readonly toA: (message: ToA) => number
  readonly toB: (message: ToB) => number
}

export function createInlineLink<ToA, ToB>(
  turn: Turn,
  sizes: InlineLinkSizes<ToA, ToB>,
): InlineLink<ToA, ToB> {
  const toA = new InlineSender<ToA>(turn, sizes.toA)
  const toB = new InlineSender<ToB>(turn, sizes.toB)
  turn.addLinkStep(() => {
    const deliveredToB = toB.deliver()
    const deliveredToA = toA.deliver()
    const toldToA = toB.tellConfirmed()
    const toldToB = toA.tellConfirmed()
    return deliveredToB || deliveredToA || toldToA || toldToB
  })
  return {
    toA,
    toB,
    connect(a, b) {
      toA.receiver = a
      toB.receiver = b
    },
  }
}
