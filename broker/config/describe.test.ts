/** The descriptions hold every setting, and say what is true of it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import * as z from 'zod'

import { commentedSample, jsonSchema, markdownReference, valuesOf } from './describe.ts'
import { loadConfig } from './load.ts'
import { fields, sections } from './schema.ts'

describe('each description holds every setting', () => {
  const reference = markdownReference()
  const sample = commentedSample()

  test('the reference, in one row with its variable', () => {
    for (const { path, environmentName } of fields) {
      const rows = reference.split('\n').filter((line) => line.startsWith(`| \`${path}\` |`))
      assert.equal(rows.length, 1, path)
      assert.match(rows[0] ?? '', new RegExp(`\`${environmentName}\` \\|$`))
    }
  })

  test('the sample, commented out', () => {
    assert.equal(sample.match(/^ *#\w+: /gm)?.length, fields.length)
  })

  test('the values of a configuration', () => {
    const overrides = { session: { queueBytesMax: '1MiB' }, listeners: { tcp: { hosts: ['::1'] } } }
    const values = valuesOf(loadConfig({ overrides }).config)
    const texts = new Map(values.map(({ path, text }) => [path, text]))
    assert.equal(values.length, fields.length)
    assert.equal(texts.get('session.queueBytesMax'), '1MiB')
    assert.equal(texts.get('listeners.tcp.hosts'), '["::1"]')
    assert.equal(texts.get('mqtt.retainAvailable'), 'true')
  })
})

describe('the JSON schema', () => {
  const schema = z.fromJSONSchema(JSON.parse(jsonSchema()))

  for (const [name, settings, isValid] of [
    ['nothing', {}, true],
    ['an empty section', { mqtt: null }, true],
    ['numbers and texts with units', { limits: { connectBytesMax: '2KiB', fanOutSlice: 1 } }, true],
    ['an unknown setting', { mqtt: { maximumQoS: 1 } }, false],
    ['a value out of range', { mqtt: { maximumQos: 3 } }, false],
    ['a wrong unit', { limits: { connectBytesMax: '2s' } }, false],
  ] as const) {
    test(`${isValid ? 'takes' : 'refuses'} ${name}`, () => {
      assert.equal(schema.safeParse(settings).success, isValid)
    })
  }

  test('describes every section', () => {
    for (const { doc } of sections) assert.ok(jsonSchema().includes(JSON.stringify(doc)), doc)
  })
})
