/**
 * The generator as a program: one load, given as JSON in its argument, against a broker that runs
 * already; the result is one line of JSON. Whoever starts it chooses its core.
 */
import { argv, exit, stdout } from 'node:process'
import type { LoadResult, LoadTask } from './load.ts'
import { runConnect, runIdle } from './run-clients.ts'
import { runClosed } from './run-closed.ts'
import { runOpen } from './run-open.ts'

function run(task: LoadTask): Promise<LoadResult> {
  const { load } = task
  switch (load.type) {
    case 'closed':
      return runClosed(load, task)
    case 'open':
      return runOpen(load, task)
    case 'connect':
      return runConnect(load, task)
    case 'idle':
      return runIdle(load, task)
  }
}

const task: LoadTask = JSON.parse(argv[2] ?? '')
const result = await run(task)
stdout.write(`${JSON.stringify(result)}\n`, () => {
  // The broker is about to be ended; closing thousands of connections first would help nobody.
  exit()
})
