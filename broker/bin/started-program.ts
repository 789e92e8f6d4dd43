/**
 * A program that a test has started, with all that starts below it. Every one of these processes holds
 * the output, so the end of the output is the end of all of them. It sends no signals by itself.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter } from 'node:path'
import { env } from 'node:process'

export interface StartOptions {
  readonly cwd: string
  /** Folders in which programs are looked up. */
  readonly path: readonly string[]
  /** What the program writes when it runs. */
  readonly readyText: string
  readonly env?: Readonly<Record<string, string>>
}

export class StartedProgram {
  readonly child: ChildProcess
  /** Rejects when the program ends before it is ready. */
  readonly ready: Promise<void>
  /** Code and signal of the process that was started itself. */
  readonly exit: Promise<unknown[]>
  /** All that was written, once the last process is gone. */
  readonly output: Promise<string>

  constructor(program: string, args: readonly string[], options: StartOptions) {
    // Pipes throughout: the launcher keeps signals to itself that a terminal would send as well.
    this.child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...env, ...options.env, PATH: options.path.join(delimiter) },
      stdio: 'pipe',
    })
    this.exit = once(this.child, 'exit')
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
    let written = ''
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        written += text
        if (written.includes(options.readyText)) resolve()
      })
    }
    this.ready = ready
    this.output = once(this.child, 'close').then(() => {
      reject(new Error(`the program has ended: ${written}`))
      return written
    })
    // Not every test waits for it.
    ready.catch(() => {})
  }
}
