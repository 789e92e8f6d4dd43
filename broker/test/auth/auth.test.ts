/** Who is let in and what they may do, as the ports of broker/auth decide it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeUtf8, PacketType, ReasonCode } from '../../codec/index.ts'
import type { Auth, Connect, Packet, ProtocolVersion } from '../../codec/index.ts'
import { connect, publish, subscribe } from '../crash/packets.ts'
import type { Wire } from '../crash/wire.ts'
import { GuardedNode, LATE_METHOD, LATE_MS, METHOD } from './guarded-node.ts'

function named(
  clientId: string,
  userName: string,
  password: string,
  version: ProtocolVersion = 5,
): Connect {
  const properties = {}
  return { ...connect(clientId), version, userName, password: encodeUtf8(password), properties }
}

function enhanced(clientId: string, firstWord: string, method = METHOD): Connect {
  const properties = { authenticationMethod: method, authenticationData: encodeUtf8(firstWord) }
  return { ...connect(clientId), properties }
}

function auth(reasonCode: number, word: string, method = METHOD): Auth {
  const properties = { authenticationMethod: method, authenticationData: encodeUtf8(word) }
  return { type: 'auth', reasonCode, properties }
}

/** Sends and lets the node come to rest. */
function say({ clock }: GuardedNode, wire: Wire, packet: Packet): void {
  wire.send(packet)
  clock.settle()
}

/** A client with user name `ann`, connected. */
async function withAnn(
  version: ProtocolVersion = 5,
): Promise<{ guarded: GuardedNode; wire: Wire }> {
  const guarded = await GuardedNode.start()
  const wire = guarded.open(version)
  say(guarded, wire, named('ann-1', 'ann', 'nna', version))
  assert.equal(wire.take('connack').reasonCode, ReasonCode.success)
  return { guarded, wire }
}

describe('CONNECT', () => {
  for (const [version, reasonCode] of [
    [3, 4],
    [4, 4],
    [5, ReasonCode.badUserNameOrPassword],
  ] as const) {
    test(`with a wrong password is refused in the form of version ${version}`, async () => {
      const guarded = await GuardedNode.start()
      const wire = guarded.open(version)
      say(guarded, wire, named('a', 'ann', 'wrong', version))
      assert.equal(wire.take('connack').reasonCode, reasonCode)
      assert.equal(wire.isOpen, false)
    })
  }

  test('with a will that the client may not publish is refused', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    const payload = encodeUtf8('gone')
    const will = { topic: 'bob/state', payload, qos: 0, retain: false, properties: {} } as const
    say(guarded, wire, { ...named('a', 'ann', 'nna'), will })
    assert.equal(wire.take('connack').reasonCode, ReasonCode.notAuthorized)
  })

  test('of another principal does not get the session', async () => {
    const { guarded, wire } = await withAnn()
    const other = guarded.open()
    say(guarded, other, named('ann-1', 'bob', 'bob'))
    assert.equal(other.take('connack').reasonCode, ReasonCode.notAuthorized)
    say(guarded, wire, { type: 'pingreq' })
    wire.take('pingresp')
  })
})

describe('AUTH', () => {
  test('leads to CONNACK with the last data', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    say(guarded, wire, enhanced('a', 'ann'))
    const challenge = wire.take('auth')
    assert.equal(challenge.reasonCode, ReasonCode.continueAuthentication)
    assert.deepEqual(challenge.properties.authenticationData, encodeUtf8('and?'))
    say(guarded, wire, auth(ReasonCode.continueAuthentication, 'sesame'))
    const connack = wire.take('connack')
    assert.equal(connack.reasonCode, ReasonCode.success)
    assert.equal(connack.properties.authenticationMethod, METHOD)
    assert.deepEqual(connack.properties.authenticationData, encodeUtf8('welcome'))
  })

  test('goes on when the provider answers late', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    say(guarded, wire, enhanced('a', 'ann', LATE_METHOD))
    assert.throws(() => wire.take('auth'))
    guarded.clock.advance(LATE_MS)
    wire.take('auth')
    say(guarded, wire, auth(ReasonCode.continueAuthentication, 'sesame', LATE_METHOD))
    guarded.clock.advance(LATE_MS)
    assert.equal(wire.take('connack').reasonCode, ReasonCode.success)
  })

  test('with the wrong word is refused', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    say(guarded, wire, enhanced('a', 'ann'))
    say(guarded, wire, auth(ReasonCode.continueAuthentication, 'open'))
    assert.equal(wire.take('connack').reasonCode, ReasonCode.notAuthorized)
  })

  test('with an unknown method is refused', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    say(guarded, wire, enhanced('a', 'ann', 'three-words'))
    assert.equal(wire.take('connack').reasonCode, ReasonCode.badAuthenticationMethod)
  })

  test('lets nothing else through before CONNACK', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    say(guarded, wire, enhanced('a', 'ann'))
    wire.take('auth')
    say(guarded, wire, publish('public/a', 'too early'))
    assert.equal(wire.take('connack').reasonCode, ReasonCode.protocolError)
  })

  test('again proves the same client; another one is let go', async () => {
    const guarded = await GuardedNode.start()
    const wire = guarded.open()
    say(guarded, wire, enhanced('a', 'ann'))
    say(guarded, wire, auth(ReasonCode.continueAuthentication, 'sesame'))
    wire.take('connack')
    wire.inbox.length = 0
    for (const [principal, answer] of [
      ['ann', ReasonCode.success],
      ['bob', ReasonCode.notAuthorized],
    ] as const) {
      say(guarded, wire, auth(ReasonCode.reAuthenticate, principal))
      assert.equal(wire.take('auth').reasonCode, ReasonCode.continueAuthentication)
      say(guarded, wire, auth(ReasonCode.continueAuthentication, 'sesame'))
      const type = answer === ReasonCode.success ? 'auth' : 'disconnect'
      assert.equal(wire.take(type).reasonCode, answer)
    }
  })

  test('of a client that named no method is a protocol error', async () => {
    const { guarded, wire } = await withAnn()
    say(guarded, wire, auth(ReasonCode.reAuthenticate, 'ann'))
    assert.equal(wire.take('disconnect').reasonCode, ReasonCode.protocolError)
  })
})

describe('rights', () => {
  test('a publish without permission is refused in 5.0 and costs nothing else', async () => {
    const { guarded, wire } = await withAnn()
    say(guarded, wire, publish('bob/a', 'x', { qos: 1, packetId: 1 }))
    assert.equal(wire.take('puback').reasonCode, ReasonCode.notAuthorized)
    say(guarded, wire, publish('bob/a', 'x', { qos: 2, packetId: 2 }))
    assert.equal(wire.take('pubrec').reasonCode, ReasonCode.notAuthorized)
    say(guarded, wire, publish('ann/a', 'x', { qos: 1, packetId: 3 }))
    assert.equal(wire.take('puback').reasonCode, ReasonCode.noMatchingSubscribers)
  })

  test('a publish without permission is acknowledged and dropped in 3.1.1', async () => {
    const { guarded, wire } = await withAnn(4)
    const bob = guarded.open()
    say(guarded, bob, named('bob-1', 'bob', 'bob'))
    say(guarded, bob, subscribe(1, 1, 'bob/#'))
    say(guarded, wire, publish('bob/a', 'x', { qos: 1, packetId: 1 }))
    wire.take('puback')
    assert.throws(() => bob.take('publish'))
  })

  test('a filter without permission is refused alone', async () => {
    const { guarded, wire } = await withAnn()
    say(guarded, wire, subscribe(1, 1, 'ann/#', 'bob/#', '$share/g/bob/#', 'public/#'))
    const { reasonCodes, properties } = wire.take('suback')
    assert.deepEqual(reasonCodes, [1, ReasonCode.notAuthorized, ReasonCode.notAuthorized, 1])
    assert.equal(properties.reasonString, 'filter 2: notAuthorized, filter 3: notAuthorized')
  })

  test('a message that may not be received is not delivered, live, retained or later', async () => {
    const { guarded, wire } = await withAnn()
    say(guarded, wire, subscribe(1, 0, 'public/#'))
    say(guarded, wire, publish('public/secret', 'live', { retain: true, qos: 1, packetId: 1 }))
    say(guarded, wire, publish('public/open', 'live'))
    assert.equal(wire.take('publish').topic, 'public/open')
    say(guarded, wire, subscribe(2, 1, 'public/+'))
    assert.throws(() => wire.take('publish'))
    say(guarded, wire, publish('public/secret', 'live', { qos: 1, packetId: 2 }))
    assert.throws(() => wire.take('publish'))
    const types = wire.inbox.map((packet) => PacketType[packet.type])
    assert.ok(!types.includes(PacketType.publish))
  })

  test('a message goes to the members of a group that may receive it, or to none', async () => {
    const { guarded, wire } = await withAnn()
    const other = guarded.open()
    say(guarded, other, named('bob-1', 'bob', 'bob'))
    for (const member of [wire, other]) say(guarded, member, subscribe(1, 0, '$share/g/public/#'))
    const topics = ['public/for/ann', 'public/for/ann', 'public/secret', 'public/for/ann']
    for (const topic of topics) say(guarded, wire, publish(topic, ''))
    const received = wire.inbox.flatMap((packet) => (packet.type === 'publish' ? packet.topic : []))
    assert.deepEqual(received, ['public/for/ann', 'public/for/ann', 'public/for/ann'])
    assert.throws(() => other.take('publish'))
  })
})
