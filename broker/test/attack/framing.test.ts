/** Attacks with the bytes of packets: what is cut, declared, reserved or sent at the wrong moment. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { encodePacket } from '../../codec/index.ts'
import type { Packet, ProtocolVersion } from '../../codec/index.ts'
import { publish, subscribe } from '../crash/packets.ts'
import { MemoryNode } from './memory-node.ts'
import { assertCutOff, assertDisconnected, connectPacket, hex } from './target.ts'
import { Innocents, Target } from './target.ts'

const CONNECT_BODY = '00 04 4D 51 54 54 05 02 00 3C 00 00 00'

interface BadBytes {
  readonly name: string
  readonly bytes: string
  readonly reasonCode?: number
  readonly versions?: readonly ProtocolVersion[]
}

const ONLY_5: readonly ProtocolVersion[] = [5]

/** Sends each to a broker of its own kind of client and sees it disconnected, nobody else. */
async function assertEachDisconnects(cases: readonly BadBytes[]): Promise<void> {
  await using target = await Target.start()
  const innocents = await Innocents.start(target)
  for (const { name, bytes, reasonCode = 0x81, versions = ONLY_5 } of cases) {
    for (const version of versions) {
      const client = await target.client(`attacker-${name}`, { version })
      client.sendBytes(hex(bytes))
      await assertDisconnected(client, reasonCode).catch((cause: unknown) => {
        throw new Error(`${name}, version ${version}`, { cause })
      })
    }
  }
  await innocents.stop()
}

test('A1 a length field of five bytes ends the connection at the fifth', async () => {
  await using target = await Target.start()
  for (const bytes of ['10 FF FF FF FF', '10 FF FF FF FF 01']) {
    const client = await target.open()
    client.sendBytes(hex(bytes))
    await assertCutOff(client)
  }
})

describe('A2 numbers longer than needed', () => {
  test('A2 in the length field, before CONNECT', async () => {
    await using target = await Target.start()
    const client = await target.open()
    client.sendBytes(hex(`10 8D 00 ${CONNECT_BODY}`))
    await assertCutOff(client)
  })

  test('A2 in the length field, of properties and of a subscription identifier', () =>
    assertEachDisconnects([
      { name: 'Remaining Length', bytes: 'C0 80 00', versions: [3, 4, 5] },
      { name: 'property length', bytes: '30 05 00 01 61 80 00' },
      { name: 'subscription identifier', bytes: '82 0A 00 01 03 0B 81 00 00 01 61 00' },
    ]))
})

describe('A3 the first packet comes slowly or never', () => {
  test('A3 a length above the bound is refused from the header alone', async () => {
    await using target = await Target.start()
    const client = await target.open()
    client.sendBytes(hex('10 FF FF FF 7F'))
    await assertCutOff(client)
    assert.equal(target.counted('assaymq_protocol_faults_total', 'packetTooLarge'), 1)
  })

  test('A3 the deadline counts from the connection, whatever comes', async () => {
    await using target = await Target.start({ limits: { connectDeadlineMs: 300 } })
    const innocents = await Innocents.start(target)
    const silent = await target.open()
    const talking = await target.open()
    talking.sendBytes(hex('10 80 E0 03'))
    const drip = setInterval(() => talking.sendBytes(hex('00')), 20)
    await Promise.all([assertCutOff(silent), assertCutOff(talking)]).finally(() =>
      clearInterval(drip),
    )
    assert.equal(target.counted('assaymq_bounds_reached_total', 'connectDeadline'), 2)
    await innocents.stop()
  })
})

test('A5 a first packet other than CONNECT is cut off, whatever it claims to be', async () => {
  await using target = await Target.start()
  const innocents = await Innocents.start(target)
  const firsts = [
    hex('40 02 00 01'),
    hex('62 02 00 01'),
    hex('E0 00'),
    hex('C0 00'),
    hex('30 FF FF FF 7F'),
    hex('F0 00'),
    hex('16 03 01 02 00 01 00 01 FC 03 03'),
    Buffer.from('GET / HTTP/1.1\r\nHost: broker\r\n\r\n'),
    Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'),
    // Of the CONNECT type only flags are left to be wrong; 0x10 alone is the start of a good one.
    ...Array.from({ length: 256 }, (_, first) => Buffer.of(first, 0)),
  ]
  for (const bytes of firsts) {
    const client = await target.open()
    client.sendBytes(bytes)
    await assertCutOff(client)
  }
  await innocents.stop()
  const ends = target.logged.filter(({ event }) => event === 'connection.end')
  assert.equal(ends.length, firsts.length, 'one line for each connection')
})

/** Packets of every kind of exchange, and what the broker says to them, as one session. */
function script(clientId: string): readonly Packet[] {
  return [
    connectPacket(clientId, 5),
    subscribe(1, 2, 'fragments/#'),
    publish('fragments/a', 'at most once'),
    publish('fragments/b', 'at least once', { qos: 1, packetId: 2 }),
    publish('fragments/c', 'exactly once', {
      qos: 2,
      packetId: 3,
      properties: { contentType: 'x' },
    }),
    { type: 'pubrel', packetId: 3, reasonCode: 0, properties: {} },
    { type: 'puback', packetId: 1, reasonCode: 0, properties: {} },
    { type: 'pubrec', packetId: 2, reasonCode: 0, properties: {} },
    { type: 'pubcomp', packetId: 2, reasonCode: 0, properties: {} },
    { type: 'unsubscribe', packetId: 4, filters: ['fragments/#'], properties: {} },
  ]
}

/** Sends the script in these pieces and returns all that came back. */
async function play(
  target: Target,
  pieces: (bytes: Buffer) => Iterable<Buffer>,
): Promise<Packet[]> {
  const client = await target.open()
  const bytes = Buffer.concat(script('fragmented').map((packet) => encodePacket(packet, 5)))
  for (const piece of pieces(bytes)) {
    client.sendBytes(piece)
    // The next piece in another turn, so that the broker reads this one on its own.
    await new Promise(setImmediate)
  }
  // It is the last one, and its answer comes after all the others.
  const last = await client.take('unsuback')
  return [...(await client.takeAll()), last]
}

describe('A6 packets in any pieces mean the same', () => {
  test('A6 all in one, byte by byte, and split at every offset', async () => {
    await using target = await Target.start()
    const whole = await play(target, (bytes) => [bytes])
    const types = whole.map(({ type }) => type)
    for (const type of ['connack', 'suback', 'publish', 'puback', 'pubrec', 'pubcomp'] as const) {
      assert.ok(types.includes(type), `${type} among ${types.join()}`)
    }
    const bytewise = await play(target, (bytes) => Array.from(bytes, (byte) => Buffer.of(byte)))
    assert.deepEqual(sorted(bytewise), sorted(whole))
    const size = Buffer.concat(script('fragmented').map((packet) => encodePacket(packet, 5))).length
    for (let at = 1; at < size; at += 1) {
      const split = await play(target, (bytes) => [bytes.subarray(0, at), bytes.subarray(at)])
      assert.deepEqual(sorted(split), sorted(whole), `split at ${at}`)
    }
  })

  test('A6 a thousand packets in one segment', async () => {
    await using target = await Target.start()
    const client = await target.client('bulk')
    client.send(subscribe(1, 0, 'bulk'))
    await client.take('suback')
    const payloads = Array.from({ length: 1000 }, (_, number) => `payload ${number}`)
    client.send(...payloads.map((payload) => publish('bulk', payload)))
    const received = await client.takeAll()
    assert.deepEqual(
      received.map((packet) => packet.type === 'publish' && Buffer.from(packet.payload).toString()),
      payloads,
    )
  })
})

/** Packets of different lines (deliveries, acknowledgements) may overtake each other between turns. */
function sorted(packets: readonly Packet[]): readonly string[] {
  return packets.map((packet) => JSON.stringify(packet)).toSorted()
}

describe('A7 more than one packet before CONNACK', () => {
  test('A7 a second CONNECT ends the connection', () => {
    const bytes = `10 0D ${CONNECT_BODY}`
    return assertEachDisconnects([{ name: 'second CONNECT', bytes, reasonCode: 0x82 }])
  })

  test('A7 what follows CONNECT in its segment is answered after CONNACK, in order', async () => {
    await using target = await Target.start()
    const client = await target.open()
    client.send(connectPacket('eager', 5), subscribe(1, 0, 'eager'), publish('eager', 'at once'))
    const types = []
    for (const type of ['connack', 'suback', 'publish'] as const)
      types.push((await client.take(type)).type)
    assert.deepEqual(types, ['connack', 'suback', 'publish'])
  })

  test('A7 what follows a CONNECT that is being judged waits for the verdict', async () => {
    const verdicts: (() => void)[] = []
    const node = await MemoryNode.start({
      authenticator: {
        authenticate: ({ clientId }, done) => {
          verdicts.push(() => done({ type: 'accepted', principal: clientId }))
        },
      },
    })
    const eager = node.connect('eager')
    for (let packetId = 1; packetId <= 1000; packetId += 1) {
      eager.send(publish('eager', 'x'.repeat(1000), { qos: 2, packetId: 1, dup: packetId > 1 }))
    }
    node.clock.settle()
    assert.deepEqual(eager.inbox, [])
    for (const tell of verdicts) tell()
    node.clock.settle()
    assert.deepEqual(
      eager.inbox.map(({ type }) => type),
      ['connack', ...Array.from({ length: 1000 }, () => 'pubrec')],
    )
  })

  test('A7 what follows a CONNECT that is refused is not executed', async () => {
    await using target = await Target.start()
    const witness = await target.client('witness')
    witness.send(subscribe(1, 0, 'eager'))
    await witness.take('suback')
    const refused = await target.open()
    const clientId = 'x'.repeat(300)
    refused.send(connectPacket(clientId, 5), publish('eager', 'unheard'))
    await refused.closed()
    assert.deepEqual(await witness.takeAll(), [])
  })
})

test('A8 reserved types, flags and QoS are malformed', () =>
  assertEachDisconnects([
    { name: 'type 0', bytes: '00 00', reasonCode: 0x81, versions: [3, 4, 5] },
    { name: 'type 15 before 5.0', bytes: 'F0 00', versions: [3, 4] },
    { name: 'SUBSCRIBE without its flags', bytes: '80 07 00 01 00 00 01 61 00' },
    { name: 'PUBREL without its flags', bytes: '60 02 00 01', versions: [4, 5] },
    { name: 'QoS 3', bytes: '36 06 00 01 61 00 01 00', versions: [3, 4, 5] },
    { name: 'DUP at QoS 0', bytes: '38 04 00 01 61 00', versions: [4, 5] },
  ]))

describe('A9 lengths that do not fit', () => {
  test('A9 fields that end beyond their packet, and packets that end beyond their fields', () =>
    assertEachDisconnects([
      { name: 'no room for a packet id', bytes: '32 02 00 00', versions: [3, 4, 5] },
      { name: 'half of a packet id', bytes: '34 04 00 01 61 00', versions: [3, 4, 5] },
      { name: 'topic beyond the end', bytes: '30 03 FF FF 61', versions: [3, 4, 5] },
      { name: 'PINGREQ with a body', bytes: 'C0 01 00', versions: [3, 4, 5] },
      { name: 'DISCONNECT with a body', bytes: 'E0 01 00', versions: [3, 4] },
    ]))

  test('A9 bytes after the payload of CONNECT', async () => {
    await using target = await Target.start()
    const client = await target.open()
    client.sendBytes(hex(`10 0E ${CONNECT_BODY} 00`))
    await client.closed()
    assert.partialDeepStrictEqual(client.inbox, [{ type: 'connack', reasonCode: 0x81 }])
  })

  test('A9 a good packet behind a bad one is not executed, at whatever length the bad one ends', async () => {
    await using target = await Target.start()
    const witness = await target.client('witness')
    witness.send(subscribe(1, 0, 'smuggled'))
    await witness.take('suback')
    const whole = encodePacket(publish('topic/of/a/length', 'x', { qos: 1, packetId: 1 }), 5)
    const smuggled = encodePacket(publish('smuggled', 'x'), 5)
    // The last one lacks its property length; shorter ones lack more. Without the payload it would be good.
    for (let length = 0; length < whole.length - 3; length += 1) {
      const client = await target.client('smuggler')
      const cut = Buffer.from(whole.subarray(0, 2 + length))
      cut[1] = length
      client.sendBytes(Buffer.concat([cut, smuggled]))
      await assertDisconnected(client, 0x81)
    }
    assert.deepEqual(await witness.takeAll(), [])
  })
})

test('A10 packets that only a server sends are a protocol error', () =>
  assertEachDisconnects([
    { name: 'CONNACK', bytes: '20 03 00 00 00', reasonCode: 0x82, versions: [3, 4, 5] },
    { name: 'SUBACK', bytes: '90 04 00 01 00 00', reasonCode: 0x82, versions: [3, 4, 5] },
    { name: 'UNSUBACK', bytes: 'B0 04 00 01 00 00', reasonCode: 0x82, versions: [3, 4, 5] },
    { name: 'PINGRESP', bytes: 'D0 00', reasonCode: 0x82, versions: [3, 4, 5] },
  ]))
