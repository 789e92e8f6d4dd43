/** Broker and generator each get a core of their own, so that neither can take the other's time. */
import type { ChildProcess, StdioOptions } from 'node:child_process'
import { spawn } from 'node:child_process'

export const Core = { broker: 0, generator: 1 } as const

export type Core = (typeof Core)[keyof typeof Core]

const PINNING_PROGRAM = 'taskset'

/** The process is the command's own: the program that pins it becomes it. */
export function spawnOn(core: Core, command: readonly string[], stdio: StdioOptions): ChildProcess {
  return spawn(PINNING_PROGRAM, ['-c', String(core), ...command], { stdio })
}
