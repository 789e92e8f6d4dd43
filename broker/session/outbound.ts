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

/** What `add` did: `dropped` is the message that had to go, if any. */
export type Added =
  | { readonly type: 'queued' }
  | { readonly type: 'dropped'; readonly dropped: Waiting }
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
    const { size } = item.message
    const isFull =
      this.waiting.length >= limits.queueMessagesMax ||
      this.waitingBytes + size > limits.queueBytesMax
    if (!isFull) {
      this.#push(item)
      return QUEUED
    }
    if (limits.queuePolicy === 'disconnect') return OVERFLOW
    if (limits.queuePolicy === 'dropNewest' || this.waiting.length === 0) {
      return { type: 'dropped', dropped: item }
    }
    const dropped = this.take() ?? item
    this.#push(item)
    return { type: 'dropped', dropped }
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
