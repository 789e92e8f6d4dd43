/**
 * Sends on an absolute schedule, whatever the broker does, and counts latency from the scheduled
 * moment: a broker that stalls is charged for every message it has kept from being sent. @hot
 */
import type { Clock } from '../../broker/base/clock.ts'
import { Histogram } from '../../broker/base/histogram.ts'
import { sequenceOf } from './content.ts'
import type { Deliveries, Faults } from './deliveries.ts'
import type { Sender } from './publisher.ts'

/** When each message is to be sent; the publishers take turns. */
export interface Schedule {
  readonly startMs: number
  /** Messages that are due earlier only warm up. */
  readonly measuredFromMs: number
  readonly messagesPerSecond: number
  readonly publishers: number
}

export class OpenLoop {
  /** How late the generator was, in microseconds. */
  readonly lateness = new Histogram()
  /** Takes what only warms up, so that no code runs for the first time when it counts. */
  readonly #warmupLateness = new Histogram()
  readonly #clock: Clock
  readonly #publishers: readonly Sender[]
  readonly #schedule: Schedule
  #sent = 0

  constructor(clock: Clock, publishers: readonly Sender[], schedule: Schedule) {
    this.#clock = clock
    this.#publishers = publishers
    this.#schedule = schedule
  }

  get sent(): number {
    return this.#sent
  }

  /**
   * Sends what is due, in order. A publisher that cannot send holds up all, and the schedule does not
   * wait for it.
   */
  sendDue(): void {
    const { startMs, measuredFromMs, messagesPerSecond } = this.#schedule
    const nowMs = this.#clock.nowMs()
    for (;;) {
      const dueMs = startMs + (this.#sent * 1000) / messagesPerSecond
      const publisher = this.#publishers[this.#sent % this.#publishers.length]
      if (dueMs > nowMs || publisher?.canSend !== true) return
      publisher.send()
      this.#sent += 1
      const lateness = dueMs >= measuredFromMs ? this.lateness : this.#warmupLateness
      lateness.record((nowMs - dueMs) * 1000)
    }
  }
}

/** Deliveries of pairs that also measure how long each message took from its scheduled moment. */
export class TimedDeliveries implements Deliveries {
  /** In microseconds. */
  readonly latency = new Histogram()
  readonly #warmupLatency = new Histogram()
  readonly #inner: Deliveries
  readonly #clock: Clock
  readonly #schedule: Schedule

  constructor(inner: Deliveries, clock: Clock, schedule: Schedule) {
    this.#inner = inner
    this.#clock = clock
    this.#schedule = schedule
  }

  get count(): number {
    return this.#inner.count
  }

  deliver(subscriber: number, bytes: Uint8Array, start: number, end: number): void {
    this.#inner.deliver(subscriber, bytes, start, end)
    const { startMs, measuredFromMs, messagesPerSecond, publishers } = this.#schedule
    const index = sequenceOf(bytes, start) * publishers + subscriber
    const dueMs = startMs + (index * 1000) / messagesPerSecond
    const latency = dueMs >= measuredFromMs ? this.latency : this.#warmupLatency
    latency.record((this.#clock.nowMs() - dueMs) * 1000)
  }

  faults(due: number): Faults {
    return this.#inner.faults(due)
  }
}
