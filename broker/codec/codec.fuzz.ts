/**
 * Any bytes: what decodes is written and read back as the same packet, and what does not is a fault and
 * nothing worse. In every version, from both senders.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fuzzRuns } from '../dev/fuzz-runs.ts'
import { decodePacket, encodePacket } from './codec.ts'
import { ProtocolFault } from './fault.ts'
import { headerSize } from './framer.ts'
import { packets, peers } from './packet-arbitraries.ts'
import type { Peer } from './packet-arbitraries.ts'
import type { Packet } from './packet.ts'
import { NO_LIMITS } from './protocol.ts'

function decodeFrame(frame: Uint8Array, { version, sender }: Peer): Packet {
  return decode(frame[0] ?? 0, frame.subarray(headerSize(frame.length)), { version, sender })
}

function decode(firstByte: number, body: Uint8Array, { version, sender }: Peer): Packet {
  return decodePacket(firstByte, body, 0, body.length, { version, sender, limits: NO_LIMITS })
}

/** What becomes of the bytes must be a fault, or a packet that survives being written. */
function judge(firstByte: number, body: Uint8Array, peer: Peer): void {
  let packet: Packet
  try {
    packet = decode(firstByte, body, peer)
  } catch (error) {
    if (!(error instanceof ProtocolFault)) throw error
    return
  }
  const version = packet.type === 'connect' ? packet.version : peer.version
  const again = decodeFrame(encodePacket(packet, version), { ...peer, version })
  assert.deepEqual(again, packet)
}

/** One change to the bytes of a packet: another byte, one byte more, or the rest cut off. */
interface Change {
  readonly at: number
  readonly byte: number
  readonly kind: 'replace' | 'insert' | 'cut'
}

const changes: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  byte: fc.integer({ min: 0, max: 255 }),
  kind: fc.constantFrom('replace', 'insert', 'cut'),
})

function changed(bytes: Uint8Array, { at, byte, kind }: Change): Uint8Array {
  const place = at % (bytes.length + 1)
  const rest = kind === 'insert' ? place : place + 1
  return kind === 'cut'
    ? bytes.subarray(0, place)
    : Uint8Array.of(...bytes.subarray(0, place), byte, ...bytes.subarray(rest))
}

for (const peer of peers) {
  describe(`version ${peer.version}, from a ${peer.sender}`, () => {
    const valid = packets(peer.version, peer.sender)

    test('every valid packet is read as it was written', () => {
      fc.assert(
        fc.property(valid, (packet) => {
          assert.deepEqual(decodeFrame(encodePacket(packet, peer.version), peer), packet)
        }),
        { numRuns: fuzzRuns(1000) },
      )
    })

    test('damaged packets are refused, or are other packets', () => {
      const damage = fc.array(changes, { minLength: 1, maxLength: 3 })
      fc.assert(
        fc.property(valid, damage, (packet, steps) => {
          const frame = encodePacket(packet, peer.version)
          const body = frame.subarray(headerSize(frame.length))
          judge(frame[0] ?? 0, steps.reduce(changed, body), peer)
        }),
        { numRuns: fuzzRuns(1000) },
      )
    })

    test('random bytes are refused, or are packets', () => {
      const bytes = fc.uint8Array({ maxLength: 40 })
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 255 }), bytes, (firstByte, body) => {
          judge(firstByte, body, peer)
        }),
        { numRuns: fuzzRuns(3000) },
      )
    })
  })
}
