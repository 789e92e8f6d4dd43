/**
 * Steps that go up to what the broker announced in CONNACK and not beyond: its Receive Maximum, by
 * exchanges of QoS 2 that are begun and left open, and its Topic Alias Maximum.
 */
import assert from 'node:assert/strict'
import { When } from '@cucumber/cucumber'
import { propertyNumber } from '../client/property-value.ts'
import type { Row } from '../fields.ts'
import { isOfType } from '../support/build-packet.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { Participant } from '../support/participant.ts'
import { publish } from '../support/publishing.ts'
import type { World } from '../support/world.ts'

When(
  "{client} begins as many QoS 2 exchanges as the broker's Receive Maximum",
  async function (this: World, name: string) {
    const participant = this.participant(name)
    const maximum = announced(participant, 'Receive Maximum')
    for (let begun = 0; begun < maximum; begun += 1) participant.send('PUBLISH', [['qos', '2']])
    for (let begun = 0; begun < maximum; begun += 1) await expectPubrec(participant)
  },
)

When('{client} completes one of these exchanges', async function (this: World, name: string) {
  const participant = this.participant(name)
  const pubrec = participant.client.inbox.find((packet) => isOfType(packet, 'PUBREC'))
  assert.ok(pubrec, `${name} has begun no exchange`)
  participant.send('PUBREL', [['packet identifier', String(pubrec.packetId)]])
  await participant.next('PUBCOMP', ANSWER_LIMIT_MS)
})

When(
  '{client} publishes {publication} with the highest alias that the broker allows',
  function (this: World, name: string, message: readonly Row[]) {
    const participant = this.participant(name)
    const alias = String(announced(participant, 'Topic Alias Maximum'))
    return publish(participant, [...message, ['Topic Alias', alias]])
  },
)

function announced({ name, client }: Participant, property: string): number {
  const connack = client.inbox.find((packet) => isOfType(packet, 'CONNACK'))
  const maximum = connack && propertyNumber(connack.properties, property)
  assert.ok(maximum !== undefined, `${name} was told no ${property}`)
  return maximum
}

async function expectPubrec(participant: Participant): Promise<void> {
  const { reasonCode } = await participant.next('PUBREC', ANSWER_LIMIT_MS)
  assert.ok(reasonCode < 0x80, `PUBREC says 0x${reasonCode.toString(16)}`)
}
