/** The endpoints that addresses stand for. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { endpointOf } from './target.ts'

describe('the endpoint of a target', () => {
  for (const [url, host, port, secure, webSocket] of [
    ['mqtt://broker.example', 'broker.example', 1883, false, false],
    ['mqtts://broker.example', 'broker.example', 8883, true, false],
    ['ws://broker.example/mqtt', 'broker.example', 80, false, true],
    ['wss://broker.example/mqtt', 'broker.example', 443, true, true],
    ['mqtt://[::1]:2000', '::1', 2000, false, false],
  ] as const) {
    test(url, () => {
      assert.deepEqual(endpointOf({ url: new URL(url) }), { host, port, secure, webSocket })
    })
  }

  test('other schemes are refused', () => {
    assert.throws(() => endpointOf({ url: new URL('http://broker.example') }), /mqtts, ws or wss/)
  })
})
