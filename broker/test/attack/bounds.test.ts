/** The bounds of one connection, one packet and the node that refuse what goes beyond them. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { encodeUtf8 } from '../../codec/index.ts'
import type { Packet, Will } from '../../codec/index.ts'
import { publish, subscribe } from '../crash/packets.ts'
import { BOUND, FAULT, KIB, testBounds } from './bound.ts'
import type { Bound } from './bound.ts'
import { assertCutOff, assertDisconnected, assertRefused } from './target.ts'
import { connectPacket, Target } from './target.ts'
import type { ConnectFields } from './target.ts'

/** A client that sends these packets is disconnected with the reason code. */
function disconnects(reasonCode: number, ...packets: readonly Packet[]): Bound['reach'] {
  return async (target) => {
    const client = await target.client('attacker')
    client.send(...packets)
    await assertDisconnected(client, reasonCode)
  }
}

/** A client that introduces itself so is refused with the reason code. */
function refuses(reasonCode: number, fields: ConnectFields, clientId = 'attacker'): Bound['reach'] {
  return async (target) => {
    const client = await target.open()
    client.send(connectPacket(clientId, 5, fields))
    await assertRefused(client, reasonCode)
  }
}

/** Of messages sent one by one at QoS 1, the last is refused. */
function refusesLast(...messages: readonly ReturnType<typeof retained>[]): Bound['reach'] {
  return async (target) => {
    const client = await target.client('attacker')
    for (const [place, message] of messages.entries()) {
      client.send(message)
      const { reasonCode } = await client.take('puback')
      assert.equal(reasonCode >= 0x80 ? reasonCode : 0, place < messages.length - 1 ? 0 : 0x97)
    }
  }
}

function retained(topic: string, payload: string) {
  return publish(topic, payload, { qos: 1, packetId: 1, retain: true })
}

/** Of these filters the last is refused. */
function refusesFilter(
  reasonCode: number,
  filters: readonly string[],
  fields: ConnectFields = {},
): Bound['reach'] {
  return async (target) => {
    const client = await target.client('attacker', fields)
    client.send(subscribe(1, 1, ...filters))
    const { reasonCodes } = await client.take('suback')
    assert.deepEqual(
      reasonCodes,
      filters.map((_, place) => (place < filters.length - 1 ? 1 : reasonCode)),
    )
  }
}

const will: Will = {
  topic: 'will',
  payload: encodeUtf8('a long farewell'),
  qos: 0,
  retain: false,
  properties: {},
}

const beforeConnect: readonly Bound[] = [
  {
    bound: 'limits.connectDeadlineMs',
    config: { limits: { connectDeadlineMs: 200 } },
    counter: [BOUND, 'connectDeadline'],
    reach: async (target) => assertCutOff(await target.open()),
  },
  {
    bound: 'limits.connectBytesMax',
    config: { limits: { connectBytesMax: KIB } },
    counter: [FAULT, 'packetTooLarge'],
    reach: async (target) => {
      const client = await target.open()
      client.send(connectPacket('x'.repeat(KIB), 5))
      await assertCutOff(client)
    },
  },
  {
    bound: 'limits.halfOpenMax',
    config: { limits: { halfOpenMax: 2 } },
    counter: [BOUND, 'halfOpenMax'],
    reach: async (target) => {
      const oldest = await target.open()
      const others = [await target.open(), await target.open()]
      await assertCutOff(oldest)
      for (const [number, client] of others.entries()) {
        client.send(connectPacket(`late-${number}`, 5))
        await client.take('connack')
      }
    },
  },
  {
    bound: 'limits.clientIdBytesMax',
    config: { limits: { clientIdBytesMax: 23 } },
    counter: [BOUND, 'clientIdBytesMax'],
    reach: refuses(0x85, {}, 'é'.repeat(12)),
  },
  {
    bound: 'limits.userNameBytesMax',
    config: { limits: { userNameBytesMax: 8 } },
    counter: [BOUND, 'userNameBytesMax'],
    reach: refuses(0x86, { userName: 'a long name' }),
  },
  {
    bound: 'limits.passwordBytesMax',
    config: { limits: { passwordBytesMax: 8 } },
    counter: [BOUND, 'passwordBytesMax'],
    reach: refuses(0x86, { userName: 'x', password: encodeUtf8('a long one') }),
  },
  {
    bound: 'limits.willPayloadBytesMax',
    config: { limits: { willPayloadBytesMax: 8 } },
    counter: [BOUND, 'willPayloadBytesMax'],
    reach: refuses(0x95, { will }),
  },
  {
    bound: 'limits.sessionsMax',
    config: { limits: { sessionsMax: 2 } },
    counter: [BOUND, 'sessionsPerNode'],
    reach: refuses(0x97, { properties: { sessionExpiryInterval: 60 } }),
  },
]

const perPacket: readonly Bound[] = [
  {
    bound: 'mqtt.maximumPacketSize',
    config: { mqtt: { maximumPacketSize: KIB } },
    counter: [FAULT, 'packetTooLarge'],
    reach: disconnects(0x95, publish('a', 'x'.repeat(KIB))),
  },
  {
    bound: 'limits.topicBytesMax',
    config: { limits: { topicBytesMax: 32 } },
    counter: [BOUND, 'topicLimits'],
    reach: disconnects(0x90, publish('x'.repeat(33), '')),
  },
  {
    bound: 'limits.topicLevelsMax',
    config: { limits: { topicLevelsMax: 3 } },
    counter: [BOUND, 'topicLimits'],
    reach: disconnects(0x90, publish('a/b/c/d', '')),
  },
  {
    bound: 'limits.filterWildcardsMax',
    config: { limits: { filterWildcardsMax: 2 } },
    counter: [BOUND, 'filterLimits'],
    reach: refusesFilter(0x8f, ['+/+/a', '+/+/#']),
  },
  {
    bound: 'limits.userPropertiesMax',
    config: { limits: { userPropertiesMax: 1 } },
    counter: [FAULT, 'packetTooLarge'],
    reach: disconnects(
      0x95,
      publish('a', '', {
        properties: {
          userProperties: [
            ['a', '1'],
            ['b', '2'],
          ],
        },
      }),
    ),
  },
  {
    bound: 'limits.userPropertyBytesMax',
    config: { limits: { userPropertyBytesMax: 32 } },
    counter: [FAULT, 'packetTooLarge'],
    reach: disconnects(
      0x95,
      publish('a', '', { properties: { userProperties: [['a', 'x'.repeat(32)]] } }),
    ),
  },
  {
    bound: 'mqtt.receiveMaximum',
    config: { mqtt: { receiveMaximum: 2 } },
    counter: [FAULT, 'receiveMaximumExceeded'],
    reach: disconnects(
      0x93,
      ...[1, 2, 3].map((packetId) => publish('a', '', { qos: 2, packetId })),
    ),
  },
  {
    bound: 'mqtt.topicAliasMaximum',
    config: { mqtt: { topicAliasMaximum: 1 } },
    counter: [FAULT, 'topicAliasInvalid'],
    reach: disconnects(0x94, publish('a', '', { properties: { topicAlias: 2 } })),
  },
  {
    bound: 'limits.retainedPayloadBytesMax',
    config: { limits: { retainedPayloadBytesMax: 8 } },
    counter: [BOUND, 'retainedPayloadBytesMax'],
    reach: refusesLast(retained('a', 'short'), retained('b', 'not so short')),
  },
]

const perNode: readonly Bound[] = [
  {
    bound: 'limits.subscriptionsPerClient',
    config: { limits: { subscriptionsPerClient: 2 } },
    counter: [BOUND, 'subscriptionsPerClient'],
    reach: refusesFilter(0x97, ['a', 'b', 'c']),
  },
  {
    bound: 'limits.subscriptionsPerNode, connected',
    // One of them is the innocent subscriber's.
    config: { limits: { subscriptionsPerClient: 3, subscriptionsPerNode: 3 } },
    counter: [BOUND, 'subscriptionsPerNode'],
    reach: refusesFilter(0x97, ['a', 'b', 'c']),
  },
  {
    bound: 'limits.subscriptionsPerNode, in groups',
    config: { limits: { subscriptionsPerClient: 3, subscriptionsPerNode: 3 } },
    counter: [BOUND, 'subscriptionsPerNode'],
    reach: refusesFilter(0x97, ['$share/g/a', '$share/h/a', '$share/i/a']),
  },
  {
    bound: 'limits.subscriptionsPerNode, kept',
    config: { limits: { subscriptionsPerClient: 3, subscriptionsPerNode: 3 } },
    counter: [BOUND, 'subscriptionsPerNode'],
    reach: async (target, innocents) => {
      const fields = { properties: { sessionExpiryInterval: 60 } }
      const away = await target.client('away', fields)
      away.send(subscribe(1, 1, 'a', 'b'), { type: 'disconnect', reasonCode: 0, properties: {} })
      await away.closed()
      await refusesFilter(0x97, ['c', 'd'], fields)(target, innocents)
    },
  },
  {
    bound: 'limits.retainedMessagesMax',
    config: { limits: { retainedMessagesMax: 2 } },
    counter: [BOUND, 'retainedPerNode'],
    reach: refusesLast(
      retained('a', '1'),
      retained('b', '2'),
      retained('a', '3'),
      retained('c', '4'),
    ),
  },
  {
    bound: 'limits.retainedBytesMax',
    config: { limits: { retainedBytesMax: 2 * KIB } },
    counter: [BOUND, 'retainedBytesPerNode'],
    reach: refusesLast(retained('a', 'x'.repeat(KIB)), retained('b', 'x'.repeat(KIB))),
  },
]

test('a bound that 5.0 clients are told: keep-alive', async () => {
  await using target = await Target.start({ mqtt: { keepAliveMaxSeconds: 10 } })
  for (const { keepAlive, serverKeepAlive } of [
    { keepAlive: 0, serverKeepAlive: 10 },
    { keepAlive: 11, serverKeepAlive: 10 },
    { keepAlive: 10, serverKeepAlive: undefined },
  ]) {
    const client = await target.open()
    client.send(connectPacket('patient', 5, { keepAlive }))
    assert.equal((await client.take('connack')).properties.serverKeepAlive, serverKeepAlive)
  }
})

describe('a bound before CONNECT is accepted', () => testBounds(beforeConnect))
describe('a bound of a packet', () => testBounds(perPacket))
describe('a bound of subscriptions and retained messages', () => testBounds(perNode))
