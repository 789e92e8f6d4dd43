/**
 * Steps about a message that a client receives more than once: again after a reconnect, or in several
 * copies because several of its subscriptions match.
 */
import assert from 'node:assert/strict'
import { Then } from '@cucumber/cucumber'
import { differences } from '../support/compare-packet.ts'
import { passFence } from '../support/fence.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { Participant } from '../support/participant.ts'
import type { World } from '../support/world.ts'
import { decode } from '../wire/decode.ts'
import type { Packet, Publish } from '../wire/packet.ts'

Then(
  '{client} receives {string} again at QoS {int}',
  async function (this: World, name: string, payload: string, qos: number) {
    const participant = this.participant(name)
    const packet = await participant.next('PUBLISH', ANSWER_LIMIT_MS)
    const rows = [
      ['payload', payload],
      ['qos', String(qos)],
      ['dup', 'yes'],
      ['packet identifier', String(firstPacketId(this, participant, payload))],
    ] as const
    assert.deepEqual(differences(packet, rows, participant.setting), [])
  },
)

Then(
  'the copies of {string} for {client} are at most {int}, the highest at QoS {int}',
  async function (this: World, payload: string, name: string, most: number, qos: number) {
    const copies = await copiesOf(this, name, payload)
    assert.ok(copies.length <= most, `${copies.length} copies for at most ${most} subscriptions`)
    assert.equal(Math.max(...copies.map((copy) => copy.qos)), qos)
  },
)

Then(
  'the copies of {string} for {client} carry the subscription identifiers {string}',
  async function (this: World, payload: string, name: string, listed: string) {
    const copies = (await copiesOf(this, name, payload)).map(subscriptionIdentifiers)
    const all = copies.flat().toSorted((a, b) => a - b)
    assert.equal(all.join(', '), listed)
    const isMerged = copies.length === 1
    assert.ok(isMerged || copies.every(({ length }) => length <= 1), 'a copy is for one of them')
  },
)

/** The transcript remembers the connections before the one that there is now. */
function firstPacketId(world: World, { name, version }: Participant, payload: string) {
  const packets = world.transcript.entries
    .filter(({ client, direction }) => client === name && direction === 'received')
    .map(({ bytes }) => decode(bytes, version, 'server'))
  return packets.flatMap((packet) => messageWith(payload, packet)).at(0)?.packetId
}

async function copiesOf(world: World, name: string, payload: string): Promise<readonly Publish[]> {
  const participant = world.participant(name)
  await passFence(world, participant)
  const copies = participant.untaken.flatMap((packet) => messageWith(payload, packet))
  assert.ok(copies.length > 0, `${name} receives no "${payload}"`)
  return copies
}

function messageWith(payload: string, packet: Packet): readonly Publish[] {
  if (packet.type !== 'PUBLISH') return []
  return Buffer.from(packet.payload).toString() === payload ? [packet] : []
}

function subscriptionIdentifiers({ properties }: Publish): readonly number[] {
  return properties.flatMap(({ name, value }) =>
    name === 'Subscription Identifier' && typeof value === 'number' ? [value] : [],
  )
}
