/** The splitter gives the same packets however the stream arrives. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encode } from './encode.ts'
import { example } from './examples.ts'
import { Splitter } from './splitter.ts'

function large(): Uint8Array {
  const publish = { ...example('PUBLISH'), payload: new Uint8Array(20_000) }
  return encode(publish, '5.0').bytes
}

const PACKETS = [
  encode(example('PINGREQ'), '5.0').bytes,
  large(),
  encode(example('PUBLISH'), '5.0').bytes,
]
const STREAM = new Uint8Array(PACKETS.flatMap((packet) => [...packet]))

function piecesOf(size: number): readonly Uint8Array[] {
  const count = Math.ceil(STREAM.length / size)
  return Array.from({ length: count }, (_, index) =>
    STREAM.subarray(index * size, (index + 1) * size),
  )
}

describe('the splitter', () => {
  for (const size of [1, 2, 3, 7, 4096, STREAM.length]) {
    test(`finds the packets of a stream that arrives ${size} bytes at a time`, () => {
      const splitter = new Splitter()
      assert.deepEqual(
        piecesOf(size).flatMap((piece) => splitter.push(piece)),
        PACKETS,
      )
    })
  }

  test('holds back a packet that is not whole', () => {
    const splitter = new Splitter()
    assert.deepEqual(splitter.push(Uint8Array.of(0x40, 2, 0)), [])
    assert.deepEqual(splitter.push(Uint8Array.of(1)), [Uint8Array.of(0x40, 2, 0, 1)])
  })

  test('passes on what cannot be cut, and all behind it', () => {
    const splitter = new Splitter()
    const broken = Uint8Array.of(0xd0, 0x80, 0x80, 0x80, 0x80)
    assert.deepEqual(splitter.push(Uint8Array.of(0xd0, 0, ...broken)), [
      Uint8Array.of(0xd0, 0),
      broken,
    ])
    assert.deepEqual(splitter.push(Uint8Array.of(0xd0, 0)), [Uint8Array.of(0xd0, 0)])
    assert.deepEqual(splitter.push(new Uint8Array()), [])
  })
})
