/**
 * Watches how the broker answers what it does not want, and holds that against the table of allowed
 * outcomes. A remark of the table is attached to the scenario, which goes on.
 */
import assert from 'node:assert/strict'
import { allowedOutcomes, describeObserved, describeOutcome, judge } from '../oracles.ts'
import type { Observed } from '../oracles.ts'
import type { Packet, PacketType, Version } from '../wire/packet.ts'
import type { Participant } from './participant.ts'
import { ANSWER_LIMIT_MS } from './limits.ts'
import type { World } from './world.ts'

/** Waits for the end of the connection; the packet is the last of this type that came before it. */
export async function observeEnd(participant: Participant, type: PacketType): Promise<Observed> {
  const closed = await participant.client.closed(ANSWER_LIMIT_MS).then(
    () => true,
    () => false,
  )
  const last = participant.untaken.findLast((packet) => packet.type === type)
  return { packet: last && coded(last), closed }
}

/** As `observeEnd`, unless a PINGRESP shows that the connection goes on. */
export async function observeEndOrPing(participant: Participant): Promise<Observed> {
  participant.client.send({ type: 'PINGREQ' })
  const goesOn = await participant.next('PINGRESP', ANSWER_LIMIT_MS).then(
    () => true,
    () => false,
  )
  return goesOn ? { packet: undefined, closed: false } : observeEnd(participant, 'DISCONNECT')
}

/** The first packet that could be an answer; the end counts as one and is waited for after a refusal. */
export async function observeAnswer(participant: Participant): Promise<Observed> {
  try {
    const packet = await participant.client.next(isAnswer, 'an answer', ANSWER_LIMIT_MS)
    if (packet.type !== 'DISCONNECT') return { packet: coded(packet), closed: false }
    await participant.client.closed(ANSWER_LIMIT_MS)
    return { packet: coded(packet), closed: true }
  } catch (error) {
    if (!participant.client.isClosed) throw error
    return { packet: undefined, closed: true }
  }
}

export function expectOutcome(
  world: World,
  rule: string,
  version: Version,
  observed: Observed,
): void {
  const outcome = judge(rule, version, observed)
  const allowed = allowedOutcomes(rule, version).map(describeOutcome).join('; ')
  assert.ok(outcome, `${rule}: ${describeObserved(observed)}. Allowed in ${version}: ${allowed}`)
  if (outcome.remark !== undefined) world.remark(outcome.remark)
}

const ANSWERS: ReadonlySet<PacketType> = new Set([
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBACK',
  'UNSUBACK',
  'DISCONNECT',
])

function isAnswer({ type }: Packet): boolean {
  return ANSWERS.has(type)
}

/** An answer of several codes is taken as refused when none of them is a success. */
function coded(packet: Packet): Observed['packet'] {
  if ('reasonCode' in packet) return { type: packet.type, reasonCode: packet.reasonCode }
  const codes = 'reasonCodes' in packet ? packet.reasonCodes : []
  return { type: packet.type, reasonCode: Math.min(...codes) }
}
