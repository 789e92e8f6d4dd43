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

type Optional = string | null | undefined

const PUBLISHES = '^([A-Z][a-z]+) publishes "([^"]*)" to "([^"]*)"(?: at QoS ([012]))?( retained)?'
const RECEIVES = '^([A-Z][a-z]+) receives "([^"]*)"(?: on "([^"]*)")?(?: at QoS ([012]))?'

When(
  new RegExp(`${PUBLISHES}$`),
  function (
    this: World,
    name: string,
    payload: string,
    topic: string,
    qos: Optional,
    retained: Optional,
  ) {
    return publish(this.participant(name), publishRows(payload, topic, qos, retained))
  },
)

When(
  new RegExp(`${PUBLISHES} with:$`),
  function (
    this: World,
    name: string,
    payload: string,
    topic: string,
    qos: Optional,
    retained: Optional,
    table: DataTable,
  ) {
    const rows = [...publishRows(payload, topic, qos, retained), ...rowsOf(table)]
    return publish(this.participant(name), rows)
  },
)

When('{client} publishes with:', function (this: World, name: string, table: DataTable) {
  return publish(this.participant(name), rowsOf(table))
})

Then(
  new RegExp(`${RECEIVES}$`),
  function (this: World, name: string, payload: string, topic: Optional, qos: Optional) {
    return receive(this, name, receivedRows(payload, topic, qos))
  },
)

Then(
  new RegExp(`${RECEIVES} with:$`),
  function (
    this: World,
    name: string,
    payload: string,
    topic: Optional,
    qos: Optional,
    table: DataTable,
  ) {
    return receive(this, name, [...receivedRows(payload, topic, qos), ...rowsOf(table)])
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

function publishRows(
  payload: string,
  topic: string,
  qos: Optional,
  retained: Optional,
): readonly Row[] {
  return [
    ['topic', topic],
    ['payload', payload],
    ['qos', qos ?? '0'],
    ['retain', retained ? 'yes' : 'no'],
  ]
}

function receivedRows(payload: string, topic: Optional, qos: Optional): readonly Row[] {
  const rows: Row[] = [['payload', payload]]
  if (typeof topic === 'string') rows.push(['topic', topic])
  if (typeof qos === 'string') rows.push(['qos', qos])
  return rows
}

async function receive(world: World, name: string, rows: readonly Row[]): Promise<void> {
  const participant = world.participant(name)
  const packet = participant.withTopic(await participant.next('PUBLISH', ANSWER_LIMIT_MS))
  assert.deepEqual(differences(packet, rows, participant.setting), [])
}
