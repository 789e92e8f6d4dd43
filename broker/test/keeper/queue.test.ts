/** The queue of a persistent session at its bounds, and what it gives to its client when. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { CLEAN, join, payloads, subscriber } from '../crash/clients.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { publish } from '../crash/packets.ts'

describe('a full queue', () => {
  for (const { queuePolicy, left } of [
    { queuePolicy: 'dropOldest', left: ['3', '3'] },
    { queuePolicy: 'dropNewest', left: ['1', '1'] },
    { queuePolicy: 'disconnect', left: ['1', '1'] },
  ] as const) {
    test(`of a session that gets every message twice, policy ${queuePolicy}`, async () => {
      const config = { session: { queueMessagesMax: 2, queuePolicy } }
      const node = await CrashableNode.start({ config })
      subscriber(node, 'a', 't', '$share/g/t').lose()
      const { wire } = join(node, 'p', CLEAN)
      for (const payload of ['1', '2', '3']) {
        wire.send(publish('t', payload, { qos: 1, packetId: 1 }))
        node.settle()
      }
      assert.deepEqual(payloads(join(node, 'a').wire), left)
    })
  }
})
