/**
 * How often a fuzz test repeats: few times with the other tests, many times under `npm run fuzz` and
 * `npm run test:long`, which set FUZZ_RUNS. It decides nothing else about a fuzz test.
 */
import { env } from 'node:process'

/** @param usual runs that take about a second */
export function fuzzRuns(usual: number): number {
  const runs = Number(env['FUZZ_RUNS'] ?? usual)
  if (!Number.isSafeInteger(runs) || runs < 1) {
    throw new Error(`FUZZ_RUNS=${env['FUZZ_RUNS']} is not a number of runs`)
  }
  return runs
}
