/** Queues that run over: who is let go, what is dropped, and that nobody else loses anything by it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { PartialConfig } from '../../config/index.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { ack, publish, subscribe } from '../crash/packets.ts'
import type { Wire } from '../crash/wire.ts'
import { numbered, payloadsIn } from './packet-lists.ts'
import { connectPacket } from './target.ts'
import type { ConnectFields } from './target.ts'

function join(started: CrashableNode, clientId: string, fields: ConnectFields = {}): Wire {
  const wire = started.open(5)
  wire.send(connectPacket(clientId, 5, fields))
  started.settle()
  wire.take('connack')
  return wire
}

function joinSubscribed(
  started: CrashableNode,
  clientId: string,
  filter: string,
  fields: ConnectFields = {},
): Wire {
  const wire = join(started, clientId, fields)
  wire.send(subscribe(1, 1, filter))
  started.settle()
  wire.take('suback')
  return wire
}

/** All in one turn, so that what goes wrong in the middle of one message is there for the next. */
function publishAll(started: CrashableNode, sender: Wire, payloads: readonly string[]): void {
  for (const [place, payload] of payloads.entries()) {
    sender.send(publish('a', payload, { qos: 1, packetId: place + 1 }))
  }
  started.settle()
}

const slow = { properties: { receiveMaximum: 1 } }

describe('a client that is let go for its full queue', () => {
  const config: PartialConfig = { session: { queuePolicy: 'disconnect', queueMessagesMax: 1 } }

  test('costs the other receivers of the message nothing', async () => {
    const started = await CrashableNode.start({ config })
    const receivers = ['slow', 'b', 'c', 'd'].map((id) =>
      joinSubscribed(started, id, 'a', id === 'slow' ? slow : {}),
    )
    const groups = ['g', 'h'].map((name) => joinSubscribed(started, name, `$share/${name}/a`))
    publishAll(started, join(started, 'sender'), numbered(4))
    const [gone, ...others] = receivers
    assert.equal(gone?.take('disconnect').reasonCode, 0x97)
    for (const { inbox } of [...others, ...groups]) assert.deepEqual(payloadsIn(inbox), numbered(4))
  })

  test('leaves what its group dealt it to the other members', async () => {
    const started = await CrashableNode.start({ config })
    const gone = joinSubscribed(started, 'slow', '$share/g/a', slow)
    const other = joinSubscribed(started, 'other', '$share/g/a')
    publishAll(started, join(started, 'sender'), numbered(6))
    assert.equal(gone.take('disconnect').reasonCode, 0x97)
    assert.deepEqual(payloadsIn(other.inbox).toSorted(), numbered(6))
  })

  test('is owed no acknowledgements any more when it was its own message', async () => {
    const started = await CrashableNode.start({ config })
    joinSubscribed(started, 'kept', 'a', { properties: { sessionExpiryInterval: 60 } })
    const gone = joinSubscribed(started, 'slow', 'a', slow)
    publishAll(started, gone, numbered(4))
    assert.equal(gone.take('disconnect').reasonCode, 0x97)
    const [shard] = started.node.shards
    assert.equal(shard?.shard.core.backpressure.unacked.bytes, 0)
  })
})

describe('a queue that drops its oldest', () => {
  const config = { session: { queueBytesMax: 2000 } }

  for (const { name, sizes, kept } of [
    { name: 'as many as a larger one needs', sizes: [1, 500, 500, 500, 1500], kept: [1, 1500] },
    { name: 'none for one that is larger than the queue', sizes: [1, 500, 3000], kept: [1, 500] },
  ]) {
    test(`drops ${name}`, async () => {
      const started = await CrashableNode.start({ config })
      const receiver = joinSubscribed(started, 'slow', 'a', slow)
      const payloads = sizes.map((size) => 'x'.repeat(size))
      publishAll(started, join(started, 'sender'), payloads)
      const received: number[] = []
      while (receiver.inbox.length > 0) {
        const { packetId, payload } = receiver.take('publish')
        received.push(payload.length)
        receiver.send(ack('puback', packetId))
        started.settle()
      }
      assert.deepEqual(received, kept)
    })
  }
})
