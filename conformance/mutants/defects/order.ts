/** Defects of the order of messages. */
import { defectsOf } from './defect.ts'
import type { Alteration } from '../proxy.ts'
import type { Packet, QoS } from '../../wire/packet.ts'

const { inBroker, inProxy } = defectsOf('order')

export const ORDER = [
  inBroker(
    'last in, first out',
    '5.0:4.6.0-5 5.0:4.6.0-6 3.1.1:4.6.0-5 3.1.1:4.6.0-6',
    'Messages that waited are delivered in reverse.',
  ),
  ...([0, 1, 2] as const).map((qos) =>
    inProxy(
      `swapped messages of QoS ${qos}`,
      '5.0:4.6.0-5 5.0:4.6.0-6 3.1.1:4.6.0-5 3.1.1:4.6.0-6',
      `The first two messages of QoS ${qos} on a connection change places.`,
      () => swapping(qos),
    ),
  ),
  inProxy('later messages first', '3.1:ORDER-01', 'PUBRELs of the broker change places.', () => ({
    alter: ({ sender, packet }, { notes }) => {
      if (sender === 'client' || packet?.type !== 'PUBREL') return undefined
      const held = notes.get('held')
      if (held === undefined) {
        notes.set('held', packet)
        return []
      }
      notes.delete('held')
      return isPacket(held) ? [packet, held] : undefined
    },
  })),
]

/** Holds the first message back till the second has come. */
function swapping(qos: QoS): Alteration {
  return {
    alter: ({ sender, packet }, { notes }) => {
      if (sender === 'client' || packet?.type !== 'PUBLISH' || packet.qos !== qos) return undefined
      const held = notes.get('held')
      if (held === undefined) {
        notes.set('held', packet)
        return []
      }
      if (!isPacket(held)) return undefined
      notes.set('held', 'over')
      return [packet, held]
    },
  }
}

function isPacket(value: unknown): value is Packet {
  return typeof value === 'object'
}
