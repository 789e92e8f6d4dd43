/**
 * Assertions that stay on in production: a failure means that this program is wrong, so it crashes
 * rather than serve on from a state nobody understands. Never catch one.
 */

/** Throws when `condition` does not hold; `message` says what was believed. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message)
}

/** For the default branch of an exhaustive switch: the compiler proves that it is never reached. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${String(value)}`)
}

class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed'
}
