/**
 * The suite's only use of timers: the time, a pause, a later turn and a limit on waiting. Nothing here
 * knows what is waited for.
 */

/** Milliseconds since some fixed moment, never going backwards. */
export function nowMs(): number {
  return performance.now()
}

/** A real pause, for what only time can show. */
export function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Runs when the present turn of the event loop, with all its promises, is over. */
export function inNextTurn(run: () => void): void {
  setImmediate(run)
}

/** Settles as `promise` does, or rejects with what `late` makes once `limitMs` have passed. */
export function within<T>(promise: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  const { promise: limit, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), limitMs)
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
