/** Queue, window and packet ids of a persistent session. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { partsOf } from '../codec/index.ts'
import { Message, NEVER } from '../routing/index.ts'
import { Entry, Kept, Progress } from './kept.ts'

const NOTHING = new Uint8Array(0)
const PACKET_ID_MAX = 65_535

function entry(position: number): Entry {
  const parts = partsOf('a', new Uint8Array(10), NOTHING)
  const message = new Message('a', parts, { qos: 1, retain: false, expiresAtMs: NEVER })
  const receiver = { session: 1, qos: 1, retain: false, identifiers: undefined, group: undefined }
  return new Entry(position, { ...receiver, qos: 1 }, message)
}

function waiting(...positions: readonly number[]): {
  readonly kept: Kept<string>
  readonly entries: readonly Entry[]
} {
  const kept = new Kept<string>()
  const entries = positions.map(entry)
  for (const each of entries) kept.addWaiting(each)
  return { kept, entries }
}

function send(kept: Kept<string>, position: number): number {
  const packetId = kept.nextPacketId()
  kept.addInflight(entry(position), packetId)
  return packetId
}

describe('packet ids', () => {
  test('start at 1 and grow, used ones are not given again', () => {
    const { kept } = waiting()
    assert.deepEqual([send(kept, 1), send(kept, 2), send(kept, 3)], [1, 2, 3])
  })

  test('one that is free again is not the next one', () => {
    const { kept } = waiting()
    send(kept, 1)
    const first = kept.inflight.get(1)
    assert.ok(first !== undefined)
    kept.removeInflight(first)
    assert.equal(kept.nextPacketId(), 2)
  })

  test('go on at 1 behind the last one, and pass over those under way', () => {
    const { kept } = waiting()
    send(kept, 1)
    kept.addInflight(entry(2), PACKET_ID_MAX)
    assert.equal(kept.nextPacketId(), 2)
  })
})

describe('queue and window', () => {
  test('bytes follow what waits and what is under way', () => {
    const { kept, entries } = waiting(1, 2)
    const [first] = entries
    assert.ok(first !== undefined)
    assert.equal(kept.waitingBytes, 2 * first.size)
    kept.removeWaiting(first)
    kept.addInflight(first, kept.nextPacketId())
    assert.equal(first.progress, Progress.sent)
    assert.deepEqual([kept.waitingBytes, kept.inflightBytes], [first.size, first.size])
    kept.removeInflight(first)
    kept.removeInflight(first)
    assert.equal(kept.inflightBytes, 0)
  })

  test('an entry leaves the queue from wherever it stands, once', () => {
    for (const index of [0, 1, 2]) {
      const { kept, entries } = waiting(1, 2, 3)
      const leaving = entries[index]
      assert.ok(leaving !== undefined)
      kept.removeWaiting(leaving)
      kept.removeWaiting(leaving)
      assert.deepEqual(
        Array.from(kept.waiting, ({ position }) => position),
        [1, 2, 3].filter((position) => position !== leaving.position),
      )
      assert.equal(kept.waitingBytes, 2 * leaving.size)
    }
  })

  test('what is under way is older than what waits', () => {
    const { kept } = waiting(3)
    send(kept, 1)
    assert.deepEqual(
      kept.entries.map(({ position }) => position),
      [1, 3],
    )
  })
})
