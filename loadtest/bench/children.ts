/**
 * Starts the programs of the benchmark, broker and generator each on a core of its own, so that neither
 * takes the other's time. However the benchmark ends, they end with it.
 */
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'

export const Core = { broker: 0, generator: 1 } as const

export type Core = (typeof Core)[keyof typeof Core]

const PINNING_PROGRAM = 'taskset'

const running = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // An exit, unlike a signal, is told to whoever has to clean up.
  process.on(signal, () => process.exit(1))
}

/** The process is the command's own: the program that pins it becomes it. */
export function spawnOn(
  core: Core,
  command: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  return spawnUntilExit([PINNING_PROGRAM, '-c', String(core), ...command], options)
}

export function spawnUntilExit(command: readonly string[], options: SpawnOptions): ChildProcess {
  const [program = '', ...args] = command
  const child = spawn(program, args, options)
  running.add(child)
  child.on('exit', () => running.delete(child))
  return child
}
