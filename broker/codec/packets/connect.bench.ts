/** What reading a CONNECT costs: `node broker/codec/packets/connect.bench.ts`. */
import { bench } from '../../dev/micro-bench.ts'
import { encodePacket } from '../codec.ts'
import { headerSize } from '../framer.ts'
import type { Connect } from '../packet.ts'
import { NO_LIMITS } from '../protocol.ts'
import { connect, will } from '../wire-cases/packets.ts'
import { decodeConnect } from './connect.ts'

const who = {
  clientId: 'device-000042-of-the-fleet',
  userName: 'device-000042',
  password: new Uint8Array(32),
}

function benchConnect(name: string, packet: Connect): void {
  const frame = encodePacket(packet, packet.version)
  const [firstByte = 0] = frame
  const start = headerSize(frame.length)
  bench(name, () => decodeConnect(firstByte, frame, start, frame.length, NO_LIMITS))
}

benchConnect('decodeConnect, 3.1.1 with a password', connect(4, who))
benchConnect(
  'decodeConnect, 5.0 with a will and properties',
  connect(5, {
    ...who,
    will: will({
      topic: 'fleet/42/state',
      payload: new Uint8Array(16),
      properties: { willDelayInterval: 5 },
    }),
    properties: { sessionExpiryInterval: 3600, receiveMaximum: 100, topicAliasMaximum: 10 },
  }),
)
