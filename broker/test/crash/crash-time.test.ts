/** What is to happen later happens at its time, whether the node was down meanwhile or not. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeUtf8 } from '../../codec/index.ts'
import type { Will } from '../../codec/index.ts'
import { CrashableNode } from './crashable-node.ts'
import { CLEAN, join, payloads, subscriber } from './clients.ts'

describe('time goes on over a crash', () => {
  const will: Will = {
    topic: 'will',
    payload: encodeUtf8('gone'),
    qos: 1,
    retain: false,
    properties: { willDelayInterval: 10 },
  }

  test('a delayed will is published when its delay is over, and once', async () => {
    const before = await CrashableNode.start()
    subscriber(before, 'watcher', 'will')
    join(before, 'a', { will }).wire.lose()
    before.settle()
    const node = await before.crash(4000)
    const { wire } = join(node, 'watcher')
    node.clock.advance(5000)
    node.settle()
    assert.deepEqual(payloads(wire), [])
    node.clock.advance(2000)
    node.settle()
    assert.equal(payloads(wire).length, 1)
    const { wire: again } = join(await node.crash(20_000), 'watcher')
    assert.equal(payloads(again).length, 1, 'it was not acknowledged, so it is repeated')
  })

  test('a will that was taken back is not published', async () => {
    const before = await CrashableNode.start()
    subscriber(before, 'watcher', 'will')
    const { wire } = join(before, 'a', { will })
    wire.send({ type: 'disconnect', reasonCode: 0, properties: {} })
    before.settle()
    const node = await before.crash(60_000)
    node.clock.advance(1000)
    node.settle()
    assert.deepEqual(payloads(join(node, 'watcher').wire), [])
  })

  for (const { name, pass, isOpen } of [
    { name: 'the log has it', pass: (node: CrashableNode) => node.settle(), isOpen: false },
    {
      name: 'a second has gone',
      pass: (node: CrashableNode) => node.clock.advance(2000),
      isOpen: false,
    },
    { name: 'neither, and not before', pass: () => undefined, isOpen: true },
  ]) {
    test(`a connection is closed over a will taken back when ${name}`, async () => {
      const node = await CrashableNode.start()
      const { wire } = join(node, 'a', { will })
      wire.send({ type: 'disconnect', reasonCode: 0, properties: {} })
      node.clock.settle()
      assert.ok(wire.isOpen)
      pass(node)
      assert.equal(wire.isOpen, isOpen)
    })
  }

  test('the crash itself is the end of a connection, for its will as well', async () => {
    const before = await CrashableNode.start()
    subscriber(before, 'watcher', 'will')
    join(before, 'a', { will })
    const node = await before.crash(60_000)
    const { wire } = join(node, 'watcher')
    node.clock.advance(9000)
    node.settle()
    assert.deepEqual(payloads(wire), [])
    node.clock.advance(2000)
    node.settle()
    assert.equal(payloads(wire).length, 1)
  })

  test('a clean session ends in a crash with its will, and once', async () => {
    const before = await CrashableNode.start()
    subscriber(before, 'watcher', 'will')
    join(before, 'a', { ...CLEAN, will })
    const node = await before.crash()
    assert.equal(payloads(join(node, 'watcher').wire).length, 1)
    node.settle()
    const again = await node.crash()
    assert.equal(payloads(join(again, 'watcher').wire).length, 1, 'not acknowledged, so repeated')
    assert.equal(join(again, 'a').sessionPresent, false)
  })

  test('a session ends when its time is over, the time the node was down included', async () => {
    const before = await CrashableNode.start()
    for (const name of ['short', 'long']) {
      const sessionExpiryInterval = name === 'short' ? 10 : 100
      join(before, name, { sessionExpiryInterval }).wire.lose()
    }
    before.settle()
    const node = await before.crash(11_000)
    node.clock.advance(1000)
    node.settle()
    assert.equal(join(node, 'short').sessionPresent, false)
    assert.equal(join(node, 'long').sessionPresent, true)
  })
})
