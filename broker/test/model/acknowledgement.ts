/** What a client of the model test says about messages that it got, the wrong things included. */
import { ReasonCode } from '../../codec/index.ts'
import type { Ack, AckType, ProtocolVersion } from '../../codec/index.ts'
import type { Delivery } from './reference-delivery.ts'
import type { Session } from './reference-session.ts'
import type { AcknowledgeHow } from './step.ts'

const UNKNOWN_ID = 0xfff0
const ACK_TYPES = ['puback', 'pubrec', 'pubcomp'] as const

/** The packet that a delivery waits for. */
export function acknowledgementOf({ qos, isReleased, packetId }: Delivery): Ack {
  return ack(qos === 1 ? 'puback' : isReleased ? 'pubcomp' : 'pubrec', packetId)
}

/** About one of the messages that this connection has seen; nothing when there is none. */
export function acknowledgement(
  { inflight, repeats }: Session,
  version: ProtocolVersion,
  pick: number,
  how: AcknowledgeHow,
): readonly Ack[] {
  const seen = inflight.filter((delivery) => !repeats.includes(delivery))
  if (how === 'unknownId') return [ack(ACK_TYPES[pick % ACK_TYPES.length] ?? 'puback', UNKNOWN_ID)]
  const delivery = seen[pick % seen.length]
  if (delivery === undefined) return []
  const next = acknowledgementOf(delivery)
  if (how === 'error') return [withError(next, version)]
  if (how === 'again' && delivery.isReleased) return [ack('pubrec', delivery.packetId)]
  if (how === 'wrong') return [ack(delivery.qos === 1 ? 'pubrec' : 'puback', delivery.packetId)]
  return [next]
}

/** The receiver refuses the message, which 5.0 can say. */
function withError(answer: Ack, version: ProtocolVersion): Ack {
  const isRefusal = version === 5 && answer.type !== 'pubcomp'
  return isRefusal ? { ...answer, reasonCode: ReasonCode.quotaExceeded } : answer
}

function ack(type: AckType, packetId: number): Ack {
  return { type, packetId, reasonCode: ReasonCode.success, properties: {} }
}
