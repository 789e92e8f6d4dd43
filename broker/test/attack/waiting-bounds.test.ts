/** What waits inside the broker for a slow log or a large fan-out is bounded, and all of it is served. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CrashableNode } from '../crash/crashable-node.ts'
import { CLEAN, join } from '../crash/clients.ts'
import { publish, subscribe } from '../crash/packets.ts'
import { numbered, payloadsIn } from './packet-lists.ts'

function reached({ node }: CrashableNode, bound: string): number {
  const samples = node.shards[0]?.metrics.snapshot() ?? []
  return samples.find(({ labels }) => labels['bound'] === bound)?.value ?? 0
}

test('SUBSCRIBEs wait unread while the log is behind with those before', async () => {
  const started = await CrashableNode.start()
  const { wire } = join(started, 'subscriber')
  const count = 100
  for (let id = 1; id <= count; id += 1) wire.send(subscribe(id, 1, `t/${id}`))
  started.clock.settle()
  assert.equal(reached(started, 'unansweredRequests'), 1)
  assert.equal(wire.inbox.length, 0)
  started.settle()
  const answered = wire.inbox.map((packet) => (packet.type === 'suback' ? packet.packetId : 0))
  assert.deepEqual(
    answered,
    Array.from({ length: count }, (_, place) => place + 1),
  )
})

test('publishers of QoS 0 wait while their messages wait for a fan-out in slices', async () => {
  const limits = { fanOutSlice: 1, unackedBytesPerNode: 65_536, unackedBytesPerConnection: 65_536 }
  const started = await CrashableNode.start({ config: { limits } })
  const receivers = ['a', 'b', 'c'].map((id) => join(started, id, CLEAN).wire)
  for (const wire of receivers) wire.send(subscribe(1, 0, 't'))
  started.settle()
  const sender = join(started, 'sender', CLEAN).wire
  const sent = numbered(300).map((number) => `${number} ${'x'.repeat(1000)}`)
  for (const payload of sent) sender.send(publish('t', payload))
  assert.ok((started.node.shards[0]?.shard.core.backpressure.unacked.bytes ?? 0) < 70_000)
  assert.ok(reached(started, 'unackedBytes') > 0)
  started.settle()
  for (const { inbox } of receivers) {
    const published = inbox.filter((packet) => packet.type === 'publish')
    assert.deepEqual(payloadsIn(published), sent)
  }
  assert.equal(started.node.shards[0]?.shard.core.backpressure.unacked.bytes, 0)
})
