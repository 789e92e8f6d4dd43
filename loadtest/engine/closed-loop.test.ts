/** The closed loop sends as much as it may and no more. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FakeClock } from '../../broker/base/fake-clock.ts'
import { ClosedLoop } from './closed-loop.ts'

class CountingSender {
  canSend = true
  batches = 0

  send(): void {
    this.batches += 1
  }
}

function loopOf(publishers: readonly CountingSender[], limit: number) {
  const clock = new FakeClock()
  const delivery = { count: 0 }
  const loop = new ClosedLoop({
    clock,
    publishers,
    batch: 4,
    copies: 10,
    limit,
    delivered: () => delivery.count,
  })
  return { clock, delivery, loop }
}

describe('the closed loop', () => {
  test('stops at its limit and goes on as deliveries come in', () => {
    const publisher = new CountingSender()
    const { clock, delivery, loop } = loopOf([publisher], 100)
    loop.request()
    clock.settle()
    assert.equal(publisher.batches, 2)
    loop.request()
    clock.settle()
    assert.equal(publisher.batches, 2)
    assert.equal(loop.due, 80)
    delivery.count = 40
    loop.request()
    clock.settle()
    assert.equal(loop.due, 120)
  })

  test('lets publishers take turns, and passes over those that cannot send', () => {
    const publishers = [new CountingSender(), new CountingSender(), new CountingSender()]
    const [, second] = publishers
    assert.ok(second !== undefined)
    second.canSend = false
    const { clock, loop } = loopOf(publishers, 160)
    loop.request()
    clock.settle()
    assert.deepEqual(
      publishers.map(({ batches }) => batches),
      [2, 0, 2],
    )
  })

  test('drains: sends nothing more, and is done when all has arrived', async () => {
    const publisher = new CountingSender()
    const { clock, delivery, loop } = loopOf([publisher], 100)
    loop.request()
    clock.settle()
    const drained = loop.drain()
    delivery.count = 40
    loop.request()
    clock.settle()
    assert.equal(publisher.batches, 2)
    delivery.count = 80
    loop.request()
    clock.settle()
    await drained
  })
})
