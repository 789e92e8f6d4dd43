/** What reading and writing a PUBACK costs: `node broker/codec/packets/acks.bench.ts`. */
import { bench } from '../../dev/micro-bench.ts'
import { NO_LIMITS } from '../protocol.ts'
import { bytesOf } from '../wire-cases/wire-case.ts'
import { ACK_SIZE_MAX, AckView, decodeAck, writeAck } from './acks.ts'

const BATCH = 1000
const view = new AckView()
const context = { version: 5, sender: 'client', limits: NO_LIMITS } as const

for (const [name, body] of [
  ['two bytes', bytesOf('1234')],
  ['with a reason', bytesOf('1234 10')],
] as const) {
  bench(
    `decodeAck, ${name}`,
    () => {
      let sum = 0
      for (let i = 0; i < BATCH; i += 1) {
        decodeAck(view, 0x40, body, 0, body.length, context)
        sum += view.packetId
      }
      return sum
    },
    { batch: BATCH },
  )
}

const out = new Uint8Array(ACK_SIZE_MAX)
bench(
  'writeAck',
  () => {
    let end = 0
    for (let i = 0; i < BATCH; i += 1) end += writeAck(out, 0, 0x40, i, 0, 5)
    return end
  },
  { batch: BATCH },
)
