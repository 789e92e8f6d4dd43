/** What cutting a stream into packets costs: `node broker/codec/framer.bench.ts`. */
import { bench } from '../dev/micro-bench.ts'
import { Framer } from './framer.ts'
import type { PacketSink } from './framer.ts'
import { frameOf } from './wire-cases/wire-case.ts'

const CHUNK_BYTES = 65_536
const PACKET_SIZE_MAX = 1_048_576

let packets = 0
const sink: PacketSink = {
  onPacket: () => {
    packets += 1
    return true
  },
}

function benchFramer(name: string, frame: Uint8Array, pieceBytes: number): void {
  const batch = Math.floor(CHUNK_BYTES / frame.length)
  const stream = new Uint8Array(batch * frame.length)
  for (let i = 0; i < batch; i += 1) stream.set(frame, i * frame.length)
  const framer = new Framer()
  bench(
    name,
    () => {
      for (let at = 0; at < stream.length; at += pieceBytes) {
        framer.push(stream, at, Math.min(at + pieceBytes, stream.length), PACKET_SIZE_MAX, sink)
      }
      return packets
    },
    { batch },
  )
}

const small = frameOf('32 "fleet/4711/engine" 0007 61*16')
benchFramer('PUBACK, 64 KiB at once', frameOf('40 0001'), CHUNK_BYTES)
benchFramer('PUBLISH of 38 bytes, 64 KiB at once', small, CHUNK_BYTES)
benchFramer('PUBLISH of 38 bytes, in pieces of 1460', small, 1460)
benchFramer('PUBLISH of 38 bytes, in pieces of 20', small, 20)
benchFramer('PUBLISH of 4 KiB, in pieces of 1460', frameOf('30 "t" 61*4089'), 1460)
