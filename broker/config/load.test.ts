/** Where settings come from, which source wins, and how mistakes are told. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

import { BrokerError } from '../base/errors.ts'
import { loadConfig } from './load.ts'
import type { ConfigSources } from './load.ts'
import { isAnonymousAllowed } from './sections/auth.ts'

const folder = mkdtempSync(join(tmpdir(), 'assaymq-config-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function fileWith(text: string): string {
  files += 1
  const file = join(folder, `${files}.yaml`)
  writeFileSync(file, text)
  return file
}

/** The lines of the error. */
function problems(sources: ConfigSources): readonly string[] {
  try {
    loadConfig(sources)
  } catch (error) {
    assert.ok(error instanceof BrokerError)
    assert.equal(error.code, 'CONFIG_INVALID')
    return error.message.replaceAll(`${folder}/`, '').split('\n')
  }
  return []
}

describe('sources', () => {
  const file = fileWith('mqtt:\n  receiveMaximum: 1\n  maximumQos: 0\n  topicAliasMaximum: 1\n')
  const env = { ASSAYMQ_MQTT_RECEIVE_MAXIMUM: '2', ASSAYMQ_MQTT_MAXIMUM_QOS: '1', HOME: '/' }
  const flags = { 'mqtt.receiveMaximum': '3' }

  test('later ones win: file, environment, flags, overrides', () => {
    const { config, origins } = loadConfig({ file, env, flags })
    assert.equal(config.mqtt.receiveMaximum, 3)
    assert.equal(config.mqtt.maximumQos, 1)
    assert.equal(config.mqtt.topicAliasMaximum, 1)
    assert.equal(config.mqtt.retainAvailable, true)
    assert.deepEqual(Object.fromEntries(origins), {
      'mqtt.receiveMaximum': '--mqtt.receiveMaximum',
      'mqtt.maximumQos': 'ASSAYMQ_MQTT_MAXIMUM_QOS',
      'mqtt.topicAliasMaximum': `${file}:4`,
    })
    const overrides = { mqtt: { receiveMaximum: 4 } }
    assert.equal(loadConfig({ file, env, flags, overrides }).config.mqtt.receiveMaximum, 4)
  })

  test('sizes and durations may be text in each of them', () => {
    const { limits } = loadConfig({
      file: fileWith('limits:\n  linkBytesMax: 1MiB\n'),
      env: { ASSAYMQ_LIMITS_STALL_TIMEOUT_MS: '5s' },
      flags: { 'limits.willPayloadBytesMax': '1KiB' },
      overrides: { limits: { connectDeadlineMs: '1s' } },
    }).config
    assert.equal(limits.linkBytesMax, 2 ** 20)
    assert.equal(limits.stallTimeoutMs, 5000)
    assert.equal(limits.willPayloadBytesMax, 1024)
    assert.equal(limits.connectDeadlineMs, 1000)
  })

  test('an empty file, and empty sections, change nothing', () => {
    const { config } = loadConfig()
    assert.deepEqual(loadConfig({ file: fileWith('') }).config, config)
    assert.deepEqual(loadConfig({ file: fileWith('mqtt:\nlisteners:\n  tcp:\n') }).config, config)
  })

  test('a configuration can be an override again', () => {
    const { config } = loadConfig({ file })
    assert.deepEqual(loadConfig({ overrides: config }).config, config)
  })

  test('the result is frozen to its depth', () => {
    const { config } = loadConfig()
    const parts = [config, config.listeners, config.listeners.tcp, config.listeners.tcp.hosts]
    assert.ok(parts.every((part) => Object.isFrozen(part)))
  })
})

describe('mistakes', () => {
  test('are told all at once, each with its place', () => {
    const file = fileWith('listeners:\n  tcp:\n    prot: 1\n    backlog: 0\nmqtt: 5\n')
    const env = { ASSAYMQ_MQTT_MAXIMUM_QO: '1', ASSAYMQ_LISTENERS_TCP_HOSTS: 'a,,b' }
    const flags = { 'listeners.tcp.port': 'x', 'mqtt.maximumQos': '7' }
    assert.deepEqual(problems({ file, env, flags }), [
      '1.yaml:3: no setting listeners.tcp.prot; did you mean listeners.tcp.port?'.replace(
        '1.yaml',
        `${files}.yaml`,
      ),
      `${files}.yaml:5: mqtt is a section and holds settings`,
      'ASSAYMQ_MQTT_MAXIMUM_QO: no such setting; did you mean ASSAYMQ_MQTT_MAXIMUM_QOS?',
      'ASSAYMQ_LISTENERS_TCP_HOSTS: listeners.tcp.hosts must be a list of texts, not ["a","","b"]',
      '--listeners.tcp.port: must be a whole number from 0 to 65535, not "x"',
      `${files}.yaml:4: listeners.tcp.backlog must be a whole number from 1 to 65535, not 0`,
      '--mqtt.maximumQos: must be 0, 1 or 2, not "7"',
    ])
  })

  test('in the syntax of the file are told with their line', () => {
    const [problem, another] = problems({ file: fileWith('mqtt:\n  receiveMaximum: [1\n') })
    assert.match(problem ?? '', /^\d+\.yaml:\d: /)
    assert.equal(another, undefined)
  })

  test('a key that stands twice is one', () => {
    const file = fileWith('mqtt:\n  receiveMaximum: 1\n  receiveMaximum: 2\n')
    assert.deepEqual(problems({ file }), [`${files}.yaml:3: Map keys must be unique`])
  })

  test('a file that is a list, or not there', () => {
    assert.deepEqual(problems({ file: fileWith('- a\n') }), [
      `${files}.yaml: must hold sections of settings`,
    ])
    assert.match(problems({ file: join(folder, 'none') })[0] ?? '', /cannot read.*ENOENT/)
  })

  test('a broken rule between settings is told as the rule', () => {
    const limits = { memoryPauseRatio: 0.9, memoryRefuseRatio: 0.8 }
    assert.deepEqual(problems({ overrides: { limits } }), [
      'This must be so: limits.memoryPauseRatio is below limits.memoryRefuseRatio.',
    ])
    const listeners = { tcp: { enabled: false } }
    assert.match(problems({ overrides: { listeners } })[0] ?? '', /At least one of listeners/)
  })
})

describe('anonymous clients', () => {
  const allowed = (flags: Record<string, string>): boolean =>
    isAnonymousAllowed(loadConfig({ flags }).config)

  test('are let in by default while only this machine reaches the broker', () => {
    assert.equal(allowed({}), true)
    assert.equal(allowed({ 'listeners.tcp.hosts': '127.0.0.2,localhost' }), true)
  })

  test('need a decision where other machines reach it', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', '127.example.org']) {
      assert.throws(() => allowed({ 'listeners.tcp.hosts': host }), {
        code: 'ANONYMOUS_NOT_ALLOWED',
        message: /--auth\.allowAnonymous/,
      })
    }
  })

  test('are let in or not as decided', () => {
    const hosts = { 'listeners.tcp.hosts': '0.0.0.0' }
    assert.equal(allowed({ ...hosts, 'auth.allowAnonymous': 'true' }), true)
    assert.equal(allowed({ 'auth.allowAnonymous': 'false' }), false)
  })
})
