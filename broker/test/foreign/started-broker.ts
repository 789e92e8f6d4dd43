/** The broker as its users start it: a process of its own, on a free port. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'

const command = join(import.meta.dirname, '..', '..', 'bin', 'assaymq.mjs')

export class StartedBroker {
  readonly port: number
  readonly #process: ChildProcess

  private constructor(process: ChildProcess, port: number) {
    this.#process = process
    this.port = port
  }

  /** @param flags settings, as on the command line */
  static async start(...flags: readonly string[]): Promise<StartedBroker> {
    const listen = ['--listeners.tcp.hosts', '127.0.0.1', '--listeners.tcp.port', '0']
    const process = spawn(
      execPath,
      [command, 'start', '--json', '--log.level', 'error', ...listen, ...flags],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [line] = await once(createInterface(process.stdout), 'line')
    const [, port] = /"port":(\d+)/.exec(String(line)) ?? []
    assert.ok(port !== undefined, `no port in: ${line}`)
    return new StartedBroker(process, Number(port))
  }

  /** Asks it to end; it has to do so in order. */
  async stop(): Promise<void> {
    const exit = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    assert.deepEqual(await exit, [0, null])
  }
}
