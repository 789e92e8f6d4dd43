/** Retained messages: one for each topic, within their bounds, gone when they expire. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { partsOf } from '../codec/index.ts'
import { Message, NEVER } from '../routing/index.ts'
import { RetainedMessages } from './retained.ts'
import type { RetainedLimits } from './retained.ts'

const NOTHING = new Uint8Array(0)
const AMPLE: RetainedLimits = { retainedMessagesMax: 100, retainedBytesMax: 100_000 }

function message(topic: string, payloadBytes = 1, expiresAtMs = NEVER): Message {
  const parts = partsOf(topic, new Uint8Array(payloadBytes), NOTHING)
  return new Message(topic, parts, { qos: 1, retain: true, expiresAtMs })
}

describe('RetainedMessages', () => {
  test('one for each topic: a new one takes the place of the old one', () => {
    const retained = new RetainedMessages(AMPLE)
    assert.equal(retained.set(message('a'), 1), undefined)
    assert.equal(retained.set(message('a', 50), 2)?.position, 1)
    assert.equal(retained.at('a'), 2)
    assert.equal(retained.size, 1)
    assert.equal(retained.bytes, message('a', 50).size)
  })

  test('bytes are given back when one is removed', () => {
    const retained = new RetainedMessages(AMPLE)
    retained.set(message('a'), 1)
    assert.equal(retained.remove('a')?.position, 1)
    assert.equal(retained.remove('a'), undefined)
    assert.deepEqual([retained.size, retained.bytes], [0, 0])
  })

  test('above the bound of messages a new topic is refused, a known one is not', () => {
    const retained = new RetainedMessages({ ...AMPLE, retainedMessagesMax: 1 })
    retained.set(message('a'), 1)
    assert.equal(retained.boundFor(message('b')), 'retainedPerNode')
    assert.equal(retained.boundFor(message('a')), undefined)
  })

  test('the bound of bytes counts what the new one takes the place of', () => {
    const { size } = message('a', 100)
    const retained = new RetainedMessages({ ...AMPLE, retainedBytesMax: size })
    assert.equal(retained.boundFor(message('a', 101)), 'retainedBytesPerNode')
    retained.set(message('a', 100), 1)
    assert.equal(retained.boundFor(message('b')), 'retainedBytesPerNode')
    assert.equal(retained.boundFor(message('a', 100)), undefined)
  })

  test('expired ones come out once, those that were replaced do not', () => {
    const retained = new RetainedMessages(AMPLE)
    retained.set(message('a', 1, 1000), 1)
    retained.set(message('b', 1, 1000), 2)
    retained.set(message('b', 1, 2000), 3)
    retained.set(message('c'), 4)
    assert.equal(retained.takeExpired(999), undefined)
    assert.equal(retained.takeExpired(1000)?.position, 1)
    assert.equal(retained.takeExpired(1000), undefined)
    assert.equal(retained.takeExpired(5000)?.position, 3)
    assert.equal(retained.takeExpired(5000), undefined)
    assert.equal(retained.size, 1)
  })

  test('a filter gets them in pages', () => {
    const retained = new RetainedMessages(AMPLE)
    for (const [index, topic] of ['x/1', 'x/2', 'x/3', 'y/1'].entries()) {
      retained.set(message(topic), index + 1)
    }
    const topics: string[] = []
    let page = retained.match('x/+', 2, undefined)
    for (;;) {
      assert.ok(page.values.length <= 2)
      topics.push(...page.values.map(({ topic }) => topic))
      if (page.cursor === undefined) break
      page = retained.match('x/+', 2, page.cursor)
    }
    assert.deepEqual(topics.toSorted(), ['x/1', 'x/2', 'x/3'])
  })
})
