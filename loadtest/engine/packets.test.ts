/** What a load sends is what the codec of the broker, which shares nothing with it, reads. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodePacket, NO_LIMITS, ProtocolVersion } from '../../broker/codec/index.ts'
import type { Packet } from '../../broker/codec/index.ts'
import { isIntact, publisherOf, sequenceOf } from './content.ts'
import { AckBatch, connectPacket, PacketType, PublishBatch, subscribePacket } from './packets.ts'

function decodeAll(bytes: Uint8Array): readonly Packet[] {
  const packets: Packet[] = []
  const context = { version: ProtocolVersion.mqtt311, sender: 'client', limits: NO_LIMITS } as const
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, low = 0, high = 0] = bytes.subarray(at)
    const isLong = low >= 0x80
    const start = at + (isLong ? 3 : 2)
    const end = start + (isLong ? (low & 0x7f) | (high << 7) : low)
    packets.push(decodePacket(first, bytes, start, end, context))
    at = end
  }
  return packets
}

function publishesIn(bytes: Uint8Array) {
  return decodeAll(bytes).map((packet) => {
    assert.ok(packet.type === 'publish')
    return packet
  })
}

describe('packets of a load', () => {
  test('CONNECT opens a clean session of MQTT 3.1.1', () => {
    const [connect] = decodeAll(connectPacket('load-1'))
    assert.ok(connect?.type === 'connect')
    assert.equal(connect.version, ProtocolVersion.mqtt311)
    assert.equal(connect.clientId, 'load-1')
    assert.equal(connect.cleanStart, true)
  })

  test('SUBSCRIBE asks for one filter', () => {
    const [subscribe] = decodeAll(subscribePacket('$share/load/load', 1))
    assert.ok(subscribe?.type === 'subscribe')
    const asked = subscribe.subscriptions.map(({ filter, qos }) => ({ filter, qos }))
    assert.deepEqual(asked, [{ filter: '$share/load/load', qos: 1 }])
  })

  for (const payloadBytes of [12, 64, 1024]) {
    test(`a batch holds whole messages of ${payloadBytes} bytes in order`, () => {
      const options = { topic: 'load/7', qos: 0, payloadBytes, size: 3, publisher: 7, window: 20 }
      const batch = new PublishBatch({ ...options, qos: 0 })
      batch.from(0)
      const publishes = publishesIn(batch.from(63))
      assert.ok(publishes.every(({ topic, qos }) => topic === 'load/7' && qos === 0))
      assert.ok(publishes.every(({ payload }) => payload.length === payloadBytes))
      assert.ok(publishes.every(({ payload }) => isIntact(payload, 0, payload.length)))
      assert.ok(publishes.every(({ payload }) => publisherOf(payload, 0) === 7))
      assert.deepEqual(
        publishes.map(({ payload }) => sequenceOf(payload, 0)),
        [63, 64, 65],
      )
    })
  }

  test('packet identifiers go round within the window', () => {
    const options = { topic: 'load', payloadBytes: 64, size: 4, publisher: 0, window: 300 }
    const batch = new PublishBatch({ ...options, qos: 2 })
    const ids = publishesIn(batch.from(297)).map(({ packetId }) => packetId)
    assert.deepEqual(ids, [298, 299, 300, 1])
  })

  test('acknowledgements leave in the order in which they were added', () => {
    const acks = new AckBatch()
    for (let id = 1; id <= 100; id += 1) acks.add(PacketType.puback, 1, id)
    acks.add(PacketType.pubrel, 2, 3)
    const packets = decodeAll(acks.take())
    assert.equal(packets.length, 101)
    assert.ok(packets[99]?.type === 'puback' && packets[99].packetId === 256 + 100)
    assert.ok(packets[100]?.type === 'pubrel' && packets[100].packetId === 512 + 3)
    assert.ok(acks.isEmpty)
  })
})
