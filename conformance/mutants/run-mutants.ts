/**
 * Tries the seeded defects and prints which of them the suite notices: `--sample N` for some of them,
 * `--seed S` to choose the same again, `--only TEXT` for those whose name has it in it, `--parallel N` for
 * the number of processes. Ends with 1 when a defect survives or the unbroken broker fails.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { argv, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import type { Listener } from './bench.ts'
import type { Task, TaskResult } from './bench-process.ts'
import type { Defect } from './defects/defect.ts'
import { DEFECTS } from './defects/index.ts'
import { counts, describeAlarms, describeDefect } from './mutation-report.ts'

/** Most of the time of a trial is waiting. */
const DEFAULT_PROCESSES = 8

const program = join(import.meta.dirname, 'bench-process.ts')

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sample: { type: 'string' },
      seed: { type: 'string', default: String(Math.trunc(Math.random() * 1e6)) },
      only: { type: 'string', default: '' },
      parallel: { type: 'string', default: String(DEFAULT_PROCESSES) },
    },
  })
  const candidates = DEFECTS.filter(({ id }) => id.includes(values.only))
  const chosen = sampleOf(candidates, Number(values.sample ?? candidates.length), values.seed)
  if (chosen.length === 0) throw new Error(`no defect has "${values.only}" in its name`)
  stdout.write(`${chosen.length} of ${DEFECTS.length} defects, seed ${values.seed}\n`)
  const results = [
    ...(await tryAll(chosen, 'mqtt', Number(values.parallel))),
    ...(await tryAll(chosen, 'ws', 1)),
  ]
  const alarms = new Set(results.flatMap((result) => describeAlarms(result)))
  const survived = results.some(({ proofs }) => proofs.some(({ noticedBy }) => !noticedBy))
  stdout.write(`${[...counts(results), ...alarms].join('\n')}\n`)
  if (survived || alarms.size > 0) process.exitCode = 1
}

/** Each defect, and the unbroken broker on the same scenarios. */
async function tryAll(
  chosen: readonly Defect[],
  listener: Listener,
  processes: number,
): Promise<readonly TaskResult[]> {
  const tasks = chosen
    .filter((defect) => (defect.listener ?? 'mqtt') === listener)
    .flatMap(({ id }): readonly Task[] => [
      { kind: 'unbroken', id },
      { kind: 'defect', id },
    ])
  const results: TaskResult[] = []
  const workers = Array.from({ length: Math.min(processes, tasks.length) }, async () => {
    const worker = fork(program, [listener])
    await answerOf(worker)
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const result = await exchange(worker, task)
      if (task.kind === 'defect') stdout.write(`${describeDefect(result)}\n`)
      results.push(result)
    }
    worker.kill()
  })
  await Promise.all(workers)
  return results
}

async function exchange(worker: ChildProcess, task: Task): Promise<TaskResult> {
  const answer = answerOf(worker)
  worker.send(task)
  return answer
}

async function answerOf(worker: ChildProcess): Promise<TaskResult> {
  const waiting = new AbortController()
  const { signal } = waiting
  const end = once(worker, 'exit', { signal }).then(() => {
    throw new Error('a process of the benches has ended')
  })
  const [answer] = await Promise.race([once(worker, 'message', { signal }), end])
  end.catch(() => {})
  waiting.abort()
  return answer
}

/** Defects in an order that the seed decides. */
function sampleOf(defects: readonly Defect[], size: number, seed: string): readonly Defect[] {
  return defects
    .map((defect) => ({ defect, rank: hash(`${seed} ${defect.id}`) }))
    .toSorted((left, right) => left.rank - right.rank)
    .slice(0, size)
    .map(({ defect }) => defect)
}

/** FNV-1a. */
function hash(text: string): number {
  return [...text].reduce(
    (sum, character) => Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x0100_0193) >>> 0,
    0x811c_9dc5,
  )
}

if (import.meta.main) await main(argv.slice(2))
