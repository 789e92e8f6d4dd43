/** The bounds of what is on its way: clients are held back, messages wait or are dropped by declared rules. */
import assert from 'node:assert/strict'
import { describe } from 'node:test'

import { ack, publish, subscribe } from '../crash/packets.ts'
import type { RawClient } from '../raw-client.ts'
import { BOUND, DROPPED, KIB, testBounds } from './bound.ts'
import type { Bound } from './bound.ts'
import { numbered, payloadsIn } from './packet-lists.ts'
import { assertDisconnected, subscriber } from './target.ts'
import type { Target } from './target.ts'

/** Sends more in one segment than may be on its way, and is held back but not refused. */
async function sendRetainedBurst(target: Target, qos: 0 | 1): Promise<void> {
  const client = await target.client('attacker')
  const burst = numbered(50).map((text, place) =>
    publish(`burst/${text}`, 'x'.repeat(4 * KIB), { qos, packetId: place + 1, retain: true }),
  )
  client.send(...burst)
  const answers = await client.takeAll()
  assert.equal(answers.length, qos === 0 ? 0 : 50)
}

/** A subscriber that does not read, and more for it than its socket takes. */
async function overfill(target: Target): Promise<RawClient> {
  const client = await subscriber(target)
  client.socket.pause()
  const publisher = await target.client('publisher')
  while (target.counted(DROPPED, 'outboxFull') === 0) {
    publisher.send(publish('qos/a', 'x'.repeat(256 * KIB)))
    await publisher.takeAll()
  }
  return client
}

const flow: readonly Bound[] = [
  {
    bound: 'limits.unackedBytesPerConnection',
    config: { limits: { unackedBytesPerConnection: KIB } },
    counter: [BOUND, 'unackedBytes'],
    reach: (target) => sendRetainedBurst(target, 1),
  },
  {
    bound: 'limits.unackedBytesPerConnection, by answers to packets without a payload',
    config: { limits: { unackedBytesPerConnection: KIB } },
    counter: [BOUND, 'unackedBytes'],
    reach: async (target) => {
      const client = await target.client('attacker')
      const first = publish('a', '', { qos: 1, packetId: 1, retain: true })
      client.send(first, ...numbered(50).map((_, id) => ack('pubrel', id + 1)))
      const types = (await client.takeAll()).map(({ type }) => type)
      assert.deepEqual(types, ['puback', ...numbered(50).map(() => 'pubcomp')])
    },
  },
  {
    bound: 'limits.unackedBytesPerNode',
    config: { limits: { unackedBytesPerConnection: 64 * KIB, unackedBytesPerNode: 64 * KIB } },
    counter: [BOUND, 'unackedBytes'],
    reach: (target) => sendRetainedBurst(target, 1),
  },
  {
    bound: 'limits.linkBytesMax',
    config: { limits: { linkBytesMax: 64 * KIB } },
    counter: [BOUND, 'linkBytes'],
    reach: (target) => sendRetainedBurst(target, 0),
  },
  {
    bound: 'limits.outboxBytesPerConnection',
    config: { limits: { outboxBytesPerConnection: 64 * KIB } },
    counter: [DROPPED, 'outboxFull'],
    reach: async (target) => {
      const client = await overfill(target)
      client.socket.resume()
      await client.take('publish')
    },
  },
  {
    bound: 'limits.outboxBytesPerConnection, in one turn',
    config: { limits: { outboxBytesPerConnection: KIB } },
    counter: [DROPPED, 'outboxFull'],
    reach: async (target) => {
      const client = await subscriber(target)
      const publisher = await target.client('publisher')
      const large = publish('qos/a', 'x'.repeat(2 * KIB))
      publisher.send(
        large,
        large,
        ...[1, 2].map((id) => publish('qos/a', `${id}`, { qos: 1, packetId: id })),
      )
      const received = [
        await client.take('publish'),
        await client.take('publish'),
        await client.take('publish'),
      ]
      assert.deepEqual(payloadsIn(received).slice(1), ['1', '2'])
    },
  },
  {
    bound: 'limits.outboxBytesPerConnection, by answers',
    config: { limits: { outboxBytesPerConnection: KIB } },
    counter: [BOUND, 'outboxBytes'],
    reach: async (target) => {
      const client = await target.client('attacker')
      client.send(...numbered(3000).map(() => ({ type: 'pingreq' }) as const))
      for (const _ of numbered(3000)) await client.take('pingresp')
    },
  },
  {
    bound: 'limits.outboxBytesPerNode',
    config: { limits: { outboxBytesPerConnection: 64 * KIB, outboxBytesPerNode: 64 * KIB } },
    counter: [DROPPED, 'outboxFull'],
    reach: async (target) => {
      const client = await overfill(target)
      const other = await target.client('other')
      other.send(subscribe(1, 0, 'other'), publish('other', 'still served'))
      await other.take('publish')
      client.socket.resume()
      await client.takeAll()
    },
  },
  {
    bound: 'limits.stallTimeoutMs',
    config: { limits: { outboxBytesPerConnection: 64 * KIB, stallTimeoutMs: 1000 } },
    counter: [BOUND, 'stallTimeout'],
    reach: async (target, innocents) => {
      const client = await overfill(target)
      await innocents.until(() => target.counted(BOUND, 'stallTimeout') > 0)
      client.socket.resume()
      await assertDisconnected(client, 0x97)
    },
  },
]

/** A subscriber that does not acknowledge, with a window of one, and ten messages for it. */
async function fillQueue(target: Target, sessionExpiryInterval: number): Promise<RawClient> {
  const properties = { receiveMaximum: 1, sessionExpiryInterval }
  const client = await subscriber(target, { properties })
  const publisher = await target.client('publisher')
  for (const text of numbered(10)) {
    publisher.send(publish('qos/a', text.repeat(200), { qos: 1, packetId: 1 }))
    await publisher.take('puback')
  }
  return client
}

/** Acknowledges one message after the other; returns the first letter of each. */
async function drain(client: RawClient, count: number): Promise<string[]> {
  const texts: string[] = []
  for (let received = 0; received < count; received += 1) {
    const message = await client.take('publish')
    texts.push(...payloadsIn([message]).map((text) => text.slice(0, 1)))
    client.send(ack('puback', message.packetId))
  }
  assert.deepEqual(await client.takeAll(), [])
  return texts
}

const queues: readonly Bound[] = [0, 60].flatMap((expiry): Bound[] => [
  {
    bound: `session.queueMessagesMax, dropOldest, expiry ${expiry}`,
    config: { session: { queueMessagesMax: 3 } },
    counter: [BOUND, 'queueMessagesMax'],
    reach: async (target) => {
      assert.deepEqual(await drain(await fillQueue(target, expiry), 4), ['0', '7', '8', '9'])
    },
  },
  {
    bound: `session.queueMessagesMax, dropNewest, expiry ${expiry}`,
    config: { session: { queueMessagesMax: 3, queuePolicy: 'dropNewest' } },
    counter: [DROPPED, 'queueFull'],
    reach: async (target) => {
      assert.deepEqual(await drain(await fillQueue(target, expiry), 4), ['0', '1', '2', '3'])
    },
  },
  {
    bound: `session.queueMessagesMax, disconnect, expiry ${expiry}`,
    config: { session: { queueMessagesMax: 3, queuePolicy: 'disconnect' } },
    counter: ['assaymq_connections_closed_total', 'queueOverflow'],
    reach: async (target) => assertDisconnected(await fillQueue(target, expiry), 0x97),
  },
  {
    bound: `session.queueBytesMax, expiry ${expiry}`,
    config: { session: { queueBytesMax: 1500 } },
    counter: [DROPPED, 'queueFull'],
    reach: async (target) => {
      assert.deepEqual(await drain(await fillQueue(target, expiry), 4), ['0', '7', '8', '9'])
    },
  },
])

describe('a bound of what is unread or unacknowledged', () => testBounds(flow))
describe('a bound of a queue', () => testBounds(queues))
