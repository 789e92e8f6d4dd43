/**
 * Steps about packets as bytes on the wire: put together from pieces that no table of fields could say,
 * or of an exact size.
 */
import assert from 'node:assert/strict'
import { Then, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import { within } from '../client/clock.ts'
import { openStream } from '../client/stream.ts'
import { fromHex } from '../fields.ts'
import type { Row } from '../fields.ts'
import { buildPacket } from '../support/build-packet.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import { rowsOf } from '../support/rows.ts'
import type { World } from '../support/world.ts'
import { encode } from '../wire/encode.ts'
import type { PacketType } from '../wire/packet.ts'

const CONNECT = 0x10
/**
 * In which version a broker answers a level it does not know is not said anywhere: CONNACK of 3.1.1 with
 * return code 1, of 5.0 with 0x84, or none.
 */
const UNSUPPORTED_LEVEL = /^(20020001|20..0084.*)?$/
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

Then(
  'the broker turns the unknown protocol level {int} away',
  async function (this: World, level: number) {
    const received: Uint8Array[] = []
    const ended = Promise.withResolvers<void>()
    await this.beforeConnection()
    const stream = await openStream({
      limitMs: ANSWER_LIMIT_MS,
      target: this.target,
      mode: 'normal',
      onBytes: (bytes) => received.push(bytes),
      onTextFrame: () => undefined,
      onEnd: () => ended.resolve(),
    })
    const tail = pieceBytes('02 00 3C 00 "unknown"')
    const body = Buffer.concat([pieceBytes('"MQTT"'), Uint8Array.of(level), tail])
    stream.send(Uint8Array.of(CONNECT, body.length, ...body))
    const kept = () => new Error('the broker keeps the connection')
    await within(ended.promise, ANSWER_LIMIT_MS, kept)
    assert.match(Buffer.concat(received).toString('hex'), UNSUPPORTED_LEVEL)
  },
)

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
