/**
 * The brokers that are measured, as child processes on the core reserved for them, each on a free port
 * of 127.0.0.1. It knows how to start and end them and nothing about loads.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { Core, spawnOn } from './children.ts'
import { accepts, freePlace } from './place.ts'
import type { Place } from './place.ts'

/** Characters; enough for the stack of an error. */
const LAST_WORDS = 2000
const MOSQUITTO = '/usr/sbin/mosquitto'

export interface BrokerKind {
  readonly name: string
  /** Whether it collects garbage at SIGUSR2 when it is started for that. */
  readonly collectsOnSignal: boolean
  /** The checkout of this repository that it runs from; undefined for others' brokers. */
  readonly checkout: string | undefined
  command(place: Place, willCollect: boolean): readonly string[]
}

export interface RunningBroker {
  readonly pid: number
  readonly port: number
  /** Whether it still runs, and the end of what it wrote. */
  lastWords(): string
  stop(): Promise<void>
}

export const mosquitto: BrokerKind = {
  name: 'mosquitto',
  collectsOnSignal: false,
  checkout: undefined,
  command({ port, directory }) {
    const file = join(directory, 'mosquitto.conf')
    const settings = readFileSync(join(import.meta.dirname, 'mosquitto.conf'), 'utf8')
    writeFileSync(file, `${settings}listener ${port} 127.0.0.1\n`)
    return [MOSQUITTO, '-c', file]
  },
}

/** Undefined when it is not installed. */
export function mosquittoVersion(): string | undefined {
  const { stdout } = spawnSync(MOSQUITTO, ['-h'], { encoding: 'utf8' })
  return /version (\S+)/.exec(stdout ?? '')?.[1]
}

/** Our broker with the settings it is shipped with. */
export function assaymq(checkout: string, name = 'assaymq'): BrokerKind {
  const collector = import.meta.resolve('./collect-garbage.ts')
  return {
    name,
    collectsOnSignal: true,
    checkout,
    command(place, willCollect) {
      const flags = willCollect ? ['--expose-gc', '--import', collector] : []
      const main = join(checkout, 'broker', 'main.ts')
      return ['env', ...environment(place), execPath, ...flags, main, 'start']
    },
  }
}

/** For our broker, as arguments of `env`, which becomes the program it starts. */
export function environment({ port, directory }: Place): readonly string[] {
  return [
    'ASSAYMQ_LISTENERS_TCP_HOSTS=127.0.0.1',
    `ASSAYMQ_LISTENERS_TCP_PORT=${port}`,
    `ASSAYMQ_DATA_DIRECTORY=${directory}`,
  ]
}

/** Resolves when the broker accepts connections; rejects with what it wrote when it does not. */
export async function startBroker(kind: BrokerKind, willCollect: boolean): Promise<RunningBroker> {
  const place = await freePlace()
  const logFile = join(place.directory, 'broker.log')
  const log = openSync(logFile, 'w')
  const child = spawnOn(Core.broker, kind.command(place, willCollect), {
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const lastWords = (): string => {
    const end = child.exitCode ?? child.signalCode
    const state = end === null ? 'it still runs' : `it has ended with ${end}`
    return `${state}\n${readFileSync(logFile, 'utf8').slice(-LAST_WORDS)}`
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit')
  }
  try {
    await accepts(place.port, child)
    return { pid: child.pid ?? 0, port: place.port, lastWords, stop }
  } catch (cause) {
    const words = lastWords()
    await stop()
    throw new Error(`${kind.name} did not start: ${words}`, { cause })
  }
}
