/** The open loop keeps its schedule, and charges the broker for what it held up. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FakeClock } from '../../broker/base/fake-clock.ts'
import { fillContent, numberContent } from './content.ts'
import { NO_FAULTS, OrderedDeliveries } from './deliveries.ts'
import { OpenLoop, TimedDeliveries } from './open-loop.ts'

const schedule = { startMs: 0, measuredFromMs: 10, messagesPerSecond: 1000, publishers: 2 }

class CountingSender {
  canSend = true
  sent = 0

  send(): void {
    this.sent += 1
  }
}

describe('the open loop', () => {
  test('sends what is due, publishers taking turns', () => {
    const clock = new FakeClock()
    const publishers = [new CountingSender(), new CountingSender()]
    const loop = new OpenLoop(clock, publishers, schedule)
    clock.advance(4)
    loop.sendDue()
    assert.equal(loop.sent, 5)
    assert.deepEqual(
      publishers.map(({ sent }) => sent),
      [3, 2],
    )
  })

  test('sends late what a publisher could not send, and says how late', () => {
    const clock = new FakeClock()
    const publisher = new CountingSender()
    const loop = new OpenLoop(clock, [publisher], schedule)
    clock.advance(12)
    loop.sendDue()
    publisher.canSend = false
    clock.advance(8)
    loop.sendDue()
    assert.equal(loop.sent, 13)
    publisher.canSend = true
    loop.sendDue()
    assert.equal(loop.sent, 21)
    assert.equal(loop.lateness.maxUs, 7000)
  })
})

describe('timed deliveries', () => {
  test('count from the scheduled moment, after the warm-up', () => {
    const clock = new FakeClock()
    const inner = new OrderedDeliveries(2, (subscriber) => subscriber)
    const deliveries = new TimedDeliveries(inner, clock, schedule)
    const payload = new Uint8Array(64)
    fillContent(payload, 0, 1)
    clock.advance(30)
    for (let sequence = 0; sequence <= 5; sequence += 1) {
      numberContent(payload, 0, payload.length, sequence)
      deliveries.deliver(1, payload, 0, payload.length)
    }
    // Only the last one, message 11 of all, was due after the warm-up: at 11 ms.
    assert.equal(deliveries.latency.count, 1)
    assert.equal(deliveries.latency.maxUs, 19_000)
    assert.deepEqual(deliveries.faults(6), NO_FAULTS)
  })
})
