/** A subscriber checks what comes and acknowledges it as its QoS demands. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NO_FAULTS, OrderedDeliveries } from './deliveries.ts'
import type { QoS } from './packets.ts'
import { PublishBatch } from './packets.ts'
import { Subscriber } from './subscriber.ts'

function subscriberWith(qos: QoS) {
  const writes: Uint8Array[] = []
  const writer = { isFlushed: true, write: (bytes: Uint8Array) => void writes.push(bytes) }
  const deliveries = new OrderedDeliveries(1, () => 0)
  const subscriber = new Subscriber(writer, { number: 0, qos, deliveries, onRead: () => {} })
  const batch = { topic: 'load/0', payloadBytes: 64, size: 1, publisher: 0, window: 9 }
  const publish = (sequence: number, sentQoS = qos): void => {
    const packet = new PublishBatch({ ...batch, qos: sentQoS }).from(sequence)
    subscriber.packet(packet, 0, 2, packet.length)
  }
  return { subscriber, deliveries, writes, publish }
}

describe('a subscriber', () => {
  for (const { qos, acks } of [
    { qos: 0, acks: [] },
    { qos: 1, acks: [[0x40, 2, 0, 1, 0x40, 2, 0, 2]] },
    { qos: 2, acks: [[0x50, 2, 0, 1, 0x50, 2, 0, 2]] },
  ] as const) {
    test(`gets messages of QoS ${qos} and acknowledges them in one write for each read`, () => {
      const { subscriber, deliveries, writes, publish } = subscriberWith(qos)
      publish(0)
      publish(1)
      subscriber.readEnd()
      assert.deepEqual(
        writes.map((bytes) => Array.from(bytes)),
        acks,
      )
      assert.deepEqual(deliveries.faults(2), NO_FAULTS)
    })
  }

  test('answers PUBREL by PUBCOMP', () => {
    const { subscriber, writes } = subscriberWith(2)
    subscriber.packet(Uint8Array.from([0x62, 2, 1, 7]), 0, 2, 4)
    subscriber.readEnd()
    assert.deepEqual(Array.from(writes[0] ?? []), [0x70, 2, 1, 7])
  })

  test('takes no message of another QoS than it was granted', () => {
    const { publish } = subscriberWith(1)
    assert.throws(() => publish(0, 0), /begins with 48/)
  })
})
