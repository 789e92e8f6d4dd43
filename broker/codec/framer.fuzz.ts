/**
 * Streams cut into random chunks, to a sink that holds them up at random: the packets are always those
 * of the stream in one piece, and nothing is kept that was not pushed.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuzzRuns } from '../dev/fuzz-runs.ts'
import { ProtocolFault } from './fault.ts'
import { Framer } from './framer.ts'
import type { PacketSink } from './framer.ts'
import { frameOf } from './wire-cases/wire-case.ts'

/** What came of a stream: its packets, then the fault that ended it, if one did. */
interface Outcome {
  readonly packets: readonly string[]
  readonly fault: string | undefined
}

interface Flow {
  readonly maxPacketSize: number
  /** Sizes of the chunks, over and over. */
  readonly cuts: readonly number[]
  /** Whether the sink goes on after each packet, over and over. */
  readonly goesOn: readonly boolean[]
}

/** Frames of all sizes, and now and then bytes that are none. */
const streams = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.nat(10).map((size) => frameOf(`30 61*${size}`)) },
      {
        weight: 2,
        arbitrary: fc.integer({ min: 120, max: 300 }).map((n) => frameOf(`40 62*${n}`)),
      },
      { weight: 1, arbitrary: fc.constant(frameOf('50 63*16400')) },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 6 }) },
    ),
    { maxLength: 12 },
  )
  .map((frames) => Uint8Array.from(frames.flatMap((frame) => [...frame])))

const flows = fc.record({
  maxPacketSize: fc.constantFrom(100, 200, 100_000),
  cuts: fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9000 })), {
    minLength: 1,
  }),
  goesOn: fc.array(fc.boolean(), { minLength: 1 }),
})

function run(stream: Uint8Array, { maxPacketSize, cuts, goesOn }: Flow): Outcome {
  const framer = new Framer()
  const packets: string[] = []
  let taken = 0
  const sink: PacketSink = {
    onPacket: (_firstByte, bytes, frameStart, _bodyStart, end) => {
      packets.push(bytes.slice(frameStart, end).toHex())
      taken += end - frameStart
      return goesOn[packets.length % goesOn.length] ?? true
    },
  }
  try {
    let pushed = 0
    for (let i = 0; pushed < stream.length; i += 1) {
      const end = Math.min(stream.length, pushed + (cuts[i % cuts.length] ?? 1))
      const chunk = stream.slice(pushed, end)
      framer.push(chunk, 0, chunk.length, maxPacketSize, sink)
      chunk.fill(0xee)
      pushed = end
      assert.equal(framer.bufferedBytes(), pushed - taken)
      if (i % 3 === 0) framer.resume(maxPacketSize, sink)
    }
    drain(framer, maxPacketSize, sink)
    assert.equal(framer.bufferedBytes(), stream.length - taken)
    return { packets, fault: undefined }
  } catch (error) {
    if (!(error instanceof ProtocolFault)) throw error
    return { packets, fault: error.reason }
  }
}

/** Resumes until nothing more comes. */
function drain(framer: Framer, maxPacketSize: number, sink: PacketSink): void {
  for (let before = -1; before !== framer.bufferedBytes(); ) {
    before = framer.bufferedBytes()
    framer.resume(maxPacketSize, sink)
  }
}

test('packets do not depend on how the stream is cut and held up', () => {
  fc.assert(
    fc.property(streams, flows, (stream, flow) => {
      const whole = run(stream, { ...flow, cuts: [stream.length], goesOn: [true] })
      assert.deepEqual(run(stream, flow), whole)
    }),
    { numRuns: fuzzRuns(1000) },
  )
})
