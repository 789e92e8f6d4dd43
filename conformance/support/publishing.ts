/**
 * Publishes with the whole handshake of the QoS.
 */
import assert from 'node:assert/strict'
import type { Row } from '../fields.ts'
import type { Participant } from './participant.ts'
import { ANSWER_LIMIT_MS } from './limits.ts'

/**
 * Rejects when the broker refuses the message. Nothing answers QoS 0, so a ping shows that the broker has
 * read it: what follows on another connection must not overtake it.
 */
export async function publish(publisher: Participant, rows: readonly Row[]): Promise<void> {
  const packet = publisher.send('PUBLISH', rows)
  if (packet.qos === 0) return publisher.ping()
  if (packet.qos === 1) return expectSuccess(publisher, 'PUBACK')
  await expectSuccess(publisher, 'PUBREC')
  publisher.send('PUBREL', [['packet identifier', String(packet.packetId)]])
  await expectSuccess(publisher, 'PUBCOMP')
}

async function expectSuccess(
  publisher: Participant,
  type: 'PUBACK' | 'PUBREC' | 'PUBCOMP',
): Promise<void> {
  const { reasonCode } = await publisher.next(type, ANSWER_LIMIT_MS)
  assert.ok(reasonCode < 0x80, `${type} for ${publisher.name} says 0x${reasonCode.toString(16)}`)
}
