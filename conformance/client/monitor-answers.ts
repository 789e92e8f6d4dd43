/**
 * Watches that each acknowledgement of the broker answers a packet of the client on this connection.
 * What a broker leaves unanswered is for scenarios to wait for.
 */
import type { Packet } from '../wire/packet.ts'
import type { Report, RuleName } from './monitor-rules.ts'

type AnswerType = 'PUBACK' | 'PUBREC' | 'PUBCOMP' | 'SUBACK' | 'UNSUBACK'
type Answer = Packet & { readonly type: AnswerType }

const RULE_OF_ANSWER: Record<AnswerType, RuleName> = {
  PUBACK: 'acknowledgedPacketId',
  PUBREC: 'acknowledgedPacketId',
  PUBCOMP: 'acknowledgedPacketId',
  SUBACK: 'subackPacketId',
  UNSUBACK: 'unsubackPacketId',
}

interface Question {
  readonly answer: AnswerType
  readonly packetId: number
  /** Topic filters in it. */
  readonly filters: number
}

export class AnswersMonitor {
  readonly #report: Report
  /** In the order of sending; a packet that was sent twice may be answered twice. */
  readonly #open: Question[] = []

  constructor(report: Report) {
    this.#report = report
  }

  sent(packet: Packet): void {
    const question = questionOf(packet)
    if (question !== undefined) this.#open.push(question)
  }

  received(packet: Packet): void {
    if (!isAnswer(packet)) return
    const at = this.#open.findIndex(
      ({ answer, packetId }) => answer === packet.type && packetId === packet.packetId,
    )
    const [question] = at < 0 ? [] : this.#open.splice(at, 1)
    if (question === undefined) this.#report(RULE_OF_ANSWER[packet.type])
    else this.#checkCodes(packet, question)
  }

  #checkCodes(packet: Answer, { filters }: Question): void {
    if (!('reasonCodes' in packet) || packet.reasonCodes.length === filters) return
    if (packet.type === 'SUBACK') this.#report('subackCodes')
    else this.#report('unsubackCodes')
  }
}

function questionOf(packet: Packet): Question | undefined {
  if (!('packetId' in packet) || packet.packetId === undefined) return undefined
  const { packetId } = packet
  switch (packet.type) {
    case 'PUBLISH':
      return { answer: packet.qos === 1 ? 'PUBACK' : 'PUBREC', packetId, filters: 0 }
    case 'PUBREL':
      return { answer: 'PUBCOMP', packetId, filters: 0 }
    case 'SUBSCRIBE':
      return { answer: 'SUBACK', packetId, filters: packet.subscriptions.length }
    case 'UNSUBSCRIBE':
      return { answer: 'UNSUBACK', packetId, filters: packet.filters.length }
    default:
      return undefined
  }
}

function isAnswer(packet: Packet): packet is Answer {
  return packet.type in RULE_OF_ANSWER
}
