/**
 * Watches the machine under a node: how late its event loop is, and how much of its memory is used. It
 * says what has to be held back; the shards and whoever accepts connections do so. What it is to judge
 * is read elsewhere and handed in.
 */
import type { Time } from './base/time.ts'

export interface PressureLimits {
  readonly loopDelayPauseMs: number
  readonly loopDelayRefuseMs: number
  readonly memoryPauseRatio: number
  readonly memoryRefuseRatio: number
}

export interface PressureOptions {
  readonly limits: PressureLimits
  readonly time: Time
  /** How often `onTick` ought to be called. */
  readonly tickMs: number
  /** Part of the memory this process may have that it uses, 0 to 1. */
  readonly memoryUse: () => number
}

/** Pressure is over when it has been away for this long. */
const CALM_MS = 5000

export class Pressure {
  /** By how much the last tick was late: the delay of the event loop. */
  lateMs = 0
  /** New connections wait. It ends with the first tick in time. */
  pausesAccepts = false
  /** Nothing more is taken from those who publish. */
  holdsPublishers = false
  /** The bound for which new clients are refused. */
  refusesFor: 'loopDelayRefuse' | 'memory' | undefined
  readonly #options: PressureOptions
  readonly #loop = new Alarm()
  readonly #memoryShort = new Alarm()
  readonly #memoryOut = new Alarm()
  #lastTickMs: number

  constructor(options: PressureOptions) {
    this.#options = options
    this.#lastTickMs = options.time.nowMs
  }

  /** To be called every `tickMs`, after the time was advanced. */
  onTick(): void {
    const { limits, memoryUse, tickMs, time } = this.#options
    const { nowMs } = time
    const memory = memoryUse()
    this.lateMs = Math.max(0, nowMs - this.#lastTickMs - tickMs)
    this.#lastTickMs = nowMs
    this.pausesAccepts = this.lateMs > limits.loopDelayPauseMs
    this.holdsPublishers = this.#memoryShort.isOn(memory > limits.memoryPauseRatio, nowMs)
    const isLoopBusy = this.#loop.isOn(this.lateMs > limits.loopDelayRefuseMs, nowMs)
    const isMemoryOut = this.#memoryOut.isOn(memory > limits.memoryRefuseRatio, nowMs)
    this.refusesFor = isMemoryOut ? 'memory' : isLoopBusy ? 'loopDelayRefuse' : undefined
  }
}

/** Stays on for a while after its reason is gone, so that it does not flutter. */
class Alarm {
  #lastSeenMs = Number.NEGATIVE_INFINITY

  isOn(isSeen: boolean, nowMs: number): boolean {
    if (isSeen) this.#lastSeenMs = nowMs
    return nowMs - this.#lastSeenMs < CALM_MS
  }
}
