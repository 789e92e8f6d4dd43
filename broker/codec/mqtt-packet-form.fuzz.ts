/**
 * Our codec against mqtt-packet: what we write it reads as the same packet, and what it writes so do
 * we, in every version, from both senders.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { generate, parser } from 'mqtt-packet'
import type { Packet as ForeignPacket } from 'mqtt-packet'
import { fuzzRuns } from '../dev/fuzz-runs.ts'
import { decodePacket, encodePacket } from './codec.ts'
import { headerSize } from './framer.ts'
import { foreignForm, hasForeignForm } from './mqtt-packet-form.ts'
import { packets, peers } from './packet-arbitraries.ts'
import { NO_LIMITS } from './protocol.ts'
import type { ProtocolVersion } from './protocol.ts'

/** What mqtt-packet reads. It leaves out that UNSUBACK has no codes before 5.0. */
function parsed(frame: Uint8Array, protocolVersion: ProtocolVersion): object {
  const found: ForeignPacket[] = []
  const foreign = parser({ protocolVersion })
  foreign.on('packet', (packet) => found.push(packet))
  foreign.on('error', (error) => {
    throw error
  })
  foreign.parse(Buffer.from(frame))
  assert.equal(found.length, 1)
  return { granted: [], ...found[0] }
}

for (const { version, sender } of peers) {
  describe(`version ${version}, from a ${sender}`, () => {
    const known = packets(version, sender).filter(hasForeignForm)
    const context = { version, sender, limits: NO_LIMITS }

    test('mqtt-packet reads what we write', () => {
      fc.assert(
        fc.property(known, (packet) => {
          const found = parsed(encodePacket(packet, version), version)
          const expected = foreignForm(packet, version)
          assert.partialDeepStrictEqual(found, expected)
          const properties = 'properties' in expected ? expected.properties : undefined
          assert.deepEqual('properties' in found ? found.properties : undefined, properties)
        }),
        { numRuns: fuzzRuns(1000) },
      )
    })

    test('we read what mqtt-packet writes', () => {
      fc.assert(
        fc.property(known, (packet) => {
          const frame = generate(foreignForm(packet, version), { protocolVersion: version })
          const start = headerSize(frame.length)
          const found = decodePacket(frame[0] ?? 0, frame, start, frame.length, context)
          assert.deepEqual(found, packet)
        }),
        { numRuns: fuzzRuns(1000) },
      )
    })
  })
}
