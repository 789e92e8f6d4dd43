/**
 * Steps about what must not happen: messages that must not arrive, and clients that must not notice.
 */
import assert from 'node:assert/strict'
import { Then } from '@cucumber/cucumber'
import { expectUndisturbed } from '../support/bystanders.ts'
import { shownPayload } from '../support/compare-packet.ts'
import { passFence } from '../support/fence.ts'
import type { World } from '../support/world.ts'
import type { Packet } from '../wire/packet.ts'

Then('{client} receives nothing more', async function (this: World, name: string) {
  const participant = this.participant(name)
  await passFence(this, participant)
  assert.deepEqual(participant.unaccounted.map(summary), [])
})

Then(
  '{client} does not receive {string}',
  async function (this: World, name: string, payload: string) {
    const participant = this.participant(name)
    await passFence(this, participant)
    const received = participant.untaken.filter(
      (packet) => packet.type === 'PUBLISH' && Buffer.from(packet.payload).toString() === payload,
    )
    assert.deepEqual(received.map(summary), [])
  },
)

Then('nobody else is disturbed', function (this: World) {
  return expectUndisturbed(this)
})

function summary(packet: Packet): string {
  return packet.type === 'PUBLISH' ? `PUBLISH with ${shownPayload(packet.payload)}` : packet.type
}
