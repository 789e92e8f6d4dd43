/** Attacks with packet ids and acknowledgements: wrong ones, too many, the same one again. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { ack, publish, subscribe } from '../crash/packets.ts'
import { acksIn, numbered, payloadsIn } from './packet-lists.ts'
import { assertCutOff, assertDisconnected, connectPacket, hex } from './target.ts'
import { Innocents, subscriber, Target } from './target.ts'

describe('D1 acknowledgements that do not belong', () => {
  test('D1 packet id 0', async () => {
    await using target = await Target.start()
    for (const bytes of ['32 06 00 01 61 00 00 00', '82 07 00 00 00 00 01 61 00', '40 02 00 00']) {
      const client = await target.client('zero')
      client.sendBytes(hex(bytes))
      await assertDisconnected(client, 0x82)
    }
  })

  test('D1 unknown ids are answered where the protocol has an answer, and ignored elsewhere', async () => {
    await using target = await Target.start()
    const client = await target.client('unknown')
    client.send(ack('pubrel', 7), ack('pubrec', 8), ack('puback', 9), ack('pubcomp', 10))
    assert.deepEqual(acksIn(await client.takeAll()).toSorted(), ['pubcomp 7 146', 'pubrel 8 146'])
  })

  for (const cleanStart of [true, false]) {
    const kind = cleanStart ? 'a clean session' : 'a persistent session'
    const fields = { cleanStart, properties: cleanStart ? {} : { sessionExpiryInterval: 60 } }

    test(`D1 an acknowledgement of another QoS ends the connection of ${kind}`, async () => {
      await using target = await Target.start()
      for (const { qos, wrong } of [
        { qos: 2, wrong: 'puback' },
        { qos: 1, wrong: 'pubrec' },
        { qos: 2, wrong: 'pubcomp' },
      ] as const) {
        const client = await subscriber(target, { ...fields, cleanStart: true })
        const publisher = await target.client('publisher')
        publisher.send(publish('qos/a', '', { qos, packetId: 1 }))
        client.send(ack(wrong, (await client.take('publish')).packetId))
        await assertDisconnected(client, 0x82)
      }
    })

    test(`D1 a PUBREC with an error ends the exchange and frees the window of ${kind}`, async () => {
      await using target = await Target.start()
      const properties = { ...fields.properties, receiveMaximum: 1 }
      const client = await subscriber(target, { ...fields, properties })
      const publisher = await target.client('publisher')
      publisher.send(publish('qos/a', 'refused', { qos: 2, packetId: 1 }))
      publisher.send(publish('qos/a', 'next', { qos: 2, packetId: 2 }))
      const { packetId } = await client.take('publish')
      client.send({ ...ack('pubrec', packetId), reasonCode: 0x80 })
      const next = await client.take('publish')
      assert.deepEqual(payloadsIn([next]), ['next'])
      assert.deepEqual(acksIn(await client.takeAll()), [])
    })
  }

  test('D1 a hundred thousand acknowledgements of nothing cost innocent clients nothing', async () => {
    await using target = await Target.start()
    const innocents = await Innocents.start(target)
    const client = await target.client('flood')
    for (let burst = 0; burst < 100; burst += 1) {
      client.sendBytes(Buffer.concat(Array.from({ length: 1000 }, () => hex('40 02 00 07'))))
    }
    assert.deepEqual(await client.takeAll(), [])
    assert.equal(
      target.counted('assaymq_received_acknowledgements_total', 'puback') >= 100_000,
      true,
    )
    await innocents.stop()
  })
})

describe('D2 packet ids that are never released', () => {
  test('D2 a burst of Receive Maximum and one more, in one segment', async () => {
    await using target = await Target.start()
    const innocents = await Innocents.start(target)
    const witness = await subscriber(target)
    const client = await target.client('burst')
    const burst = numbered(101).map((text, id) =>
      publish('qos/a', text, { qos: 2, packetId: id + 1 }),
    )
    client.send(...burst)
    await assertDisconnected(client, 0x93)
    assert.deepEqual(payloadsIn(await witness.takeAll()), numbered(100))
    await innocents.stop()
  })

  test('D2 as many as there are, where that is allowed', async () => {
    await using target = await Target.start({ mqtt: { receiveMaximum: 65_535 } })
    const client = await target.client('hoarder')
    for (let packetId = 1; packetId <= 65_535; packetId += 1) {
      client.send(publish('qos/a', '', { qos: 2, packetId }))
    }
    const answers = acksIn(await client.takeAll())
    assert.deepEqual([answers.length, answers.at(-1)], [65_535, 'pubrec 65535 16'])
  })

  test('D2 one id a hundred thousand times is one message', async () => {
    await using target = await Target.start()
    const witness = await subscriber(target)
    const client = await target.client('repeats')
    for (let burst = 0; burst < 100; burst += 1) {
      const again = publish('qos/a', 'first', { qos: 2, packetId: 7, dup: burst > 0 })
      client.send(...Array.from({ length: 1000 }, () => again))
    }
    client.send(publish('qos/other', 'other topic', { qos: 2, packetId: 7 }))
    const answers = acksIn(await client.takeAll())
    assert.deepEqual([answers.length, ...new Set(answers)], [100_001, 'pubrec 7 0'])
    assert.deepEqual(payloadsIn(await witness.takeAll()), ['first'])
  })
})

describe('D3 one id several times in a segment', () => {
  for (const sessionExpiryInterval of [0, 60]) {
    const properties = { sessionExpiryInterval }

    test(`D3 a message and its twin, session expiry ${sessionExpiryInterval}`, async () => {
      await using target = await Target.start()
      const witness = await subscriber(target)
      const client = await target.client('twins', { properties })
      client.send(
        publish('qos/a', 'one', { qos: 2, packetId: 7 }),
        publish('qos/a', 'one', { qos: 2, packetId: 7, dup: true }),
        ack('pubrel', 7),
      )
      for (const type of ['pubrec', 'pubrec', 'pubcomp'] as const) {
        assert.equal((await client.take(type)).reasonCode, 0)
      }
      assert.deepEqual(payloadsIn(await witness.takeAll()), ['one'])
    })

    test(`D3 a message, its release and the next one, session expiry ${sessionExpiryInterval}`, async () => {
      await using target = await Target.start()
      const witness = await subscriber(target)
      const client = await target.client('reuse', { properties })
      client.send(
        publish('qos/a', 'one', { qos: 2, packetId: 7 }),
        ack('pubrel', 7),
        publish('qos/a', 'two', { qos: 2, packetId: 7 }),
      )
      for (const type of ['pubrec', 'pubcomp', 'pubrec'] as const) {
        assert.equal((await client.take(type)).reasonCode, 0)
      }
      assert.deepEqual(payloadsIn(await witness.takeAll()), ['one', 'two'])
    })
  }
})

describe('answers that are larger than the client takes', () => {
  const filters = numbered(40)

  test('CONNACK: the client is cut off', async () => {
    await using target = await Target.start()
    const client = await target.open()
    client.send(connectPacket('tiny', 5, { properties: { maximumPacketSize: 8 } }))
    await assertCutOff(client)
    assert.equal(target.counted('assaymq_connections_closed_total', 'answerTooLarge'), 1)
  })

  for (const { name, packet } of [
    { name: 'SUBACK', packet: subscribe(1, 0, ...filters) },
    { name: 'UNSUBACK', packet: { type: 'unsubscribe', packetId: 1, filters, properties: {} } },
  ] as const) {
    test(`${name}: the client is told`, async () => {
      await using target = await Target.start()
      const client = await target.client('small', { properties: { maximumPacketSize: 32 } })
      client.send(packet)
      await assertDisconnected(client, 0x95)
    })
  }
})
