/** Commands that need no broker: help, version, the configuration, and how errors are told. */
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'

import type { Environment } from '../config/index.ts'
import { runCommandLine } from './command-line.ts'
import type { StartBroker } from './command.ts'

interface Run {
  readonly code: number
  readonly output: string
  readonly errors: string
}

const noBroker: StartBroker = () => Promise.reject(new Error('no broker was to be started'))

async function run(
  args: string,
  {
    environment = {},
    startBroker = noBroker,
    signal = AbortSignal.abort(),
  }: {
    readonly environment?: Environment
    readonly startBroker?: StartBroker
    readonly signal?: AbortSignal
  } = {},
): Promise<Run> {
  const output = new PassThrough()
  const errors = new PassThrough()
  const context = { program: 'assaymq', version: '1.2.3', input: new PassThrough() }
  const world = { ...context, environment, output, errors, signal, startBroker }
  const code = await runCommandLine(args.split(' ').filter(Boolean), world)
  output.end()
  errors.end()
  return { code, output: await text(output), errors: await text(errors) }
}

describe('help', () => {
  test('is shown without a command, and lists them', async () => {
    const { code, output } = await run('')
    assert.equal(code, 0)
    for (const name of ['start', 'pub', 'sub', 'config']) {
      assert.match(output, new RegExp(`^  ${name} `, 'm'))
    }
  })

  for (const name of ['start', 'pub', 'sub', 'config']) {
    test(`of ${name} begins with three examples`, async () => {
      const { code, output } = await run(`${name} --help`)
      assert.equal(code, 0)
      assert.match(output, /^assaymq \w+: .*\n\nExamples:\n(  assaymq .*\n){3}\nUsage: /)
    })
  }

  test('tells the default and the variable of a setting', async () => {
    const { output } = await run('start --help')
    assert.match(
      output,
      /--listeners\.tcp\.port <value>\n.*default 1883, ASSAYMQ_LISTENERS_TCP_PORT/,
    )
  })
})

test('the version is told', async () => {
  assert.equal((await run('--version')).output, '1.2.3\n')
  assert.equal((await run('--version --json')).output, '{"version":"1.2.3"}\n')
})

describe('errors', () => {
  for (const [args, code, message] of [
    ['strat', 2, 'assaymq: no command strat; did you mean start?\n'],
    ['start --log.levle info', 2, 'assaymq: unknown flag --log.levle; did you mean --log.level?\n'],
    ['start now', 2, 'assaymq: start takes no now\n'],
    ['pub -t a', 2, 'assaymq: say what to publish with one of -m, -f, -s, -l and -n\n'],
    ['pub -t a -n -m b', 2, 'assaymq: say what to publish with one of -m, -f, -s, -l and -n\n'],
    ['pub -m a', 2, 'assaymq: --topic is missing\n'],
    ['sub', 2, 'assaymq: --topic is missing\n'],
    ['config chek', 2, 'assaymq: config does one of check, print; did you mean check?\n'],
    [
      'config check --mqtt.maximumQos 3',
      78,
      'assaymq: --mqtt.maximumQos: must be 0, 1 or 2, not "3"\n',
    ],
  ] as const) {
    test(`${args} ends with ${code} and says why`, async () => {
      assert.deepEqual(await run(args), { code, output: '', errors: message })
    })
  }

  test('are JSON where JSON is wanted', async () => {
    const { code, errors } = await run('config check --json --listeners.tcp.hosts 0.0.0.0')
    assert.equal(code, 78)
    const { text: _, ...rest } = JSON.parse(errors)
    assert.deepEqual(rest, { error: 'ANONYMOUS_NOT_ALLOWED', retry: false })
  })
})

describe('config', () => {
  test('print tells where a setting comes from', async () => {
    const environment = { ASSAYMQ_LOG_LEVEL: 'warn' }
    const { output } = await run('config print --origin --mqtt.maximumQos 1', { environment })
    assert.match(output, /^mqtt\.maximumQos: 1 {2}# --mqtt\.maximumQos$/m)
    assert.match(output, /^log\.level: warn {2}# ASSAYMQ_LOG_LEVEL$/m)
    assert.match(output, /^log\.format: auto {2}# default$/m)
  })

  test('print as JSON is the configuration', async () => {
    const { output } = await run('config print --json --listeners.tcp.port 1884')
    assert.equal(JSON.parse(output).listeners.tcp.port, 1884)
  })

  test('check says whether anonymous clients are let in', async () => {
    assert.match((await run('config check')).output, /Clients may connect without a name/)
    const { output } = await run('config check --json --auth.allowAnonymous false')
    assert.deepEqual(JSON.parse(output), { valid: true, anonymous: false })
  })
})

describe('start', () => {
  const broker = {
    listeners: [
      { type: 'tcp', host: '::1', port: 1884 },
      { type: 'unix', path: '/run/mqtt.sock' },
    ],
    stop: () => Promise.resolve(),
  } as const

  test('shows what listens, that data is in memory, who may connect, and what to type', async () => {
    const { code, output } = await run('start', { startBroker: () => Promise.resolve(broker) })
    assert.equal(code, 0)
    assert.match(output, /mqtt:\/\/\[::1\]:1884\n +\/run\/mqtt\.sock/)
    assert.match(output, /in memory: a restart loses/)
    assert.match(output, /need no name or password \(auth\.allowAnonymous is auto/)
    assert.match(output, /assaymq sub -p 1884 -t 'demo\/#' -v/)
  })

  test('stops the broker at the signal, and not before', async () => {
    const events: string[] = []
    const stopper = new AbortController()
    const startBroker: StartBroker = async ({ config }) => {
      events.push(`start on ${config.listeners.tcp.port}`)
      queueMicrotask(() => {
        events.push('signal')
        stopper.abort()
      })
      return { ...broker, stop: async () => void events.push('stop') }
    }
    const args = 'start --json --listeners.tcp.port 1884'
    const { output } = await run(args, { startBroker, signal: stopper.signal })
    assert.deepEqual(events, ['start on 1884', 'signal', 'stop'])
    assert.deepEqual(JSON.parse(output).listeners, broker.listeners)
  })
})
