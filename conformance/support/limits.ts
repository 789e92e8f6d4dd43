/**
 * How long the suite waits. What a case measures has limits of its own.
 */

/** For everything that a broker has to answer. */
export const ANSWER_LIMIT_MS = 10_000

/** Added to every upper bound that a case sets, unless the user gives another. */
export const DEFAULT_SLACK_MS = 1500
