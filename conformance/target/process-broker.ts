/**
 * A broker that is a program: starts it in a directory of its own on free ports of 127.0.0.1, waits
 * until it accepts, stops it with SIGTERM and kills it with SIGKILL. How it is configured is the
 * business of the adapter.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, nowMs, within } from '../client/clock.ts'
import type { Settings } from './protocol.ts'
import type { ManagedBroker, Started } from './serve-adapter.ts'

const START_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 10_000
const RETRY_MS = 20
/** Characters of its output that say why it did not start. */
const LAST_WORDS = 1000

export interface Setup {
  readonly settings: Settings
  /** One for each listener asked for. */
  readonly ports: ReadonlyMap<string, number>
  /** Empty at the first start, and kept for a restart. */
  readonly directory: string
}

export interface Command {
  readonly program: readonly [string, ...string[]]
  readonly caFile?: string
}

export class ProcessBroker implements ManagedBroker {
  readonly #commandFor: (setup: Setup) => Command
  #setup: Setup | undefined
  #child: ChildProcess | undefined

  /** @param commandFor writes what files it needs into the directory; throws UnsupportedSetting */
  constructor(commandFor: (setup: Setup) => Command) {
    this.#commandFor = commandFor
  }

  async start(settings: Settings): Promise<Started> {
    await this.kill()
    this.#forget()
    const ports = new Map<string, number>()
    for (const listener of settings.listeners) ports.set(listener, await freePort())
    this.#setup = { settings, ports, directory: mkdtempSync(join(tmpdir(), 'conformance-')) }
    return this.#run(this.#setup)
  }

  async restart(): Promise<Started> {
    if (this.#setup === undefined) throw new Error('nothing was started that could be restarted')
    await this.stop()
    return this.#run(this.#setup)
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async #run(setup: Setup): Promise<Started> {
    const { program, caFile } = this.#commandFor(setup)
    const [file, ...args] = program
    const output = join(setup.directory, 'broker.log')
    const log = openSync(output, 'a')
    const child = spawn(file, args, {
      cwd: setup.directory,
      stdio: ['ignore', log, log],
    })
    this.#child = child
    child.on('error', () => {})
    for (const port of setup.ports.values()) {
      await accepts(port, child, () => readFileSync(output, 'utf8').slice(-LAST_WORDS))
    }
    const endpoints = Object.fromEntries(
      [...setup.ports].map(([scheme, port]) => [scheme, `${scheme}://127.0.0.1:${port}`]),
    )
    return caFile === undefined ? { endpoints } : { endpoints, caFile }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || hasEnded(child)) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await within(exit, STOP_LIMIT_MS, () => new Error('the broker does not end')).catch(() =>
      child.kill('SIGKILL'),
    )
    await exit
  }

  #forget(): void {
    if (this.#setup !== undefined) rmSync(this.#setup.directory, { recursive: true, force: true })
    this.#setup = undefined
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a port was expected')
  return address.port
}

/** Tries until the broker accepts a connection; a broker gives no other sign that all of them share. */
async function accepts(port: number, child: ChildProcess, lastWords: () => string): Promise<void> {
  const limitMs = nowMs() + START_LIMIT_MS
  while (!(await isOpen(port))) {
    if (hasEnded(child)) throw new Error(`the broker has ended: ${lastWords()}`)
    if (nowMs() > limitMs) throw new Error(`the broker does not listen on ${port}: ${lastWords()}`)
    await after(RETRY_MS)
  }
}

/** Whether somebody accepts connections there. */
export async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
