/**
 * Steps that publish, complete with the handshake of the QoS, and that receive what others published.
 */
import assert from 'node:assert/strict'
import { Given, Then, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'
import { differences } from '../support/compare-packet.ts'
import { publish } from '../support/publishing.ts'
import { rowsOf } from '../support/rows.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { World } from '../support/world.ts'

type Rows = readonly Row[]

When('{client} publishes {publication}', function (this: World, name: string, message: Rows) {
  return publish(this.participant(name), message)
})

When(
  '{client} publishes {publication} with:',
  function (this: World, name: string, message: Rows, table: DataTable) {
    return publish(this.participant(name), [...message, ...rowsOf(table)])
  },
)

When('{client} publishes with:', function (this: World, name: string, table: DataTable) {
  return publish(this.participant(name), rowsOf(table))
})

Then('{client} receives {delivery}', function (this: World, name: string, message: Rows) {
  return receive(this, name, message)
})

Then(
  '{client} receives {delivery} with:',
  function (this: World, name: string, message: Rows, table: DataTable) {
    return receive(this, name, [...message, ...rowsOf(table)])
  },
)

Then(
  '{client} receives {payloads} in this order',
  async function (this: World, name: string, payloads: readonly string[]) {
    for (const payload of payloads) await receive(this, name, [['payload', payload]])
  },
)

Given('{client} acknowledges by hand', function (this: World, name: string) {
  this.participant(name).acknowledgeByHand()
})

async function receive(world: World, name: string, rows: Rows): Promise<void> {
  const participant = world.participant(name)
  const packet = participant.withTopic(await participant.next('PUBLISH', ANSWER_LIMIT_MS))
  assert.deepEqual(differences(packet, rows, participant.setting), [])
}
