/** Attacks with the fields of CONNECT: flags, names, texts and properties. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { encodePacket, encodeUtf8 } from '../../codec/index.ts'
import type { Packet, ProtocolVersion, Will } from '../../codec/index.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { publish, subscribe } from '../crash/packets.ts'
import { assertDisconnected, assertRefused, connectPacket, hex } from './target.ts'
import { Innocents, Target } from './target.ts'

interface BadConnect {
  readonly name: string
  readonly bytes: Uint8Array
  /** Version in which the answer is read. */
  readonly version?: ProtocolVersion
  readonly code: number | undefined
}

async function assertEachRefused(cases: readonly BadConnect[]): Promise<void> {
  await using target = await Target.start()
  const innocents = await Innocents.start(target)
  for (const { name, bytes, code, version = 5 } of cases) {
    const client = await target.open(version)
    client.sendBytes(bytes)
    await assertRefused(client, code).catch((cause: unknown) => {
      throw new Error(name, { cause })
    })
  }
  await innocents.stop()
}

/** A CONNECT of 5.0 with these flags and nothing in its payload but an empty client id. */
function withFlags(flags: string): Buffer {
  return hex(`10 0D 00 04 4D 51 54 54 05 ${flags} 00 3C 00 00 00`)
}

/** A CONNECT of 5.0 whose properties are these bytes. */
function withProperties(properties: Buffer, length = encodedLength(properties.length)): Buffer {
  const body = Buffer.concat([
    hex('00 04 4D 51 54 54 05 02 00 3C'),
    length,
    properties,
    hex('00 00'),
  ])
  return Buffer.concat([hex('10'), encodedLength(body.length), body])
}

function encodedLength(length: number): Buffer {
  const bytes = []
  for (let left = length; ; left >>>= 7) {
    if (left < 0x80) return Buffer.of(...bytes, left)
    bytes.push((left & 0x7f) | 0x80)
  }
}

describe('B1 flags, protocol names and levels', () => {
  test('B1 flags that contradict each other are malformed', () =>
    assertEachRefused([
      { name: 'reserved flag', bytes: withFlags('03'), code: 0x81 },
      { name: 'will QoS without a will', bytes: withFlags('0A'), code: 0x81 },
      { name: 'will retain without a will', bytes: withFlags('22'), code: 0x81 },
      { name: 'will QoS 3', bytes: withFlags('1E'), code: 0x81 },
      {
        name: 'password without user name',
        bytes: hex('10 10 00 04 4D 51 54 54 04 42 00 3C 00 00 00 02 70 77'),
        version: 4,
        code: undefined,
      },
    ]))

  test('B1 names and levels that do not belong together are refused in a form the client knows', () =>
    assertEachRefused([
      {
        name: 'MQTT 3',
        bytes: hex('10 0C 00 04 4D 51 54 54 03 02 00 3C 00 00'),
        version: 4,
        code: 1,
      },
      {
        name: 'MQIsdp 4',
        bytes: hex('10 0E 00 06 4D 51 49 73 64 70 04 02 00 3C 00 00'),
        version: 3,
        code: 1,
      },
      { name: 'level 6', bytes: hex('10 0D 00 04 4D 51 54 54 06 02 00 3C 00 00 00'), code: 0x84 },
      {
        name: 'level 0x84',
        bytes: hex('10 0C 00 04 4D 51 54 54 84 02 00 3C 00 00'),
        version: 4,
        code: 1,
      },
    ]))

  test('B1 keep-alive 0 and 65535 are legal', async () => {
    await using target = await Target.start()
    for (const version of [3, 4, 5] as const) {
      for (const keepAlive of [0, 65_535]) await target.client('patient', { version, keepAlive })
    }
  })
})

const LIVELY_IDS = [
  '#',
  '+',
  '$SYS',
  '}x',
  '{',
  '*',
  'a:b',
  '../x',
  '__proto__',
  'constructor',
  '<img src=x onerror=alert(1)>',
  '\u202Eevil',
  '\u00E9',
  'e\u0301',
  'x'.repeat(256),
]

describe('B2 client ids are opaque', () => {
  test('B2 ids with a meaning elsewhere are taken as they are, and told apart', async () => {
    await using target = await Target.start()
    const clients = []
    for (const clientId of LIVELY_IDS) clients.push(await target.client(clientId))
    for (const client of clients) assert.deepEqual(await client.takeAll(), [])
  })

  test('B2 an id that is too long, or holds a control character, is refused', () =>
    assertEachRefused([
      { name: '257 bytes', bytes: connectBytes('x'.repeat(257)), code: 0x85 },
      { name: '65,535 bytes', bytes: connectBytes('x'.repeat(65_500)), code: 0x85 },
      { name: 'CR LF', bytes: connectBytes('x\r\nSET a b\r\n'), code: 0x81 },
    ]))

  test('B2 the log shows them harmless', async () => {
    await using target = await Target.start()
    const client = await target.client('\u202Eevil')
    client.send({ type: 'disconnect', reasonCode: 0, properties: {} })
    await client.closed()
    const [line] = target.logged.filter(({ event }) => event === 'connection.end')
    assert.equal(line?.['clientId'], '\\u{202e}evil')
  })

  test('B2 a hundred thousand ids leave nothing behind', async () => {
    const started = await CrashableNode.start()
    for (let number = 0; number < 100_000; number += 1) {
      const wire = started.open(5)
      wire.send(connectPacket(`passer-by-${number}`, 5))
      started.settle()
      assert.equal(wire.take('connack').reasonCode, 0)
      wire.send({ type: 'disconnect', reasonCode: 0, properties: {} })
      started.settle()
    }
    const { keeper, shards } = started.node
    assert.equal(keeper.counts.sessions, 0)
    assert.equal(shards[0]?.shard.clients.size, 0)
  })
})

function connectBytes(clientId: string): Uint8Array {
  return encodePacket(connectPacket(clientId, 5), 5)
}

const FORBIDDEN_BYTES = [
  { name: 'overlong', bytes: hex('C0 80') },
  { name: 'overlong slash', bytes: hex('E0 80 AF') },
  { name: 'surrogate', bytes: hex('ED A0 80') },
  { name: 'above U+10FFFF', bytes: hex('F4 90 80 80') },
  { name: 'lone FF', bytes: hex('FF') },
  { name: 'truncated', bytes: hex('E2 82') },
  { name: 'NUL', bytes: hex('00') },
  { name: 'control character', bytes: hex('1B') },
  { name: 'C1 control character', bytes: hex('C2 9B') },
  { name: 'non-character', bytes: hex('EF BF BF') },
]

/** The bytes of a packet whose text of tildes has become these bytes. */
function withText(packet: (text: string) => Packet, bytes: Buffer): Buffer {
  const text = '~'.repeat(bytes.length)
  const encoded = Buffer.from(encodePacket(packet(text), 5))
  bytes.copy(encoded, encoded.indexOf(text))
  return encoded
}

const will: Will = {
  topic: 'will',
  payload: encodeUtf8('gone'),
  qos: 0,
  retain: false,
  properties: {},
}

describe('B3 text that is no text', () => {
  for (const { name, packet } of [
    { name: 'client id', packet: (text: string) => connectPacket(text, 5) },
    { name: 'user name', packet: (text: string) => connectPacket('x', 5, { userName: text }) },
    {
      name: 'will topic',
      packet: (text: string) => connectPacket('x', 5, { will: { ...will, topic: text } }),
    },
    {
      name: 'user property',
      packet: (text: string) =>
        connectPacket('x', 5, { properties: { userProperties: [['key', text]] } }),
    },
  ]) {
    test(`B3 in CONNECT: ${name}`, () =>
      assertEachRefused(
        FORBIDDEN_BYTES.map(({ name: what, bytes }) => ({
          name: what,
          bytes: withText(packet, bytes),
          code: 0x81,
        })),
      ))
  }

  for (const { name, packet } of [
    { name: 'topic', packet: (text: string) => publish(text, '') },
    {
      name: 'content type',
      packet: (text: string) => publish('a', '', { properties: { contentType: text } }),
    },
    {
      name: 'user property',
      packet: (text: string) => publish('a', '', { properties: { userProperties: [[text, 'x']] } }),
    },
    { name: 'filter', packet: (text: string) => subscribe(1, 0, text) },
  ]) {
    test(`B3 after CONNECT: ${name}`, async () => {
      await using target = await Target.start()
      for (const { bytes } of FORBIDDEN_BYTES) {
        const client = await target.client('illiterate')
        client.sendBytes(withText(packet, bytes))
        await assertDisconnected(client, 0x81)
      }
    })
  }

  test('B3 a byte order mark is a character and stays', async () => {
    await using target = await Target.start()
    const client = await target.client('\uFEFFmarked')
    client.send(subscribe(1, 0, '\uFEFFa', 'a'), publish('\uFEFFa', ''))
    const { topic } = await client.take('publish')
    assert.equal(topic, '\uFEFFa')
    const twin = await target.client('marked')
    assert.deepEqual(
      [...(await client.takeAll()), ...(await twin.takeAll())].map(({ type }) => type),
      ['suback'],
    )
  })
})

describe('B4 properties', () => {
  test('B4 properties that are unknown, twice, out of range or too many are refused', () =>
    assertEachRefused([
      { name: 'twice', bytes: withProperties(hex('11 00 00 00 01 11 00 00 00 01')), code: 0x82 },
      { name: 'id 00', bytes: withProperties(hex('00 00')), code: 0x81 },
      { name: 'id 7F', bytes: withProperties(hex('7F 00')), code: 0x81 },
      { name: 'longer than the packet', bytes: withProperties(hex('11'), hex('7F')), code: 0x81 },
      { name: 'Receive Maximum 0', bytes: withProperties(hex('21 00 00')), code: 0x82 },
      { name: 'Maximum Packet Size 0', bytes: withProperties(hex('27 00 00 00 00')), code: 0x82 },
      { name: 'Request Problem Information 2', bytes: withProperties(hex('17 02')), code: 0x82 },
      {
        name: '5,000 user properties',
        bytes: withProperties(hex('26 00 00 00 00'.repeat(5000))),
        code: 0x95,
      },
      {
        name: 'user properties of more than 16 KiB',
        bytes: encodePacket(
          connectPacket('x', 5, { properties: { userProperties: [['key', 'x'.repeat(17_000)]] } }),
          5,
        ),
        code: 0x95,
      },
    ]))

  test('B4 the longest expiry and delay are legal', async () => {
    await using target = await Target.start()
    const longest = { sessionExpiryInterval: 0xffff_ffff }
    const client = await target.open()
    const lasting = { ...will, properties: { willDelayInterval: 0xffff_ffff } }
    client.send(connectPacket('for ever', 5, { properties: longest, will: lasting }))
    const connack = await client.take('connack')
    assert.equal(connack.reasonCode, 0)
    assert.equal(connack.properties.sessionExpiryInterval, 7 * 86_400)
  })

  test('B4 user properties stay pairs in their order, whatever their names', async () => {
    await using target = await Target.start()
    const client = await target.client('pairs')
    const names = ['1', '0', '4294967294', '__proto__', 'constructor', '0']
    const userProperties = names.map((name, place) => [name, `${place}`] as const)
    client.send(subscribe(1, 0, 'pairs'), publish('pairs', '', { properties: { userProperties } }))
    const received = await client.take('publish')
    assert.deepEqual(received.properties.userProperties, userProperties)
  })
})
