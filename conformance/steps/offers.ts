/**
 * Steps about what a broker decides for itself and says in CONNACK: whether it takes the client, under
 * which identifier, and within which limits.
 */
import assert from 'node:assert/strict'
import { Then, When } from '@cucumber/cucumber'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import { expectOutcome } from '../support/outcome.ts'
import type { Participant } from '../support/participant.ts'
import type { World } from '../support/world.ts'
import { encode } from '../wire/encode.ts'
import type { PropertyValue } from '../wire/packet.ts'

/** A broker that judges by the length alone closes within this time, and never reads the rest. */
const EARLY_CLOSE_MS = 1000
const BEGINNING_BYTES = 64
/** More than this is not waited for. */
const LONGEST_KEEP_ALIVE_SECONDS = 20

Then(
  '{client} is accepted or refused as {rule}',
  async function (this: World, name: string, rule: string) {
    const { client, version } = this.participant(name)
    const isConnack = ({ type }: { readonly type: string }) => type === 'CONNACK'
    const connack = await client.next(isConnack, 'CONNACK', ANSWER_LIMIT_MS).catch((error) => {
      if (!client.isClosed) throw error
    })
    const packet = connack?.type === 'CONNACK' ? connack : undefined
    if (packet?.reasonCode === 0) return
    await client.closed(ANSWER_LIMIT_MS)
    expectOutcome(this, rule, version, { packet, closed: true })
  },
)

When(
  /^([A-Z][a-z]+) reconnects with (?:her|his|its|their) assigned identifier$/,
  function (this: World, name: string) {
    return reconnectAsAssigned(this.participant(name))
  },
)

When(
  "{client} sends a PUBLISH larger than the broker's Maximum Packet Size",
  async function (this: World, name: string) {
    const participant = this.participant(name)
    const payload = new Uint8Array(Number(announced(participant, 'Maximum Packet Size')))
    const bytes = publishBytes(participant, payload)
    participant.client.sendBytes(bytes.subarray(0, BEGINNING_BYTES))
    await participant.client
      .closed(EARLY_CLOSE_MS)
      .catch(() => participant.client.sendBytes(bytes.subarray(BEGINNING_BYTES)))
  },
)

When(
  "{client} sends a PUBLISH with a topic alias above the broker's Topic Alias Maximum",
  function (this: World, name: string) {
    const participant = this.participant(name)
    const maximum = Number(announced(participant, 'Topic Alias Maximum'))
    participant.send('PUBLISH', [['Topic Alias', String(maximum + 1)]])
  },
)

Then(
  'the broker closes the connection of {client} after one and a half times its Server Keep Alive',
  async function (this: World, name: string) {
    const participant = this.participant(name)
    const keepAliveSeconds = Number(announced(participant, 'Server Keep Alive'))
    assert.ok(keepAliveSeconds <= LONGEST_KEEP_ALIVE_SECONDS, `${keepAliveSeconds} s are too long`)
    const expectedMs = keepAliveSeconds * 1500
    const tookMs = await participant.client.closed(expectedMs + this.slackMs)
    this.log(`closed after ${Math.round(tookMs)} ms`)
    assert.ok(tookMs >= expectedMs)
  },
)

function reconnectAsAssigned(participant: Participant): Promise<void> {
  const clientId = String(announced(participant, 'Assigned Client Identifier'))
  return participant.connect([
    ['raw client id', clientId],
    ['clean start', 'no'],
  ])
}

/** Throws when the CONNACK of the participant's connection lacks it. */
function announced({ name, client }: Participant, property: string): PropertyValue {
  const connack = client.inbox.find(({ type }) => type === 'CONNACK')
  const properties = connack?.type === 'CONNACK' ? connack.properties : []
  const found = properties.find((candidate) => candidate.name === property)
  if (found === undefined) throw new Error(`${name} was told no ${property}`)
  return found.value
}

function publishBytes({ setting, version }: Participant, payload: Uint8Array): Uint8Array {
  const publish = {
    type: 'PUBLISH',
    dup: false,
    qos: 0,
    retain: false,
    topic: setting.topic('a'),
    packetId: undefined,
    properties: [],
    payload,
  } as const
  return encode(publish, version).bytes
}
