/** Whatever a broker can do to a message is noticed. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillContent, numberContent } from './content.ts'
import type { Deliveries } from './deliveries.ts'
import { NO_FAULTS, OrderedDeliveries, SharedDeliveries } from './deliveries.ts'

const SIZE = 64

function message(publisher: number, sequence: number): Uint8Array {
  const payload = new Uint8Array(SIZE)
  fillContent(payload, 0, publisher)
  numberContent(payload, 0, SIZE, sequence)
  return payload
}

function deliver(
  deliveries: Deliveries,
  subscriber: number,
  payloads: readonly Uint8Array[],
): void {
  for (const payload of payloads) deliveries.deliver(subscriber, payload, 0, payload.length)
}

describe('what each subscriber gets of its own publisher', () => {
  const pair = (): OrderedDeliveries => new OrderedDeliveries(2, (subscriber) => subscriber)

  test('is without fault when all has come in order', () => {
    const deliveries = pair()
    deliver(deliveries, 0, [message(0, 0), message(0, 1)])
    deliver(deliveries, 1, [message(1, 0)])
    assert.deepEqual(deliveries.faults(3), NO_FAULTS)
  })

  test('a lost message is missing, and the next one early', () => {
    const deliveries = pair()
    deliver(deliveries, 0, [message(0, 0), message(0, 2)])
    assert.deepEqual(deliveries.faults(3), { ...NO_FAULTS, early: 1, missing: 1 })
  })

  test('a lost last message is missing', () => {
    const deliveries = pair()
    deliver(deliveries, 0, [message(0, 0)])
    assert.deepEqual(deliveries.faults(2), { ...NO_FAULTS, missing: 1 })
  })

  test('a doubled message is repeated', () => {
    const deliveries = pair()
    deliver(deliveries, 0, [message(0, 0), message(0, 0), message(0, 1)])
    assert.deepEqual(deliveries.faults(2), { ...NO_FAULTS, repeated: 1 })
  })

  test('reordered messages are early and repeated', () => {
    const deliveries = pair()
    deliver(deliveries, 0, [message(0, 1), message(0, 0), message(0, 2)])
    assert.deepEqual(deliveries.faults(3), { ...NO_FAULTS, early: 1, repeated: 1 })
  })

  test('a message of another publisher is corrupted', () => {
    const deliveries = pair()
    deliver(deliveries, 0, [message(1, 0)])
    assert.deepEqual(deliveries.faults(1), { ...NO_FAULTS, corrupted: 1 })
  })

  test('a changed byte is noticed in the numbers, their check and the filling of every 64th', () => {
    for (let at = 0; at < SIZE; at += 1) {
      const deliveries = pair()
      const payload = message(0, 0)
      payload[at] = (payload[at] ?? 0) ^ 0x10
      deliver(deliveries, 0, [payload])
      assert.equal(deliveries.faults(1).corrupted, 1, `byte ${at}`)
    }
  })

  test('a cut message is corrupted', () => {
    for (const length of [0, 11, SIZE - 1]) {
      const deliveries = pair()
      deliver(deliveries, 0, [message(0, 1).subarray(0, length)])
      assert.equal(deliveries.faults(1).corrupted, 1, `${length} bytes`)
    }
  })
})

describe('what subscribers share', () => {
  test('may come to any of them in any order', () => {
    const deliveries = new SharedDeliveries(2)
    deliver(deliveries, 3, [message(0, 5000), message(1, 0)])
    deliver(deliveries, 4, [message(0, 0)])
    assert.deepEqual(deliveries.faults(3), NO_FAULTS)
  })

  test('must come once', () => {
    const deliveries = new SharedDeliveries(1)
    deliver(deliveries, 0, [message(0, 2000)])
    deliver(deliveries, 1, [message(0, 2000)])
    assert.deepEqual(deliveries.faults(2), { ...NO_FAULTS, repeated: 1, missing: 1 })
  })

  test('must be of one of the publishers, and whole', () => {
    const deliveries = new SharedDeliveries(1)
    const changed = message(0, 1)
    changed[5] = 1
    deliver(deliveries, 0, [message(1, 0), changed])
    assert.deepEqual(deliveries.faults(0), { ...NO_FAULTS, corrupted: 2 })
  })
})
