/** A machine that cannot keep up: what waits, who is refused, and that it ends. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { allowAll, anonymousAuthenticator } from '../../auth/providers/anonymous.ts'
import { noEnhancedAuthentication } from '../../auth/providers/anonymous.ts'
import { FakeClock } from '../../base/fake-clock.ts'
import { seededRandom } from '../../base/random.ts'
import type { ProtocolVersion } from '../../codec/index.ts'
import { loadConfig } from '../../config/index.ts'
import { BrokerNode } from '../../node.ts'
import { captureLog } from '../../observe/log.ts'
import { MemoryLog } from '../../storage/index.ts'
import { publish } from '../crash/packets.ts'
import { Wire } from '../crash/wire.ts'
import { BOUND } from './bound.ts'
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
  /** A node on a fake clock, whose memory is what the test says. */
  async function startNode() {
    const clock = new FakeClock()
    const memory = { use: 0 }
    const node = new BrokerNode({
      options: loadConfig({}).config,
      shards: 1,
      clock,
      random: seededRandom(1),
      eventLog: captureLog().log,
      authenticator: anonymousAuthenticator,
      enhancedAuthenticator: noEnhancedAuthentication,
      authorizer: allowAll,
      openLog: (turn) => new MemoryLog(turn),
      memoryUse: () => memory.use,
    })
    await node.start()
    const [shard] = node.shards
    assert.ok(shard !== undefined)
    const connect = (clientId: string, version: ProtocolVersion = 5): Wire => {
      const wire = new Wire(clock, shard, version)
      wire.send(connectPacket(clientId, version))
      clock.settle()
      return wire
    }
    return { clock, memory, metrics: shard.metrics, connect }
  }

  test('holds back publishers, who go on when there is room', async () => {
    const { clock, memory, connect } = await startNode()
    const publisher = connect('publisher')
    publisher.take('connack')
    const message = (packetId: number) => publish('a', '', { qos: 1, packetId })
    publisher.send(message(1))
    memory.use = 0.75
    clock.advance(250)
    assert.equal(publisher.take('puback').packetId, 1)
    // The packet that shows it is still taken; what comes behind it stays unread.
    publisher.send(message(2))
    publisher.send(message(3))
    clock.advance(5000)
    assert.equal(publisher.take('puback').packetId, 2)
    assert.deepEqual(publisher.inbox, [])
    memory.use = 0.5
    clock.advance(5000)
    assert.equal(publisher.take('puback').packetId, 3)
  })

  test('has clients refused when there is hardly any', async () => {
    const { clock, memory, connect, metrics } = await startNode()
    memory.use = 0.9
    clock.advance(250)
    assert.equal(connect('older', 3).take('connack').reasonCode, 3)
    assert.equal(connect('old', 4).take('connack').reasonCode, 3)
    assert.equal(connect('new', 5).take('connack').reasonCode, 0x97)
    const refused = metrics.snapshot().find(({ labels }) => labels['bound'] === 'memory')
    assert.equal(refused?.value, 3)
    memory.use = 0.5
    clock.advance(5250)
    assert.equal(connect('welcome').take('connack').reasonCode, 0)
  })
})
