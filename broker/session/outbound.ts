/**
 * What is on its way to one client of a clean session at QoS 1 and 2: the window of packet ids in
 * flight and the messages that wait for room in it. Bounded by count and bytes; what does not fit is
 * dropped by the declared policy. Persistent sessions have their queue in the keeper instead.
 */
import { Deque } from '../base/deque.ts'
import type { Delivery } from '../link/ports.ts'
import type { QueuePolicy } from '../routing/index.ts'
import { Inflight } from './inflight.ts'

/** A delivery that waits, or that may have to go to another member of its group. */
export interface Waiting extends Delivery {
  /** Name of the local group it was dealt by. */
  readonly group: string | undefined
  /** The keeper's name for it when the keeper dealt it, else 0. */
  readonly tag: number
}

export interface QueueLimits {
  readonly queueMessagesMax: number
  readonly queueBytesMax: number
  readonly queuePolicy: QueuePolicy
}

/** What `add` did: `dropped` are the messages that had to go. */
export type Added =
  | { readonly type: 'queued' }
  | { readonly type: 'dropped'; readonly dropped: readonly Waiting[] }
  | { readonly type: 'overflow' }

const QUEUED: Added = { type: 'queued' }
const OVERFLOW: Added = { type: 'overflow' }

export class Outbound {
  readonly inflight: Inflight<Waiting>
  readonly window: number
  readonly waiting = new Deque<Waiting>()
  waitingBytes = 0

  constructor(window: number) {
    this.window = window
    this.inflight = new Inflight(window)
  }

  get hasRoom(): boolean {
    return this.inflight.count < this.window
  }

  add(item: Waiting, limits: QueueLimits): Added {
    const { queuePolicy, queueBytesMax } = limits
    if (this.#fits(item, limits)) {
      this.#push(item)
      return QUEUED
    }
    if (queuePolicy === 'disconnect') {
      // The client is as good as gone: what it was dealt goes to another member with the rest.
      this.#push(item)
      return OVERFLOW
    }
    if (queuePolicy === 'dropNewest' || item.message.size > queueBytesMax) {
      return { type: 'dropped', dropped: [item] }
    }
    return { type: 'dropped', dropped: this.#pushOut(item, limits) }
  }

  #fits({ message }: Waiting, limits: QueueLimits): boolean {
    return (
      this.waiting.length < limits.queueMessagesMax &&
      this.waitingBytes + message.size <= limits.queueBytesMax
    )
  }

  /** Makes room for `item` by the oldest, which are returned. */
  #pushOut(item: Waiting, limits: QueueLimits): Waiting[] {
    const dropped: Waiting[] = []
    while (!this.#fits(item, limits)) {
      const oldest = this.take()
      if (oldest === undefined) break
      dropped.push(oldest)
    }
    this.#push(item)
    return dropped
  }

  #push(item: Waiting): void {
    this.waiting.push(item)
    this.waitingBytes += item.message.size
  }

  /** The next message to send. */
  take(): Waiting | undefined {
    const item = this.waiting.shift()
    if (item !== undefined) this.waitingBytes -= item.message.size
    return item
  }
}
