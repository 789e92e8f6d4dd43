/** Attacks with topics, filters and the work of matching them. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { encodeUtf8 } from '../../codec/index.ts'
import { CrashableNode } from '../crash/crashable-node.ts'
import { publish, subscribe } from '../crash/packets.ts'
import type { Wire } from '../crash/wire.ts'
import { payloadsIn } from './packet-lists.ts'
import { assertDisconnected, assertRefused, connectPacket, hex } from './target.ts'
import { Innocents, Target } from './target.ts'

test('C1 topics that no PUBLISH may have', async () => {
  await using target = await Target.start()
  const innocents = await Innocents.start(target)
  for (const { name, bytes, reasonCode } of [
    { name: 'no topic and no alias', bytes: '30 03 00 00 00', reasonCode: 0x82 },
    { name: 'wildcard', bytes: '30 04 00 01 23 00', reasonCode: 0x90 },
    { name: 'NUL', bytes: '30 06 00 03 61 00 62 00', reasonCode: 0x81 },
    { name: 'alias 0', bytes: '30 07 00 01 61 03 23 00 00', reasonCode: 0x94 },
    { name: 'alias 17', bytes: '30 07 00 01 61 03 23 00 11', reasonCode: 0x94 },
    { name: 'alias that nobody set', bytes: '30 06 00 00 03 23 00 01', reasonCode: 0x82 },
    { name: 'response topic', bytes: '30 08 00 01 61 04 08 00 01 23', reasonCode: 0x90 },
    { name: 'subscription identifier', bytes: '30 06 00 01 61 02 0B 01', reasonCode: 0x82 },
    { name: 'a topic of the broker', bytes: '30 08 00 05 24 53 59 53 2F 00', reasonCode: 0x90 },
  ]) {
    const client = await target.client('topics')
    client.sendBytes(hex(bytes))
    await assertDisconnected(client, reasonCode).catch((cause: unknown) => {
      throw new Error(name, { cause })
    })
  }
  await innocents.stop()
})

test('C1 an alias ends with its connection', async () => {
  await using target = await Target.start()
  const aliased = (topic: string) => publish(topic, '', { properties: { topicAlias: 1 } })
  const first = await target.client('aliases')
  first.send(aliased('a'), aliased(''))
  await first.takeAll()
  const second = await target.client('aliases')
  second.send(aliased(''))
  await assertDisconnected(second, 0x82)
})

describe('C2 topics of 65,536 levels', () => {
  const deep = '/'.repeat(65_535)
  // The bound of bytes is out of the way, so that it is the levels that are refused.
  const start = () => Target.start({ limits: { topicBytesMax: 65_535 } })

  test('C2 as topic of a message, retained or not', async () => {
    await using target = await start()
    for (const retain of [false, true]) {
      const client = await target.client('deep')
      client.send(publish(deep, '', { retain }))
      await assertDisconnected(client, 0x90)
    }
  })

  test('C2 as topic of a will', async () => {
    await using target = await start()
    const client = await target.open()
    const payload = encodeUtf8('')
    const will = { topic: deep, payload, qos: 0, retain: false, properties: {} } as const
    // Before CONNECT is accepted a packet may have 64 KiB in all.
    client.send(connectPacket('deep', 5, { will: { ...will, topic: deep.slice(100) } }))
    await assertRefused(client, 0x90)
  })

  test('C2 as filter of SUBSCRIBE and UNSUBSCRIBE', async () => {
    await using target = await start()
    const client = await target.client('deep')
    client.send(subscribe(1, 0, deep))
    assert.deepEqual((await client.take('suback')).reasonCodes, [0x8f])
    client.send({ type: 'unsubscribe', packetId: 2, filters: [deep], properties: {} })
    assert.deepEqual((await client.take('unsuback')).reasonCodes, [0x11])
  })
})

describe('C3 filters that are none', () => {
  test('C3 each is refused on its own, good ones beside it are granted', async () => {
    await using target = await Target.start()
    const client = await target.client('filters')
    const bad = [
      'a/#/b',
      'a+',
      '+a',
      '#/',
      '$share//a',
      '$share/g',
      '$share/g/',
      '$share/+/a',
      '$share/g#/a',
    ]
    client.send(subscribe(1, 1, 'good', ...bad, '$share/g/a', '+/+/#'))
    const { reasonCodes } = await client.take('suback')
    assert.deepEqual(reasonCodes, [1, ...bad.map(() => 0x8f), 1, 1])
  })

  test('C3 a packet that breaks the protocol is refused as a whole', async () => {
    await using target = await Target.start()
    for (const { name, bytes, reasonCode } of [
      {
        name: 'No Local on a shared subscription',
        bytes: '82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 61 04',
        reasonCode: 0x82,
      },
      { name: 'no filter', bytes: '82 03 00 01 00', reasonCode: 0x82 },
      { name: 'no options', bytes: '82 05 00 01 00 00 00', reasonCode: 0x81 },
      { name: 'reserved options', bytes: '82 07 00 01 00 00 01 61 C0', reasonCode: 0x81 },
      { name: 'Retain Handling 3', bytes: '82 07 00 01 00 00 01 61 30', reasonCode: 0x82 },
      { name: 'identifier 0', bytes: '82 09 00 01 02 0B 00 00 01 61 00', reasonCode: 0x82 },
    ]) {
      const client = await target.client('filters')
      client.sendBytes(hex(bytes))
      await assertDisconnected(client, reasonCode).catch((cause: unknown) => {
        throw new Error(name, { cause })
      })
    }
  })
})

const FILTERS = 10_000

/** Every choice of `a` and `+` on the levels above the last, as many as are wanted. */
function branchingFilter(number: number): string {
  const levels = Array.from({ length: 14 }, (_, level) => ((number >> level) & 1 ? '+' : 'a'))
  return [...levels, 'x'].join('/')
}

describe('C4 filters that explode', () => {
  test('C4 a match that visits too much is given up as a whole', async () => {
    await using target = await Target.start({ limits: { matchVisitedNodesMax: 5000 } })
    const innocents = await Innocents.start(target)
    for (let start = 0; start < FILTERS; start += 500) {
      const filters = Array.from({ length: 500 }, (_, place) => branchingFilter(start + place))
      const client = await target.client(`exploder-${start}`)
      client.send(subscribe(1, 1, ...filters))
      const { reasonCodes } = await client.take('suback')
      assert.deepEqual(new Set(reasonCodes), new Set([1]))
    }
    const publisher = await target.client('publisher')
    const topic = branchingFilter(0)
    publisher.send(publish(topic, 'lost'), publish(topic, 'refused', { qos: 1, packetId: 1 }))
    assert.equal((await publisher.take('puback')).reasonCode, 0x97)
    assert.equal(target.counted('assaymq_aborted_matches_total'), 2)
    assert.equal(target.counted('assaymq_dropped_messages_total', 'overLimit'), 2)
    await innocents.stop()
  })

  test('C4 ten thousand overlapping filters of a thousand clients give each one copy', async () => {
    const started = await CrashableNode.start()
    const wires = Array.from({ length: 1000 }, (_, number) => connectWire(started, `w${number}`))
    const overlapping = ['#', '+/#', '+/+', '+/b', 'a/#', 'a/+', 'a/b/#', '+/b/#', '+/+/#', 'a/b']
    for (const wire of wires) wire.send(subscribe(1, 0, ...overlapping))
    started.settle()
    const publisher = connectWire(started, 'publisher')
    publisher.send(publish('a/b', 'once'))
    started.settle()
    for (const wire of wires) {
      assert.deepEqual(typesOf(wire), ['suback', 'publish'])
    }
  })

  test('C4 a fan-out to twelve thousand is served in slices, later messages behind it', async () => {
    const started = await CrashableNode.start()
    const wires = subscribeAll(started, 12_000)
    const publisher = connectWire(started, 'publisher')
    publisher.send(publish('fan/out', 'first'))
    publisher.send(publish('fan/out', 'second', { qos: 1, packetId: 1 }))
    started.settle()
    assert.equal(publisher.take('puback').reasonCode, 0)
    for (const wire of wires) assert.deepEqual(payloadsIn(wire.inbox), ['first', 'second'])
  })

  test('C4 groups are served in slices, too', async () => {
    const started = await CrashableNode.start({ config: { limits: { fanOutSlice: 10 } } })
    const member = connectWire(started, 'member')
    const names = Array.from({ length: 25 }, (_, number) => `$share/g${number}/fan/out`)
    member.send(subscribe(1, 0, ...names))
    const publisher = connectWire(started, 'publisher')
    publisher.send(publish('fan/out', 'x'))
    // What is served in one turn leaves in the next.
    for (const served of [0, 10, 20, 25]) {
      started.clock.runTurnEnds()
      assert.equal(payloadsIn(member.inbox).length, served)
    }
  })

  test('C4 a message whose match explodes while it waits is refused', async () => {
    const limits = { fanOutSlice: 1, matchVisitedNodesMax: 1000 }
    const started = await CrashableNode.start({ config: { limits } })
    const topic = branchingFilter(0)
    const wires = ['w1', 'w2', 'w3'].map((clientId) => connectWire(started, clientId))
    for (const wire of wires) wire.send(subscribe(1, 0, topic))
    const exploder = connectWire(started, 'exploder')
    const publisher = connectWire(started, 'publisher')
    publisher.send(publish(topic, 'first'))
    publisher.send(publish(topic, 'second', { qos: 1, packetId: 1 }))
    started.clock.runTurnEnds()
    exploder.send(subscribe(1, 0, ...Array.from({ length: 900 }, (_, i) => branchingFilter(i + 1))))
    exploder.send(
      subscribe(2, 0, ...Array.from({ length: 900 }, (_, i) => branchingFilter(i + 901))),
    )
    started.settle()
    assert.equal(publisher.take('puback').reasonCode, 0x97)
    for (const wire of wires) assert.deepEqual(payloadsIn(wire.inbox), ['first'])
    const samples = started.node.shards.flatMap(({ metrics }) => metrics.snapshot())
    assert.equal(samples.find(({ name }) => name === 'assaymq_aborted_matches_total')?.value, 1)
  })
})

/** An accepted connection with a clean session. */
function connectWire(started: CrashableNode, clientId: string): Wire {
  const wire = started.open(5)
  wire.send(connectPacket(clientId, 5))
  started.settle()
  assert.equal(wire.take('connack').reasonCode, 0)
  return wire
}

function subscribeAll(started: CrashableNode, count: number): Wire[] {
  const wires = Array.from({ length: count }, (_, number) => connectWire(started, `w${number}`))
  for (const wire of wires) wire.send(subscribe(1, 0, 'fan/#'))
  started.settle()
  for (const wire of wires) assert.deepEqual(wire.take('suback').reasonCodes, [0])
  return wires
}

function typesOf(wire: Wire): string[] {
  return wire.inbox.map(({ type }) => type)
}

describe('C5 subscribing at speed', () => {
  test('C5 a hundred packets of a thousand filters end at the bound of the client', async () => {
    await using target = await Target.start()
    const innocents = await Innocents.start(target)
    const client = await target.client('greedy')
    for (let packet = 1; packet <= 100; packet += 1) {
      const filters = Array.from({ length: 1000 }, (_, place) => `greedy/${packet}/${place}`)
      client.send(subscribe(packet, 0, ...filters))
      const { reasonCodes } = await client.take('suback')
      assert.deepEqual(new Set(reasonCodes), new Set([packet === 1 ? 0 : 0x97]))
    }
    assert.equal(target.counted('assaymq_bounds_reached_total', 'subscriptionsPerClient'), 99_000)
    await innocents.stop()
  })

  test('C5 clients that leave or unsubscribe during a fan-out are skipped, nobody else', async () => {
    const started = await CrashableNode.start({ config: { limits: { fanOutSlice: 1000 } } })
    const wires = subscribeAll(started, 12_000)
    const publisher = connectWire(started, 'publisher')
    publisher.send(publish('fan/out', 'to those who stay'))
    started.clock.runTurnEnds()
    // The first slice is out; of the others every third leaves and every third unsubscribes.
    for (const [number, wire] of wires.entries()) {
      if (number < 1000) continue
      if (number % 3 === 0) wire.lose()
      if (number % 3 === 1) {
        wire.send({ type: 'unsubscribe', packetId: 2, filters: ['fan/#'], properties: {} })
      }
    }
    started.settle()
    for (const [number, wire] of wires.entries()) {
      if (number < 1000 || number % 3 === 2) {
        assert.deepEqual(payloadsIn(wire.inbox), ['to those who stay'], `receiver ${number}`)
      } else if (number % 3 === 0) assert.deepEqual(payloadsIn(wire.inbox), [])
    }
  })
})
