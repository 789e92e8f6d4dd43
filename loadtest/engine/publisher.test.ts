/** A publisher keeps to its window and notices acknowledgements that nobody asked for. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { QoS } from './packets.ts'
import { PacketType } from './packets.ts'
import { Publisher } from './publisher.ts'

class Written {
  isFlushed = true
  readonly writes: Uint8Array[] = []

  write(bytes: Uint8Array): void {
    this.writes.push(bytes.slice())
  }
}

function publisherWith(qos: QoS) {
  const written = new Written()
  const options = { topic: 'load', payloadBytes: 64, size: 2, publisher: 0, window: 4 }
  const publisher = new Publisher(written, { ...options, qos }, () => {})
  const acknowledge = (type: number, id: number): void => {
    publisher.packet(Uint8Array.from([type << 4, 2, 0, id]), 0, 2)
  }
  return { publisher, written, acknowledge }
}

describe('a publisher', () => {
  test('has no more in flight than its window', () => {
    const { publisher, acknowledge } = publisherWith(1)
    publisher.send()
    assert.equal(publisher.canSend, true)
    publisher.send()
    assert.equal(publisher.canSend, false)
    acknowledge(PacketType.puback, 1)
    assert.equal(publisher.canSend, false)
    acknowledge(PacketType.puback, 2)
    assert.equal(publisher.canSend, true)
  })

  test('waits for its socket', () => {
    const { publisher, written } = publisherWith(0)
    for (let count = 0; count < 10; count += 1) publisher.send()
    assert.equal(publisher.canSend, true)
    written.isFlushed = false
    assert.equal(publisher.canSend, false)
  })

  test('answers PUBREC by PUBREL in one write for each read, and is done at PUBCOMP', () => {
    const { publisher, written, acknowledge } = publisherWith(2)
    publisher.send()
    publisher.send()
    for (const id of [1, 2, 3, 4]) acknowledge(PacketType.pubrec, id)
    publisher.readEnd()
    assert.equal(written.writes.length, 3)
    assert.deepEqual(
      Array.from(written.writes[2]?.subarray(0, 8) ?? []),
      [0x62, 2, 0, 1, 0x62, 2, 0, 2],
    )
    assert.equal(publisher.canSend, false)
    for (const id of [1, 2]) acknowledge(PacketType.pubcomp, id)
    assert.equal(publisher.canSend, true)
  })

  test('takes no acknowledgement twice, unasked or of another QoS', () => {
    const { publisher, acknowledge } = publisherWith(1)
    publisher.send()
    acknowledge(PacketType.puback, 1)
    assert.throws(() => acknowledge(PacketType.puback, 1), /acknowledged twice or unasked/)
    assert.throws(() => acknowledge(PacketType.puback, 3), /acknowledged twice or unasked/)
    assert.throws(() => acknowledge(PacketType.suback, 2), /packet of type 9/)
  })
})
