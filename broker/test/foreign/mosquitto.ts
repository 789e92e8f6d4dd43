/** The clients of Mosquitto: one process per publish, and one per subscriber. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Inbox } from './foreign-client.ts'
import type { ForeignClient, Message, Subscriber, SubscriberOptions } from './foreign-client.ts'

/** Its output is only flushed with a message, so a retained one tells that the subscription stands. */
const READY = 'ready'
const FORMAT = '%t|%q|%r|%p'

export type MosquittoVersion = '31' | '311' | '5'

/** To be called once before a subscriber starts. */
export async function prepareForMosquitto(port: number): Promise<void> {
  await run('mosquitto_pub', ['-p', `${port}`, '-t', READY, '-m', READY, '-r', '-q', '1'])
}

export function mosquitto(version: MosquittoVersion): ForeignClient {
  const common = (port: number): string[] => ['-h', '127.0.0.1', '-p', `${port}`, '-V', version]
  return {
    name: `mosquitto ${version}`,
    publish: (port, { topic, payload, qos, retain }) =>
      run('mosquitto_pub', [
        ...common(port),
        '-t',
        topic,
        '-q',
        `${qos}`,
        ...(payload === '' ? ['-n'] : ['-m', payload]),
        ...(retain ? ['-r'] : []),
      ]),
    subscribe: (port, options) => subscribe([...common(port), ...flagsOf(options, version)]),
  }
}

function flagsOf(
  { filter, qos, clientId, will }: SubscriberOptions,
  version: MosquittoVersion,
): readonly string[] {
  const expiry = version === '5' ? ['-x', '3600'] : []
  return [
    '-t',
    filter,
    '-t',
    READY,
    '-q',
    `${qos}`,
    '-F',
    FORMAT,
    ...(clientId === undefined ? [] : ['-i', clientId, '-c', ...expiry]),
    ...(will === undefined
      ? []
      : ['--will-topic', will.topic, '--will-payload', will.payload, '--will-qos', `${will.qos}`]),
  ]
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const process = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  assert.deepEqual(await once(process, 'exit'), [0, null], `${program} ${args.join(' ')}`)
}

async function subscribe(args: readonly string[]): Promise<Subscriber> {
  const process = spawn('mosquitto_sub', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const inbox = new Inbox()
  const ready = new Promise<void>((resolve, reject) => {
    process.on('exit', () => reject(new Error(`mosquitto_sub ${args.join(' ')} has ended`)))
    createInterface(process.stdout).on('line', (line) => {
      const message = parse(line)
      if (message.topic === READY) resolve()
      else inbox.push(message)
    })
  })
  await ready
  return {
    inbox,
    leave: () => kill(process, 'SIGTERM'),
    vanish: () => kill(process, 'SIGKILL'),
  }
}

async function kill(
  process: ChildProcessByStdio<null, Readable, null>,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  const exit = once(process, 'exit')
  process.kill(signal)
  await exit
}

function parse(line: string): Message {
  const [topic = '', qos, retain, payload = ''] = line.split('|')
  return { topic, qos: Number(qos), retain: retain === '1', payload }
}
