/**
 * A process with one bench, so that several defects can be tried side by side: takes the name of a defect
 * from its parent, tries it or its unbroken counterpart, and sends the result back.
 */
import { argv } from 'node:process'
import { Bench } from './bench.ts'
import { defectNamed, tryDefect, tryUnbroken } from './trial.ts'
import type { Alarm, Proof } from './trial.ts'

export interface Task {
  readonly kind: 'defect' | 'unbroken'
  readonly id: string
}

export interface TaskResult {
  readonly task: Task
  readonly proofs: readonly Proof[]
  readonly alarms: readonly Alarm[]
}

async function carryOut(bench: Bench, task: Task): Promise<TaskResult> {
  const defect = defectNamed(task.id)
  if (task.kind === 'unbroken')
    return { task, proofs: [], alarms: await tryUnbroken(bench, defect) }
  return { task, proofs: await tryDefect(bench, defect), alarms: [] }
}

if (import.meta.main) {
  const bench = await Bench.open(argv[2] === 'ws' ? 'ws' : 'mqtt')
  process.on('message', (task: Task) => {
    void carryOut(bench, task).then((result) => process.send?.(result))
  })
  process.send?.('ready')
}
