/** Retained messages for a new subscription: all of them come, however many, large or late they are. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { PartialConfig } from '../../config/index.ts'
import type { QoS } from '../../codec/index.ts'
import { CLEAN, join } from '../crash/clients.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { ack, publish, subscribe } from '../crash/packets.ts'
import type { ConnectOptions } from '../crash/packets.ts'

const QUEUE: PartialConfig = { session: { queueMessagesMax: 100, inflightMax: 20 } }
const OUTBOX: PartialConfig = { limits: { outboxBytesPerConnection: 100_000 } }

/** As many topics as a shard remembers. */
const LIVE_TOPICS_MAX = 100_000

interface Case {
  readonly name: string
  readonly config: PartialConfig
  readonly session: ConnectOptions
  readonly qos: QoS
  readonly count: number
  readonly size: number
  readonly subscribes?: number
  readonly readsPerStep?: number
}

const MANY = { config: QUEUE, qos: 1, count: 600, size: 1 } as const
const WIDE = { config: OUTBOX, qos: 0, session: CLEAN } as const

const CASES: readonly Case[] = [
  { ...MANY, name: 'more than a queue holds, clean', session: CLEAN },
  { ...MANY, name: 'more than a queue holds, persistent', session: {} },
  { ...MANY, name: 'more than a queue holds, read late', session: {}, readsPerStep: 1 },
  { ...WIDE, name: 'more than an outbox holds', count: 30, size: 60_000 },
  { ...WIDE, name: 'for many SUBSCRIBEs at once', count: 5, size: 20_000, subscribes: 20 },
]

test('a replay that is overtaken by live messages without end is given up', async () => {
  const node = await CrashableNode.start({ config: OUTBOX })
  const { wire: publisher } = join(node, 'p', CLEAN)
  const retain = { retain: true } as const
  for (const name of ['a', 'b', 'c', 'd']) {
    publisher.send(publish(`old/${name}`, 'x'.repeat(60_000), retain))
  }
  node.settle()
  const { wire } = join(node, 'slow', CLEAN)
  wire.isSlow = true
  wire.send(subscribe(1, 0, 'old/#'))
  node.settle()
  for (let i = 0; i <= LIVE_TOPICS_MAX; i += 1) publisher.send(publish(`new/${i}`, '', retain))
  for (let round = 0; round < 8; round += 1) {
    node.settle()
    wire.drain()
  }
  const [shard] = node.node.shards
  const dropped = shard?.metrics.snapshot().find(({ labels }) => labels['reason'] === 'outboxFull')
  assert.equal(dropped?.value, 1)
  assert.ok(wire.inbox.filter(({ type }) => type === 'publish').length < 4)
  wire.send(subscribe(2, 0, 'old/a'))
  node.settle()
  assert.equal(wire.inbox.filter(({ type }) => type === 'suback').length, 2)
})

describe('retained messages', () => {
  for (const { name, config, session, qos, count, size, ...rest } of CASES) {
    const { subscribes = 1, readsPerStep = Number.POSITIVE_INFINITY } = rest
    test(name, async () => {
      const node = await CrashableNode.start({ config })
      const { wire: publisher } = join(node, 'p', CLEAN)
      for (let i = 0; i < count; i += 1) {
        const options = { qos: 1, packetId: 1, retain: true } as const
        publisher.send(publish(`t/${i}`, 'x'.repeat(size), options))
        node.settle()
      }
      node.log.readsPerStep = readsPerStep
      const { wire } = join(node, 'a', session)
      for (let id = 1; id <= subscribes; id += 1) wire.send(subscribe(id, qos, 't/#'))
      wire.isSlow = true
      const received: string[] = []
      for (let before = -1; before < received.length; ) {
        before = received.length
        node.settle()
        wire.drain()
        node.settle()
        for (const packet of wire.inbox.splice(0)) {
          if (packet.type !== 'publish') continue
          received.push(packet.topic)
          if (qos > 0) wire.send(ack('puback', packet.packetId))
        }
      }
      assert.equal(received.length, count * subscribes)
      assert.equal(new Set(received).size, count)
    })
  }
})
