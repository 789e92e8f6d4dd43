/**
 * The decoder meets anything: arbitrary bytes, and right packets of which a few bytes were changed. It
 * gives a packet or a WireFault, and what it takes it reads again as the same. A failure prints the seed
 * that repeats it.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decode } from './decode.ts'
import { encode, varint } from './encode.ts'
import { example } from './examples.ts'
import { VERSIONS } from './packet.ts'
import type { Packet, Version } from './packet.ts'
import { PACKET_TYPES, sendersOf } from './packet-types.ts'
import type { Sender } from './properties.ts'
import { Splitter } from './splitter.ts'
import { WireFault } from './wire-fault.ts'

const numRuns = 5000
const SENDERS = ['client', 'server'] as const
const peers = VERSIONS.flatMap((version) => SENDERS.map((sender) => ({ version, sender })))

/** With a length that fits, so that the body is looked at. */
const framed = fc
  .tuple(fc.integer({ min: 0, max: 0xff }), fc.uint8Array({ maxLength: 80 }))
  .map(([first, body]) => Uint8Array.of(first, ...varint(body.length), ...body))

function changedExamples(version: Version): fc.Arbitrary<Uint8Array> {
  const types = PACKET_TYPES.filter((row) => sendersOf(row, version).length > 0)
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 0xff }))
  return fc
    .tuple(fc.constantFrom(...types), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([{ type }, changes]) => {
      const bytes = encode(example(type, version), version).bytes.slice()
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    })
}

/** Undefined when it is refused. */
function taken(bytes: Uint8Array, version: Version, sender: Sender): Packet | undefined {
  try {
    return decode(bytes, version, sender)
  } catch (error) {
    assert.ok(error instanceof WireFault, String(error))
    return undefined
  }
}

for (const { version, sender } of peers) {
  describe(`version ${version}, from a ${sender}`, () => {
    for (const [what, bytes] of [
      ['arbitrary bytes', fc.uint8Array({ maxLength: 80 })],
      ['an arbitrary body', framed],
      ['a packet with changed bytes', changedExamples(version)],
    ] as const) {
      test(`${what}: a packet or a WireFault`, () => {
        fc.assert(
          fc.property(bytes, (input) => {
            const packet = taken(input, version, sender)
            if (packet === undefined) return
            assert.deepEqual(decode(encode(packet, version).bytes, version, sender), packet)
          }),
          { numRuns },
        )
      })
    }
  })
}

test('a stream of arbitrary bytes is cut without a loss', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 }), (chunks) => {
      const splitter = new Splitter()
      const pieces = chunks.flatMap((chunk) => splitter.push(chunk))
      const all = Buffer.concat([...pieces, splitter.pending])
      assert.deepEqual(all, Buffer.concat(chunks))
    }),
    { numRuns },
  )
})
