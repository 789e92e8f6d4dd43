/**
 * What a crash may not take, one case after the other: everything that was acknowledged is there again,
 * nothing comes twice that may come once, and nothing is said before it is durable.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CLEAN, join, payloads, subscriber } from './clients.ts'
import { CrashableNode } from './crashable-node.ts'
import { ack, connect, publish, subscribe } from './packets.ts'

describe('nothing is said before it is durable', () => {
  test('CONNACK of a persistent session', async () => {
    const node = await CrashableNode.start()
    const wire = node.open(5)
    wire.send(connect('a'))
    node.clock.settle()
    assert.equal(wire.inbox.length, 0)
    node.settle()
    assert.equal(wire.take('connack').sessionPresent, false)
  })

  test('SUBACK, UNSUBACK, PUBACK, PUBREC and PUBCOMP, while clean traffic flows on', async () => {
    const node = await CrashableNode.start()
    const wire = subscriber(node, 'a', 't')
    const { wire: other } = join(node, 'b')
    const { wire: clean } = join(node, 'clean', CLEAN)
    clean.send(subscribe(1, 0, 'free'))
    node.settle()
    clean.take('suback')
    wire.send(subscribe(2, 1, 'u'))
    other.send(publish('t', 'one', { qos: 1, packetId: 1 }))
    other.send(publish('t', 'two', { qos: 2, packetId: 2 }))
    other.send(publish('r', 'kept', { qos: 1, packetId: 3, retain: true }))
    clean.send(publish('free', 'flows'))
    node.clock.settle()
    assert.deepEqual(payloads(clean), ['flows'])
    assert.equal(wire.inbox.length + other.inbox.length, 0)
    node.settle()
    wire.take('suback')
    assert.deepEqual(payloads(wire), ['one', 'two'])
    assert.deepEqual(
      other.inbox.map(({ type }) => type),
      ['puback', 'pubrec', 'puback'],
    )
    other.inbox.length = 0
    other.send(ack('pubrel', 2))
    wire.send({ type: 'unsubscribe', packetId: 3, filters: ['u'], properties: {} })
    wire.inbox.length = 0
    node.clock.settle()
    assert.equal(wire.inbox.length + other.inbox.length, 0)
    node.settle()
    other.take('pubcomp')
    wire.take('unsuback')
  })

  test('a QoS 2 message, whose packet id has to be known after a crash', async () => {
    const node = await CrashableNode.start()
    const wire = subscriber(node, 'a', 't')
    join(node, 'p', CLEAN).wire.send(publish('t', 'x', { qos: 2, packetId: 1 }))
    node.clock.settle()
    assert.equal(node.log.pending, 2, 'the message and the note of its packet id')
    node.log.sync(1)
    node.clock.settle()
    assert.deepEqual(payloads(wire), [])
    node.settle()
    assert.deepEqual(payloads(wire), ['x'])
  })
})

describe('after a crash', () => {
  test('a session whose CONNACK was never durable is new', async () => {
    const node = await CrashableNode.start()
    node.open(5).send(connect('a'))
    node.clock.settle()
    assert.equal(join(await node.crash(), 'a').sessionPresent, false)
  })

  test('subscriptions are there and what was acknowledged is delivered', async () => {
    const before = await CrashableNode.start()
    subscriber(before, 'a', 't/#')
    const { wire: publisher } = join(before, 'p', CLEAN)
    publisher.send(publish('t/1', 'one', { qos: 1, packetId: 1 }))
    publisher.send(publish('t/2', 'two', { qos: 2, packetId: 2 }))
    before.settle()
    const node = await before.crash()
    const { wire, sessionPresent } = join(node, 'a')
    assert.ok(sessionPresent)
    assert.deepEqual(payloads(wire).toSorted(), ['one', 'two'])
    join(node, 'p', CLEAN).wire.send(publish('t/3', 'three', { qos: 1, packetId: 1 }))
    node.settle()
    assert.ok(payloads(wire).includes('three'))
  })

  test('a QoS 2 delivery is repeated with DUP under its packet id', async () => {
    const before = await CrashableNode.start()
    const old = subscriber(before, 'a', 't')
    join(before, 'p', CLEAN).wire.send(publish('t', 'x', { qos: 2, packetId: 1 }))
    before.settle()
    const { packetId } = old.take('publish')
    const { wire } = join(await before.crash(), 'a')
    const repeated = wire.take('publish')
    assert.deepEqual([repeated.packetId, repeated.dup], [packetId, true])
  })

  test('a QoS 1 delivery that was sent is repeated with DUP', async () => {
    const before = await CrashableNode.start()
    const old = subscriber(before, 'a', 't')
    join(before, 'p', CLEAN).wire.send(publish('t', 'x', { qos: 1, packetId: 1 }))
    before.settle()
    old.take('publish')
    assert.equal(join(await before.crash(), 'a').wire.take('publish').dup, true)
  })

  test('a QoS 2 delivery whose PUBREL was sent goes on with PUBREL', async () => {
    const before = await CrashableNode.start()
    const old = subscriber(before, 'a', 't')
    join(before, 'p', CLEAN).wire.send(publish('t', 'x', { qos: 2, packetId: 1 }))
    before.settle()
    const { packetId } = old.take('publish')
    old.send(ack('pubrec', packetId))
    before.settle()
    old.take('pubrel')
    const node = await before.crash()
    const { wire } = join(node, 'a')
    assert.equal(wire.take('pubrel').packetId, packetId)
    assert.deepEqual(payloads(wire), [])
    wire.send(ack('pubcomp', packetId))
    node.settle()
    assert.equal(wire.inbox.length, 0)
  })

  test('a QoS 2 publisher that repeats itself causes no second message', async () => {
    const before = await CrashableNode.start()
    subscriber(before, 'a', 't')
    const { wire: publisher } = join(before, 'p')
    publisher.send(publish('t', 'once', { qos: 2, packetId: 7 }))
    before.settle()
    publisher.take('pubrec')
    const node = await before.crash()
    const { wire: again, sessionPresent } = join(node, 'p')
    assert.ok(sessionPresent)
    again.send(publish('t', 'once', { qos: 2, packetId: 7, dup: true }))
    node.settle()
    assert.equal(again.take('pubrec').reasonCode, 0)
    again.send(ack('pubrel', 7))
    node.settle()
    assert.equal(again.take('pubcomp').reasonCode, 0)
    again.send(publish('t', 'next', { qos: 2, packetId: 7 }))
    node.settle()
    assert.deepEqual(payloads(join(node, 'a').wire), ['once', 'next'])
  })

  test("a session's own copy and those of its groups are told apart", async () => {
    const before = await CrashableNode.start()
    const filters = ['t', '$share/g/t', '$share/h/t']
    const old = subscriber(before, 'a', ...filters)
    join(before, 'p', CLEAN).wire.send(publish('t', 'x', { qos: 2, packetId: 1 }))
    before.settle()
    const ids = filters.map(() => old.take('publish').packetId)
    assert.deepEqual(new Set(ids), new Set([1, 2, 3]))
    const [, , last = 0] = ids
    old.send(ack('pubrec', last))
    before.settle()
    const { wire } = join(await before.crash(), 'a')
    assert.equal(wire.take('pubrel').packetId, last)
    const repeated = [wire.take('publish').packetId, wire.take('publish').packetId]
    assert.deepEqual(repeated, ids.slice(0, 2))
  })

  test('a message that a group has handed on stays where it went', async () => {
    const before = await CrashableNode.start({ config: { session: { inflightMax: 1 } } })
    const old = subscriber(before, 'a', '$share/g/t')
    subscriber(before, 'holds the message', 't').lose()
    const { wire: publisher } = join(before, 'p', CLEAN)
    for (const [index, payload] of ['one', 'two'].entries()) {
      publisher.send(publish('t', payload, { qos: 2, packetId: index + 1 }))
    }
    const heir = subscriber(before, 'b', '$share/g/t')
    old.lose()
    before.settle()
    const { packetId } = heir.take('publish')
    for (const type of ['pubrec', 'pubcomp'] as const) {
      heir.send(ack(type, packetId))
      before.settle()
    }
    const node = await before.crash()
    const { wire } = join(node, 'a')
    const repeated = wire.take('publish')
    for (const type of ['pubrec', 'pubcomp'] as const) {
      wire.send(ack(type, repeated.packetId))
      node.settle()
    }
    assert.deepEqual(payloads(wire), [])
    assert.deepEqual(payloads(join(node, 'b').wire), [])
  })

  test('a message whose receiver has ended its session is held for the others only', async () => {
    const before = await CrashableNode.start()
    for (const name of ['a', 'b']) subscriber(before, name, 't').lose()
    before.settle()
    join(before, 'p', CLEAN).wire.send(publish('t', 'x', { qos: 1, packetId: 1 }))
    before.settle()
    join(before, 'a', CLEAN)
    const node = await before.crash()
    assert.equal(join(node, 'a').sessionPresent, false)
    assert.deepEqual(payloads(join(node, 'b').wire), ['x'])
  })
})

describe('retained messages after a crash', () => {
  /** What a new client gets for `t/#`. */
  function retained(node: CrashableNode): string[] {
    return payloads(subscriber(node, 'reader', 't/#')).toSorted()
  }

  async function retain(...steps: readonly string[]): Promise<CrashableNode> {
    const node = await CrashableNode.start()
    const { wire } = join(node, 'p', CLEAN)
    for (const [index, payload] of steps.entries()) {
      wire.send(publish('t/1', payload, { qos: 1, packetId: index + 1, retain: true }))
      node.settle()
    }
    return node
  }

  test('are there when they were acknowledged', async () => {
    const node = await retain('old', 'new')
    assert.deepEqual(retained(await node.crash()), ['new'])
  })

  test('stay deleted', async () => {
    const node = await retain('old', '')
    assert.deepEqual(retained(await node.crash()), [])
  })

  for (const { name, last } of [
    { name: 'deleted', last: '' },
    { name: 'replaced, and the new one deleted', last: 'new' },
  ]) {
    test(`stay gone when ${name} while one waits for a session that is away`, async () => {
      const before = await CrashableNode.start()
      subscriber(before, 'away', 't/#').lose()
      const { wire } = join(before, 'p', CLEAN)
      const once = { qos: 1, packetId: 1, retain: true } as const
      wire.send(publish('t/1', 'old', once))
      before.settle()
      join(before, 'away').wire.send({
        type: 'unsubscribe',
        packetId: 2,
        filters: ['t/#'],
        properties: {},
      })
      before.settle()
      if (last !== '') wire.send(publish('t/1', last, once))
      wire.send(publish('t/1', '', once))
      before.settle()
      const node = await (await before.crash()).crash()
      assert.deepEqual(retained(node), [])
      assert.deepEqual(payloads(join(node, 'away').wire), ['old'])
    })
  }

  test('that two filters match come once for each, every one acknowledged by its own id', async () => {
    const node = await CrashableNode.start()
    join(node, 'p', CLEAN).wire.send(publish('t/1', 'x', { qos: 2, packetId: 1, retain: true }))
    node.settle()
    const wire = subscriber(node, 'a', 't/#', 't/+')
    const ids = [wire.take('publish').packetId, wire.take('publish').packetId]
    assert.notEqual(ids[0], ids[1])
    for (const id of ids.toReversed()) wire.send(ack('pubrec', id))
    node.settle()
    const next = await node.crash()
    const { wire: again } = join(next, 'a')
    assert.deepEqual(payloads(again), [])
    assert.deepEqual([again.take('pubrel').packetId, again.take('pubrel').packetId], ids)
  })
})
