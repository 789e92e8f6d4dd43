/** A machine that cannot keep up: what waits, who is refused, and that it ends. */
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'

import { publish, subscribe } from '../crash/packets.ts'
import { BOUND } from './bound.ts'
import { payloadsIn } from './packet-lists.ts'
import { MemoryNode } from './memory-node.ts'
import { assertRefused, connectPacket, Innocents, Target } from './target.ts'

/** Longer than a tick of the node, so that the next one is late. */
const BLOCKED_MS = 500

/** Keeps the event loop of this process, which is the broker's, from doing anything. */
function blockLoop(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCKED_MS)
}

describe('a late event loop', () => {
  test('makes new connections wait until it is in time again', async () => {
    await using target = await Target.start({ limits: { loopDelayPauseMs: 50 } })
    const innocents = await Innocents.start(target)
    blockLoop()
    await innocents.until(() => target.counted(BOUND, 'acceptPaused') > 0)
    await target.client('late')
    await innocents.stop()
    const events = target.logged.map(({ event }) => event)
    assert.ok(events.indexOf('accept.resumed') > events.indexOf('accept.paused'))
  })

  test('has clients refused as server busy when it is very late', async () => {
    const limits = { loopDelayPauseMs: 10, loopDelayRefuseMs: 100 }
    await using target = await Target.start({ limits })
    const innocents = await Innocents.start(target)
    const [older, newer] = [await target.open(4), await target.open(5)]
    blockLoop()
    await innocents.until(() => target.counted(BOUND, 'acceptPaused') > 0)
    older.send(connectPacket('older', 4))
    newer.send(connectPacket('newer', 5))
    await assertRefused(older, 3)
    await assertRefused(newer, 0x89)
    assert.equal(target.counted(BOUND, 'loopDelayRefuse'), 2)
    await innocents.stop()
  })
})

describe('short memory', () => {
  let memoryUse: number
  let node: MemoryNode

  beforeEach(async () => {
    memoryUse = 0
    node = await MemoryNode.start({ memoryUse: () => memoryUse })
  })

  test('holds back publishers, who go on when there is room', () => {
    const publisher = node.connect('publisher')
    publisher.take('connack')
    const message = (packetId: number) => publish('a', '', { qos: 1, packetId })
    publisher.send(message(1))
    memoryUse = 0.75
    node.clock.advance(250)
    assert.equal(publisher.take('puback').packetId, 1)
    // The packet that shows it is still taken; what comes behind it stays unread.
    publisher.send(message(2))
    publisher.send(message(3))
    node.clock.advance(5000)
    assert.equal(publisher.take('puback').packetId, 2)
    assert.deepEqual(publisher.inbox, [])
    assert.equal(node.reached('memory'), 1)
    memoryUse = 0.5
    node.clock.advance(5000)
    assert.equal(publisher.take('puback').packetId, 3)
  })

  test('holds back publishers at QoS 0, too', () => {
    const subscriber = node.connect('subscriber')
    subscriber.send(subscribe(1, 0, 'a'))
    const publisher = node.connect('publisher')
    publisher.send(publish('a', 'one'))
    memoryUse = 0.75
    node.clock.advance(250)
    for (const payload of ['two', 'three']) publisher.send(publish('a', payload))
    node.clock.advance(5000)
    assert.deepEqual(payloadsIn(subscriber.inbox), ['one', 'two'])
    memoryUse = 0.5
    node.clock.advance(5000)
    assert.deepEqual(payloadsIn(subscriber.inbox), ['one', 'two', 'three'])
  })

  test('counts the keep-alive of a publisher from when it is read again', () => {
    const publisher = node.connect('publisher', 5, { keepAlive: 2 })
    memoryUse = 0.75
    node.clock.advance(250)
    publisher.send(publish('a', ''))
    node.clock.advance(5000)
    memoryUse = 0.5
    // When it is read again is up to the guard of memory; the keep-alive is over three seconds later.
    const samples = Array.from({ length: 40 }, () => {
      node.clock.advance(250)
      return publisher.isOpen
    })
    assert.ok(samples.filter((isOpen) => isOpen).length >= 12)
    assert.equal(samples.at(-1), false)
  })

  test('does not hold back who only receives: acknowledgements make room', () => {
    const subscriber = node.connect('subscriber')
    memoryUse = 0.75
    node.clock.advance(250)
    for (const packetId of [1, 2]) {
      subscriber.send(subscribe(packetId, 0, 'a'))
      node.clock.settle()
      assert.equal(subscriber.take('suback').packetId, packetId)
    }
  })

  test('has clients refused when there is hardly any', () => {
    memoryUse = 0.9
    node.clock.advance(250)
    assert.equal(node.connect('older', 3).take('connack').reasonCode, 3)
    assert.equal(node.connect('old', 4).take('connack').reasonCode, 3)
    assert.equal(node.connect('new', 5).take('connack').reasonCode, 0x97)
    assert.equal(node.reached('memory'), 3)
    memoryUse = 0.5
    node.clock.advance(5250)
    assert.equal(node.connect('welcome').take('connack').reasonCode, 0)
  })
})
