/** The committed documents are those that the sources make, and the sample file is a configuration. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

import { loadConfig } from '../config/index.ts'
import { documents, outdated } from './docs.ts'

const folder = mkdtempSync(join(tmpdir(), 'assaymq-docs-'))
after(() => rmSync(folder, { recursive: true }))

test('no document is behind the sources', () => {
  assert.deepEqual(outdated(), [])
})

describe('the sample configuration', () => {
  const sample = documents().get('broker/docs/assaymq.sample.yaml') ?? ''
  const defaults = loadConfig().config
  const load = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return loadConfig({ file })
  }

  test('changes nothing as it is', () => {
    const { config, origins } = load('sample.yaml', sample)
    assert.deepEqual(config, defaults)
    assert.equal(origins.size, 0)
  })

  test('holds every default where it is uncommented', () => {
    const uncommented = sample.replace(/^( *)#(\w+:)/gm, '$1$2')
    const { config, origins } = load('uncommented.yaml', uncommented)
    assert.deepEqual(config, defaults)
    assert.ok(origins.size > 50)
  })
})
