/** What holds for every setting that is declared. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { loadConfig } from './load.ts'
import { fields, rules, sections } from './schema.ts'

describe('every setting', () => {
  test('has a name of the environment of its own', () => {
    const names = fields.map(({ environmentName }) => environmentName)
    assert.equal(new Set(names).size, names.length)
    assert.ok(names.includes('ASSAYMQ_SESSION_EXPIRY_MAX_SECONDS'))
  })

  test('reads back what it writes', () => {
    const flags = Object.fromEntries(
      fields
        .filter(({ path }) => path !== 'listeners.tcp.hosts')
        .map(({ path, toText, defaultValue }) => [
          path,
          typeof defaultValue === 'string' ? defaultValue : toText(defaultValue),
        ]),
    )
    assert.deepEqual(loadConfig({ flags }).config, loadConfig().config)
  })
})

test('every sentence is one', () => {
  const docs = [...fields, ...rules, ...sections.slice(1)].map(({ doc }) => doc)
  assert.deepEqual(
    docs.filter((doc) => !/^(limits|[A-Z]).*\.$/.test(doc)),
    [],
  )
})
