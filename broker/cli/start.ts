/** `assaymq start`: runs the broker until a signal, and says on one screen what it does. */
import { once } from 'node:events'

import { ExitCode } from '../base/exit-codes.ts'
import { isAnonymousAllowed } from '../config/index.ts'
import type { Config } from '../config/index.ts'
import type { Command, Context, Listener } from './command.ts'
import { configFlags, loadConfigOf } from './config-flags.ts'
import type { Arguments } from './flags.ts'

export const startCommand: Command = {
  name: 'start',
  summary: 'runs the broker',
  usage: '[--config <file>] [flags]',
  examples: [
    'start',
    'start --listeners.tcp.port 1884 --log.level debug',
    'start --config assaymq.yaml',
  ],
  flags: configFlags,
  run,
}

async function run(args: Arguments, context: Context): Promise<ExitCode> {
  const { config } = loadConfigOf(args, context.environment)
  const { signal, output, startBroker } = context
  const broker = await startBroker({ config })
  const text = args.has('json')
    ? JSON.stringify({ version: context.version, listeners: broker.listeners })
    : screen(config, broker.listeners, context)
  output.write(`${text}\n`)
  if (!signal.aborted) await once(signal, 'abort')
  await broker.stop()
  return ExitCode.ok
}

function screen(config: Config, listeners: readonly Listener[], context: Context): string {
  const { program, version } = context
  const [first] = listeners
  const where = first === undefined ? '' : clientFlags(first)
  return [
    `AssayMQ ${version}`,
    '',
    ...listeners.map((listener, index) => row(index === 0 ? 'listens on' : '', url(listener))),
    row('data', 'in memory: a restart loses sessions, retained messages and queues'),
    row('clients', anonymity(config)),
    '',
    'Try it from two other terminals:',
    `  ${program} sub${where} -t 'demo/#' -v`,
    `  ${program} pub${where} -t demo/hello -m hello`,
    '',
    'Ctrl-C stops the broker.',
  ].join('\n')
}

function row(title: string, text: string): string {
  return `  ${title.padEnd(10)}  ${text}`
}

function url(listener: Listener): string {
  if (listener.type === 'unix') return listener.path
  const host = listener.host.includes(':') ? `[${listener.host}]` : listener.host
  return `mqtt://${host}:${listener.port}`
}

const WILDCARDS: readonly string[] = ['0.0.0.0', '::']
const DEFAULT_PORT = 1883

/** What a client on this machine has to type to come here, beyond the defaults. */
function clientFlags(listener: Listener): string {
  if (listener.type === 'unix') return ` --unix ${listener.path}`
  const { host, port } = listener
  const isLocal = WILDCARDS.includes(host) || host === '127.0.0.1' || host === '::1'
  return `${isLocal ? '' : ` -h ${host}`}${port === DEFAULT_PORT ? '' : ` -p ${port}`}`
}

function anonymity(config: Config): string {
  const setting = `auth.allowAnonymous is ${config.auth.allowAnonymous}`
  if (!isAnonymousAllowed(config)) return `must say who they are (${setting})`
  const reach = config.auth.allowAnonymous === 'auto' ? ', and only this machine reaches it' : ''
  return `need no name or password (${setting}${reach})`
}
