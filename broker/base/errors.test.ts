/** What callers rely on in a BrokerError: its code, its cause and whether trying again makes sense. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { BrokerError, errorCatalogue } from './errors.ts'

describe('BrokerError', () => {
  test('carries code, text and cause', () => {
    const cause = new Error('EADDRINUSE')
    const error = new BrokerError('LISTEN_FAILED', 'cannot listen on [::1]:1883', { cause })
    assert.equal(error.code, 'LISTEN_FAILED')
    assert.equal(error.message, 'cannot listen on [::1]:1883')
    assert.equal(error.cause, cause)
    assert.ok(error instanceof Error)
  })

  test('takes whether to retry from the catalogue', () => {
    assert.equal(new BrokerError('LISTEN_FAILED', '').retry, true)
    assert.equal(new BrokerError('CONFIG_INVALID', '').retry, false)
  })

  test('every code is described in whole sentences', () => {
    for (const [code, { doc }] of Object.entries(errorCatalogue)) {
      assert.match(doc, /^[A-Z].*\.$/, code)
    }
  })
})
