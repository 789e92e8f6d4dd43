/**
 * Steps about messages of which each goes to one of several clients, and about all that a client has
 * received, whichever part of them that was.
 */
import assert from 'node:assert/strict'
import { Then } from '@cucumber/cucumber'
import { passFence } from '../support/fence.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import { isFence } from '../support/participant.ts'
import type { Participant } from '../support/participant.ts'
import type { World } from '../support/world.ts'
import type { Packet, Publish } from '../wire/packet.ts'

Then(
  '{clients} share {payloads}',
  async function (this: World, names: readonly string[], payloads: readonly string[]) {
    const members = names.map((name) => this.participant(name))
    for (const payload of payloads) await arrival(members, payload)
    for (const member of members) await passFence(this, member)
    const all = members.flatMap((member) => messagesOf(member).map(payloadOf))
    assert.deepEqual(all.toSorted(), [...payloads].toSorted())
  },
)

Then(
  'every message that {client} received has QoS {int}',
  function (this: World, name: string, qos: number) {
    const others = messagesOf(this.participant(name)).filter((message) => message.qos !== qos)
    assert.deepEqual(others.map(payloadOf), [])
  },
)

Then(
  'no topic that {client} received begins with {string}',
  function (this: World, name: string, start: string) {
    const topics = messagesOf(this.participant(name)).map(({ topic }) => topic)
    assert.deepEqual(
      topics.filter((topic) => topic.startsWith(start)),
      [],
    )
  },
)

/** At any of them; the waits of the others end with their connections. */
function arrival(members: readonly Participant[], payload: string): Promise<Packet> {
  const isIt = (packet: Packet) => packet.type === 'PUBLISH' && payloadOf(packet) === payload
  return Promise.any(
    members.map(({ client }) => client.next(isIt, `"${payload}"`, ANSWER_LIMIT_MS)),
  )
}

/** All on the connection that the client has now, whether a step took them or not. */
function messagesOf({ client }: Participant): readonly Publish[] {
  return client.inbox.flatMap((packet) =>
    packet.type === 'PUBLISH' && !isFence(packet) ? [packet] : [],
  )
}

function payloadOf({ payload }: Publish): string {
  return Buffer.from(payload).toString()
}
