/** Where packets start and end in a stream of bytes, what is refused by its length, and holding back. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Framer, headerSize } from './framer.ts'
import type { PacketSink } from './framer.ts'
import { bytesOf } from './wire-cases/wire-case.ts'

const NO_MAXIMUM = Number.POSITIVE_INFINITY

/** Keeps every packet as hex, and says stop behind those that it is told to. */
class Packets implements PacketSink {
  readonly seen: string[] = []
  readonly #isLast: (hex: string) => boolean

  constructor(isLast: (hex: string) => boolean = () => false) {
    this.#isLast = isLast
  }

  onPacket(
    firstByte: number,
    bytes: Uint8Array,
    frameStart: number,
    bodyStart: number,
    end: number,
  ): boolean {
    assert.equal(bytes[frameStart], firstByte)
    assert.equal(bodyStart - frameStart, headerSize(end - frameStart))
    const hex = bytes.slice(frameStart, end).toHex()
    this.seen.push(hex)
    return !this.#isLast(hex)
  }
}

function push(framer: Framer, notation: string, sink: PacketSink, max = NO_MAXIMUM): void {
  const bytes = bytesOf(notation)
  framer.push(bytes, 0, bytes.length, max, sink)
}

describe('lengths', () => {
  for (const [length, size] of [
    ['00', 0],
    ['7f', 127],
    ['8001', 128],
    ['ff7f', 16_383],
    ['808001', 16_384],
    ['ffff7f', 2_097_151],
    ['80808001', 2_097_152],
  ] as const) {
    test(`@MQTT-5.0:1.5.5-1 ${length} is a body of ${size} bytes`, () => {
      const header = bytesOf(`30 ${length}`)
      const stream = new Uint8Array(header.length + size + 2)
      stream.set(header)
      stream.set([0xc0, 0x00], header.length + size)
      const ends: number[] = []
      const sink: PacketSink = {
        onPacket: (_firstByte, _bytes, frameStart, bodyStart, end) => {
          ends.push(bodyStart - frameStart, end - frameStart)
          return true
        },
      }
      new Framer().push(stream, 0, stream.length, NO_MAXIMUM, sink)
      assert.deepEqual(ends, [header.length, header.length + size, 2, 2])
    })
  }

  for (const [name, wire] of [
    ['one byte too many', '30 8000'],
    ['a zero at the end', '30 ff8000'],
    ['three for nothing', '30 808000'],
    ['more than four bytes', '30 80808080'],
    ['more than four bytes, the fifth not there yet', '30 ffffffff'],
  ] as const) {
    test(`@MQTT-5.0:1.5.5-1 ${name}: refused at once, also byte by byte`, () => {
      const refusal = { reason: 'malformedPacket' }
      assert.throws(() => push(new Framer(), wire, new Packets()), refusal)
      const framer = new Framer()
      assert.throws(() => {
        for (const byte of bytesOf(wire)) {
          framer.push(Uint8Array.of(byte), 0, 1, NO_MAXIMUM, new Packets())
        }
      }, refusal)
    })
  }
})

describe('the largest packet', () => {
  test('@MQTT-5.0:3.2.2-15 is taken, and one byte more is not', () => {
    const packets = new Packets()
    push(new Framer(), '30 03 000161', packets, 5)
    assert.deepEqual(packets.seen, ['3003000161'])
    assert.throws(() => push(new Framer(), '30 04 00016100', new Packets(), 5), {
      reason: 'packetTooLarge',
    })
  })

  test('is judged by the length field alone, before anything is kept for it', () => {
    const framer = new Framer()
    push(framer, '30 ffffff', new Packets(), 1024)
    assert.equal(framer.bufferedBytes(), 4)
    assert.throws(() => push(framer, '7f', new Packets(), 1024), { reason: 'packetTooLarge' })
  })

  test('is judged after the packets in front of it were handed on', () => {
    const packets = new Packets()
    assert.throws(() => push(new Framer(), 'c000 30 ff7f', packets, 100), {
      reason: 'packetTooLarge',
    })
    assert.deepEqual(packets.seen, ['c000'])
  })
})

describe('a chunk', () => {
  test('is read between its bounds only', () => {
    const packets = new Packets()
    new Framer().push(bytesOf('ff c000 d000 ff'), 1, 5, NO_MAXIMUM, packets)
    assert.deepEqual(packets.seen, ['c000', 'd000'])
  })

  test('may be overwritten after the call', () => {
    const framer = new Framer()
    const packets = new Packets()
    const chunk = bytesOf('30 03 0001')
    framer.push(chunk, 0, chunk.length, NO_MAXIMUM, packets)
    chunk.fill(0xee)
    push(framer, '61', packets)
    assert.deepEqual(packets.seen, ['3003000161'])
    assert.equal(framer.bufferedBytes(), 0)
  })

  test('of whole packets is handed on where it lies', () => {
    const chunk = bytesOf('c000 d000')
    const lies: boolean[] = []
    new Framer().push(chunk, 0, chunk.length, NO_MAXIMUM, {
      onPacket: (_firstByte, bytes) => lies.push(bytes === chunk) > 0,
    })
    assert.deepEqual(lies, [true, true])
  })
})

describe('a sink that wants no more', () => {
  test('gets the rest after resume, with what came in between', () => {
    const framer = new Framer()
    const packets = new Packets((hex) => hex === 'c000')
    push(framer, 'c000 d000 30', packets)
    push(framer, '03 000161 c000 40', packets)
    assert.deepEqual(packets.seen, ['c000'])
    assert.equal(framer.bufferedBytes(), 10)
    framer.resume(NO_MAXIMUM, packets)
    assert.deepEqual(packets.seen, ['c000', 'd000', '3003000161', 'c000'])
    framer.resume(NO_MAXIMUM, packets)
    push(framer, '02 0001', packets)
    assert.deepEqual(packets.seen.slice(4), ['40020001'])
    assert.equal(framer.bufferedBytes(), 0)
  })

  test('may say so at a packet that came in pieces', () => {
    const framer = new Framer()
    const packets = new Packets((hex) => hex === 'c000')
    push(framer, 'c0', packets)
    push(framer, '00 d000', packets)
    assert.deepEqual(packets.seen, ['c000'])
    framer.resume(NO_MAXIMUM, packets)
    assert.deepEqual(packets.seen, ['c000', 'd000'])
  })

  test('gets a packet that is too large as a fault of resume', () => {
    const framer = new Framer()
    const packets = new Packets(() => true)
    push(framer, 'c000 30 ff7f', packets, 100)
    assert.throws(() => framer.resume(100, packets), { reason: 'packetTooLarge' })
  })
})

test('a framer that was cleared forgets what it had and takes nothing more', () => {
  const framer = new Framer()
  const packets = new Packets(() => true)
  push(framer, 'c000 d000', packets)
  framer.clear()
  assert.equal(framer.bufferedBytes(), 0)
  push(framer, 'd000', packets)
  framer.resume(NO_MAXIMUM, packets)
  assert.deepEqual(packets.seen, ['c000'])
})
