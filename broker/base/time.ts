/**
 * The time of the current turn. The edges (sockets, timers) advance it when they wake up; session
 * and keeper only read the two numbers, so they stay deterministic and cost no clock call per packet.
 */
import type { Clock } from './clock.ts'

export class Time {
  /** Monotonic milliseconds, whole ones: a fraction would cost every client a number on the heap. */
  nowMs: number
  /** Milliseconds since 1970-01-01 UTC: stamps that are stored or compared with stored ones. */
  wallMs: number
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
    this.nowMs = Math.trunc(clock.nowMs())
    this.wallMs = clock.wallMs()
  }

  /** Called by an edge before it tells the inner layers anything. */
  advance(): void {
    this.nowMs = Math.trunc(this.#clock.nowMs())
    this.wallMs = this.#clock.wallMs()
  }
}
