/** Which buffers are lent, kept and let go. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BUFFER_SIZES, BufferPool, LARGEST_BUFFER } from './buffer-pool.ts'

describe('BufferPool', () => {
  for (const [needed, size] of [
    [1, BUFFER_SIZES[0]],
    [BUFFER_SIZES[0], BUFFER_SIZES[0]],
    [BUFFER_SIZES[0] + 1, BUFFER_SIZES[1]],
    [LARGEST_BUFFER, LARGEST_BUFFER],
    [LARGEST_BUFFER + 1, LARGEST_BUFFER + 1],
  ] as const) {
    test(`lends ${size} bytes where ${needed} are needed`, () => {
      assert.equal(new BufferPool().take(needed).length, size)
    })
  }

  test('lends no buffer twice at a time, and one that came back before a new one', () => {
    const pool = new BufferPool()
    const lent = Array.from({ length: 2000 }, () => pool.take(1))
    const places = new Set(
      lent.map(({ buffer, byteOffset }) => `${serialOf(buffer)} ${byteOffset}`),
    )
    assert.equal(places.size, lent.length)
    const last = lent.at(-1)
    assert.ok(last !== undefined)
    pool.give(last)
    assert.equal(pool.take(1), last)
  })

  test('keeps what a burst needed as long as bursts come back, and lets go of it afterwards', () => {
    const pool = new BufferPool()
    const burst = (): Buffer[] => Array.from({ length: 5000 }, () => pool.take(1))
    const first = burst()
    for (const buffer of first) pool.give(buffer)
    pool.trim()
    const known = new Set(first)
    const again = burst()
    assert.ok(again.every((buffer) => known.has(buffer)))
    for (const buffer of again) pool.give(buffer)
    for (let looks = 0; looks < 200; looks += 1) pool.trim()
    assert.ok(!burst().every((buffer) => known.has(buffer)))
  })

  test('takes no foreign buffer', () => {
    const pool = new BufferPool()
    const foreign = Buffer.alloc(100)
    pool.give(foreign)
    assert.notEqual(pool.take(1), foreign)
  })
})

const serials = new Map<ArrayBufferLike, number>()

function serialOf(buffer: ArrayBufferLike): number {
  const serial = serials.get(buffer) ?? serials.size
  serials.set(buffer, serial)
  return serial
}
