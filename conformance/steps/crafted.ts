/**
 * Steps about packets as bytes on the wire: put together from pieces that no table of fields could say,
 * or of an exact size.
 */
import assert from 'node:assert/strict'
import { Then, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import { fromHex } from '../fields.ts'
import type { Row } from '../fields.ts'
import { buildPacket } from '../support/build-packet.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import { rowsOf } from '../support/rows.ts'
import type { World } from '../support/world.ts'
import { encode } from '../wire/encode.ts'
import type { PacketType } from '../wire/packet.ts'

const CONNECT = 0x10
/** Of one byte; no piece-wise CONNECT needs more. */
const LONGEST = 127

When('{client} sends a CONNECT made of:', function (this: World, name: string, table: DataTable) {
  const body = Buffer.concat(rowsOf(table).map(([, pieces]) => pieceBytes(pieces)))
  assert.ok(body.length <= LONGEST)
  this.participant(name).client.sendBytes(Uint8Array.of(CONNECT, body.length, ...body))
})

When(
  '{client} sends a PUBLISH of {int} bytes to {string}',
  function (this: World, name: string, size: number, topic: string) {
    const participant = this.participant(name)
    const rows: readonly Row[] = [['topic', topic]]
    const empty = buildPacket('PUBLISH', [...rows, ['payload', '']], participant.setting)
    const room = size - encode(empty, participant.version).bytes.length
    participant.send('PUBLISH', [...rows, ['payload', 'x'.repeat(room)]])
  },
)

Then(
  '{client} receives a PUBLISH of {int} bytes',
  async function (this: World, name: string, size: number) {
    const participant = this.participant(name)
    const packet = await participant.next('PUBLISH', ANSWER_LIMIT_MS)
    const received = participant.client.received.find((candidate) => candidate.packet === packet)
    assert.equal(received?.bytes.length, size)
  },
)

Then('{client} has received no {packet}', function (this: World, name: string, type: PacketType) {
  const { inbox } = this.participant(name).client
  assert.equal(
    inbox.find((packet) => packet.type === type),
    undefined,
  )
})

/** Bytes in hex, and text in quotes, which stands on the wire behind its length. */
function pieceBytes(pieces: string): Buffer {
  const found = [...pieces.matchAll(/"(?<text>[^"]*)"|(?<hex>[0-9A-F]{2})/g)]
  return Buffer.concat(found.map(({ groups }) => wireBytes(groups?.['text'], groups?.['hex'])))
}

function wireBytes(text: string | undefined, hex = ''): Uint8Array {
  if (text === undefined) return fromHex(hex)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(text))
  return Buffer.concat([length, Buffer.from(text)])
}
