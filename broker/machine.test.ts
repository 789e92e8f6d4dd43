/** That the readings follow what this process really takes. */
import assert from 'node:assert/strict'
import { closeSync, openSync } from 'node:fs'
import { describe, test } from 'node:test'

import { freeDescriptors, memoryUse } from './machine.ts'

describe('the machine', () => {
  test('has one descriptor less while a file is open', () => {
    const before = freeDescriptors()
    assert.ok(before > 0)
    const file = openSync(import.meta.filename, 'r')
    const during = freeDescriptors()
    closeSync(file)
    assert.equal(during, before - 1)
    assert.equal(freeDescriptors(), before)
  })

  test('has more memory in use when this process holds more', () => {
    const before = memoryUse()
    assert.ok(before > 0 && before < 1)
    const held = Buffer.alloc(2 ** 28, 1)
    assert.ok(memoryUse() > before, `with ${held.length} bytes more`)
  })
})
