/** Acknowledgements as the broker writes and reads them, without objects. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NO_LIMITS } from '../protocol.ts'
import { bytesOf } from '../wire-cases/wire-case.ts'
import { ACK_SIZE_MAX, AckView, decodeAck, writeAck } from './acks.ts'

describe('writeAck', () => {
  for (const [version, reasonCode, expected] of [
    [3, 0, '40021234'],
    [4, 0x87, '40021234'],
    [5, 0, '40021234'],
    [5, 0x87, '4003123487'],
  ] as const) {
    test(`version ${version}, reason ${reasonCode}: ${expected}`, () => {
      const out = new Uint8Array(ACK_SIZE_MAX + 2)
      const end = writeAck(out, 1, 0x40, 0x1234, reasonCode, version)
      assert.equal(out.slice(1, end).toHex(), expected)
      assert.ok(end - 1 <= ACK_SIZE_MAX)
    })
  }
})

test('one view reads acknowledgements one after the other', () => {
  const view = new AckView()
  const context = { version: 5, sender: 'client', limits: NO_LIMITS } as const
  const bytes = bytesOf('ffff 87 00 0001')
  decodeAck(view, 0x40, bytes, 0, 4, context)
  assert.deepEqual([view.packetId, view.reasonCode], [65_535, 0x87])
  decodeAck(view, 0x70, bytes, 4, 6, context)
  assert.deepEqual([view.packetId, view.reasonCode], [1, 0])
})
