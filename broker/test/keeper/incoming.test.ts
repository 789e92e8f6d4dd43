/** QoS 2 packet ids that a publisher does not release: what the broker holds for them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CLEAN, join, payloads } from '../crash/clients.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { ack, publish, subscribe } from '../crash/packets.ts'

test('an id alone is held when nobody waits for the message, and known after a crash', async () => {
  const before = await CrashableNode.start()
  const { wire: old } = join(before, 'p')
  const packet = publish('t', 'x'.repeat(10_000), { qos: 2, packetId: 1 })
  old.send(packet)
  before.settle()
  old.take('pubrec')
  const sizes = before.log.records.map((record) =>
    record.type === 'message' ? record.message.payloadLength : 0,
  )
  assert.deepEqual(new Set(sizes), new Set([0]))
  const node = await before.crash()
  const { wire: reader } = join(node, 'reader', CLEAN)
  reader.send(subscribe(1, 2, 't'))
  const { wire } = join(node, 'p')
  wire.send({ ...packet, dup: true })
  node.settle()
  wire.take('pubrec')
  wire.send(ack('pubrel', 1))
  node.settle()
  wire.take('pubcomp')
  assert.deepEqual(payloads(reader), [])
})
