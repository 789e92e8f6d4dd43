/** Waiting with the clock port. */
import type { Clock } from '../../broker/base/clock.ts'

export function elapsed(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve)
  })
}
