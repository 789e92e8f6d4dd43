/**
 * Times one small operation and prints a line: `name  ns/op  ops/s`. It warms up, then takes the median
 * of several rounds, in CPU time of its thread, so that other programs and pauses of the collector do not count. For comparing two
 * versions on one machine; the numbers mean nothing elsewhere.
 */
import { stdout, threadCpuUsage } from 'node:process'

const ROUNDS = 15
const ROUND_NS = 50_000_000
const NS_PER_SECOND = 1_000_000_000
const NS_PER_US = 1000

export interface BenchOptions {
  /** Operations that one call of `run` does; 1 when absent. */
  readonly batch?: number
}

/**
 * @param run does `batch` operations; what it returns is kept, so that none is optimised away
 * @returns nanoseconds per operation
 */
export function bench(name: string, run: () => unknown, { batch = 1 }: BenchOptions = {}): number {
  const calls = warmUp(run)
  const rounds = Array.from({ length: ROUNDS }, () => timed(run, calls) / (calls * batch))
  const nsPerOp = rounds.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN
  const opsPerSecond = Math.round(NS_PER_SECOND / nsPerOp).toLocaleString('en')
  stdout.write(
    `${name.padEnd(48)} ${nsPerOp.toFixed(1).padStart(12)} ns/op ${opsPerSecond.padStart(14)} ops/s\n`,
  )
  return nsPerOp
}

/** Runs until the calls fill a round twice over, and returns how many fill one. */
function warmUp(run: () => unknown): number {
  for (let calls = 1; ; calls *= 2) {
    const ns = timed(run, calls)
    if (ns >= 2 * ROUND_NS) return Math.max(1, Math.round((calls * ROUND_NS) / ns))
  }
}

const sink: { last: unknown } = { last: undefined }

function timed(run: () => unknown, calls: number): number {
  const start = threadCpuUsage()
  for (let i = 0; i < calls; i += 1) sink.last = run()
  const { user, system } = threadCpuUsage(start)
  return (user + system) * NS_PER_US
}
