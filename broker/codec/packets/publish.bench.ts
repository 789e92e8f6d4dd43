/** What reading and writing a PUBLISH costs: `node broker/codec/packets/publish.bench.ts`. */
import { bench } from '../../dev/micro-bench.ts'
import { encodePacket } from '../codec.ts'
import { headerSize } from '../framer.ts'
import type { Publish } from '../packet.ts'
import { NO_LIMITS } from '../protocol.ts'
import type { ProtocolVersion } from '../protocol.ts'
import type { Properties } from '../property-table.ts'
import { publish } from '../wire-cases/packets.ts'
import { decodePublish, PublishView } from './publish-view.ts'
import { PublishHeader, publishLength, writePublish } from './publish-writer.ts'

const BATCH = 1000

function message(payloadBytes: number, properties: Properties = {}): Publish {
  const payload = new Uint8Array(payloadBytes)
  return publish({
    topic: 'fleet/4711/engine/temperature',
    qos: 1,
    packetId: 7,
    payload,
    properties,
  })
}

function benchPublish(name: string, packet: Publish, version: ProtocolVersion): void {
  const frame = encodePacket(packet, version)
  const context = { version, sender: 'client', limits: NO_LIMITS } as const
  const [firstByte = 0] = frame
  const start = headerSize(frame.length)
  const view = new PublishView()
  bench(
    `decodePublish, ${name}`,
    () => {
      for (let i = 0; i < BATCH; i += 1) {
        decodePublish(view, firstByte, frame, 0, start, frame.length, context)
      }
      return view.payloadStart
    },
    { batch: BATCH },
  )
  const header = Object.assign(new PublishHeader(), { version, qos: 1, packetId: 7 })
  const out = new Uint8Array(publishLength(view, header))
  bench(
    `writePublish, ${name}`,
    () => {
      let end = 0
      for (let i = 0; i < BATCH; i += 1) end += writePublish(out, 0, view, header)
      return end
    },
    { batch: BATCH },
  )
}

benchPublish('3.1.1, 64 bytes', message(64), 4)
benchPublish('3.1.1, 1 KiB', message(1024), 4)
benchPublish('5.0, 64 bytes, no properties', message(64), 5)
benchPublish(
  '5.0, 64 bytes, expiry and user property',
  message(64, { messageExpiryInterval: 60, userProperties: [['unit', 'celsius']] }),
  5,
)
