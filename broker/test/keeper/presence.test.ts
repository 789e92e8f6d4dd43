/** A client is served when CONNACK is on its way to it, and not before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CLEAN, join, subscriber } from '../crash/clients.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { connect, publish } from '../crash/packets.ts'

test('a member that comes back in another shard gets nothing before CONNACK', async () => {
  const node = await CrashableNode.start({ shards: 2 })
  const old = subscriber(node, 'a', '$share/g/t', 'u')
  const { wire: publisher } = join(node, 'p', CLEAN)
  old.lose()
  join(node, 'takes the place in the first shard', CLEAN)
  const wire = node.open(5)
  wire.send(connect('a'))
  publisher.send(publish('t', 'x'))
  node.settle()
  assert.equal(wire.inbox.at(0)?.type, 'connack')
})
