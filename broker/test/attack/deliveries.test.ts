/** Attacks by those who receive: windows, ids and what is left of a message's time. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { PartialConfig } from '../../config/index.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { ack, connect, publish, subscribe } from '../crash/packets.ts'
import type { Wire } from '../crash/wire.ts'
import { isPublish, numbered, payloadsIn } from './packet-lists.ts'
import { connectPacket, Innocents, subscriber, Target } from './target.ts'
import type { ConnectFields } from './target.ts'

interface Pair {
  readonly started: CrashableNode
  readonly receiver: Wire
  readonly sender: Wire
}

/** A subscriber and a publisher of a node in memory, on a fake clock. */
async function startPair(fields: ConnectFields = {}, config: PartialConfig = {}): Promise<Pair> {
  const started = await CrashableNode.start({ config })
  const receiver = started.open(5)
  receiver.send(connectPacket('receiver', 5, fields))
  const sender = started.open(5)
  sender.send(connectPacket('sender', 5))
  started.settle()
  receiver.send(subscribe(1, 2, 'qos/#'))
  started.settle()
  receiver.inbox.length = 0
  return { started, receiver, sender }
}

/** Publishes at QoS 1 and sees each one acknowledged. */
function publishAll({ started, sender }: Pair, payloads: readonly string[]): void {
  for (const payload of payloads) {
    sender.send(publish('qos/a', payload, { qos: 1, packetId: 1 }))
    started.settle()
    assert.equal(sender.take('puback').reasonCode, 0)
  }
}

describe('D5 subscribers that acknowledge badly', () => {
  for (const sessionExpiryInterval of [0, 60]) {
    const properties = { sessionExpiryInterval }

    test(`D5 never, then backwards, session expiry ${sessionExpiryInterval}`, async () => {
      const pair = await startPair({ properties })
      const { started, receiver } = pair
      publishAll(pair, numbered(300))
      const inFlight = receiver.inbox.splice(0).filter(isPublish)
      assert.deepEqual(payloadsIn(inFlight), numbered(256), 'the window of in flight messages')
      for (const { packetId } of inFlight.toReversed()) receiver.send(ack('puback', packetId))
      started.settle()
      assert.deepEqual(payloadsIn(receiver.inbox), numbered(300).slice(256))
    })

    test(`D5 with ids that nobody gave, session expiry ${sessionExpiryInterval}`, async () => {
      const pair = await startPair({ properties: { ...properties, receiveMaximum: 1 } })
      const { started, receiver } = pair
      publishAll(pair, ['one', 'two'])
      const { packetId } = receiver.take('publish')
      receiver.send(ack('puback', packetId + 1000))
      started.settle()
      assert.deepEqual(receiver.inbox, [], 'the window is still full')
      receiver.send(ack('puback', packetId))
      started.settle()
      assert.deepEqual(payloadsIn(receiver.inbox), ['two'])
    })

    test(`D5 messages larger than the client takes, session expiry ${sessionExpiryInterval}`, async () => {
      const limits = { receiveMaximum: 1, maximumPacketSize: 100 }
      const pair = await startPair({ properties: { ...properties, ...limits } })
      const { started, receiver } = pair
      publishAll(pair, ['small', 'x'.repeat(200), 'y'.repeat(200), 'also small'])
      receiver.send(ack('puback', receiver.take('publish').packetId))
      started.settle()
      assert.deepEqual(payloadsIn(receiver.inbox), ['also small'])
      const [shard] = started.node.shards
      const dropped = [
        ...(shard?.metrics.snapshot() ?? []),
        ...started.node.keeperMetrics.snapshot(),
      ]
        .filter(({ labels }) => labels['reason'] === 'tooLarge')
        .reduce((sum, { value }) => sum + value, 0)
      assert.equal(dropped, 2)
    })
  }

  test('D5 PUBREC, then gone: the release is repeated, not the message', async () => {
    const pair = await startPair({ cleanStart: false, properties: { sessionExpiryInterval: 60 } })
    const { started, receiver, sender } = pair
    sender.send(publish('qos/a', 'once', { qos: 2, packetId: 1 }))
    started.settle()
    receiver.send(ack('pubrec', receiver.take('publish').packetId))
    started.settle()
    receiver.lose()
    const again = started.open(5)
    again.send(connect('receiver', { sessionExpiryInterval: 60 }))
    started.settle()
    assert.deepEqual(
      again.inbox.map(({ type }) => type),
      ['connack', 'pubrel'],
    )
  })

  test('D5 a hundred messages of 512 KiB to a client that reads late', async () => {
    await using target = await Target.start({ limits: { unackedBytesPerConnection: '1MiB' } })
    const innocents = await Innocents.start(target)
    const client = await subscriber(target, { properties: { receiveMaximum: 65_535 } })
    client.socket.pause()
    const publisher = await target.client('publisher')
    const payload = 'x'.repeat(512 * 1024)
    for (let packetId = 1; packetId <= 100; packetId += 1) {
      publisher.send(publish('qos/a', payload, { qos: 1, packetId }))
      assert.equal((await publisher.take('puback')).reasonCode, 0)
    }
    client.socket.resume()
    for (let count = 0; count < 100; count += 1) {
      const received = await client.take('publish')
      assert.equal(received.payload.length, payload.length)
      client.send(ack('puback', received.packetId))
    }
    await innocents.stop()
  })
})

/** Takes what came, and sees that none of its ids is outstanding. */
function takeInto(outstanding: Set<number>, { inbox }: Wire): number {
  const received = inbox.splice(0).filter(isPublish)
  for (const { packetId } of received) {
    assert.ok(packetId > 0 && !outstanding.has(packetId), `${packetId} is free`)
    outstanding.add(packetId)
  }
  return received.length
}

/** Acknowledges every third of the oldest, so that holes stay behind. */
function acknowledgeSome(outstanding: Set<number>, receiver: Wire): void {
  for (const [place, packetId] of [...outstanding].slice(0, 600).entries()) {
    if (place % 3 !== 0) continue
    receiver.send(ack('puback', packetId))
    outstanding.delete(packetId)
  }
}

describe('D6 packet ids run out and around', () => {
  // What a persistent session has in flight is bounded in bytes as well: its window stays smaller.
  for (const { sessionExpiryInterval, window, bursts } of [
    { sessionExpiryInterval: 0, window: 65_534, bursts: 2000 },
    { sessionExpiryInterval: 60, window: 1000, bursts: 700 },
  ]) {
    test(`D6 no id is given twice at a time, window ${window}`, async () => {
      const session = { inflightMax: window }
      const pair = await startPair({ properties: { sessionExpiryInterval } }, { session })
      const { started, receiver, sender } = pair
      const burst = numbered(100).map((_, id) => publish('qos/a', '', { qos: 1, packetId: id + 1 }))
      const outstanding = new Set<number>()
      let received = 0
      for (let count = 0; count < bursts; count += 1) {
        for (const packet of burst) sender.send(packet)
        started.settle()
        sender.inbox.length = 0
        received += takeInto(outstanding, receiver)
        if (outstanding.size > window - 100) acknowledgeSome(outstanding, receiver)
      }
      assert.ok(received > 65_535, `${received} messages: the ids went around`)
    })
  }
})

test('D7 Message Expiry is an unsigned number', async () => {
  const properties = { sessionExpiryInterval: 0xffff_ffff }
  const pair = await startPair({ cleanStart: false, properties })
  const { started, receiver, sender } = pair
  receiver.lose()
  started.settle()
  const intervals = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]
  for (const messageExpiryInterval of intervals) {
    sender.send(
      publish('qos/a', `${messageExpiryInterval}`, {
        qos: 1,
        packetId: 1,
        properties: { messageExpiryInterval },
      }),
    )
    started.settle()
  }
  started.clock.advance(2000)
  const again = started.open(5)
  again.send(connect('receiver'))
  started.settle()
  assert.deepEqual(
    again.inbox
      .filter(isPublish)
      .map(({ properties: { messageExpiryInterval } }) => messageExpiryInterval),
    [0x7fff_fffd, 0x7fff_fffe, 0xffff_fffd],
  )
})
