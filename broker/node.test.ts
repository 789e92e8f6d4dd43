/** How a node ends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CrashableNode } from './test/crash/crashable-node.ts'
import { MemoryStream } from './test/memory-stream.ts'
import { Connection } from './transport/index.ts'

/** A peer that does not close when it is told to. */
class DeafStream extends MemoryStream {
  isDestroyed = false

  override destroy(): void {
    this.isDestroyed = true
  }
}

test('a node that stops cuts off who has not closed when the time is over', async () => {
  const { clock, node } = await CrashableNode.start()
  const [shard] = node.shards
  assert.ok(shard !== undefined)
  const stream = new DeafStream()
  shard.accept(new Connection(stream, shard.outbox))
  const stopped = node.stop(1000)
  clock.advance(999)
  assert.deepEqual([stream.isEnded, stream.isDestroyed], [true, false])
  clock.advance(1)
  await stopped
  assert.equal(stream.isDestroyed, true)
})
