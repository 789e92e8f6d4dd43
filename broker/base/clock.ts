/**
 * Time as a port. Everything inside the broker asks a `Clock`, so that tests and simulations own
 * time; this is the only file that touches the timers and clocks of Node.
 */

/** A started timer; `cancel` may be called more than once and after it fired. */
export interface Timer {
  cancel(): void
}

export interface Clock {
  /** Monotonic milliseconds since some fixed moment: for every interval. */
  nowMs(): number
  /** Milliseconds since 1970-01-01 UTC: for stamps that are stored, and for nothing else. */
  wallMs(): number
  /** Calls `run` once after `delayMs`. It does not keep the process alive by itself. */
  after(delayMs: number, run: () => void): Timer
  /** Calls `run` when what is readable now has been read: the end of this turn of the event loop. */
  atTurnEnd(run: () => void): void
}

/** The clock of the machine. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs)
    handle.unref()
    return { cancel: () => clearTimeout(handle) }
  },
  atTurnEnd(run) {
    setImmediate(run)
  },
}
