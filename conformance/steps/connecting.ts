/**
 * Steps that open connections: versions, CONNECT and the broker's answer to it.
 */
import assert from 'node:assert/strict'
import { Given, Then, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'
import { differences } from '../support/compare-packet.ts'
import { expectOutcome, observeEnd } from '../support/outcome.ts'
import { rowsOf } from '../support/rows.ts'
import type { World } from '../support/world.ts'
import type { Version } from '../wire/packet.ts'

Given('MQTT {version}', function (this: World, version: Version) {
  const { versions } = this.parameters
  if (versions !== undefined && !versions.includes(version)) return this.unsupported({ version })
  this.version = version
  return undefined
})

Given('{client} speaks MQTT {version}', function (this: World, name: string, version: Version) {
  this.participant(name).version = version
})

Given('{client} is connected', function (this: World, name: string) {
  return this.participant(name).connectAccepted([])
})

Given('{client} is connected with:', function (this: World, name: string, table: DataTable) {
  return this.participant(name).connectAccepted(rowsOf(table))
})

Given('{clients} are connected', async function (this: World, names: readonly string[]) {
  await Promise.all(names.map((name) => this.participant(name).connectAccepted([])))
})

When('{client} opens a connection', function (this: World, name: string) {
  return this.participant(name).open()
})

When('{client} connects', function (this: World, name: string) {
  return this.participant(name).connect([])
})

When('{client} connects with:', function (this: World, name: string, table: DataTable) {
  return this.participant(name).connect(rowsOf(table))
})

When('{client} reconnects', function (this: World, name: string) {
  return this.participant(name).connect(resuming([]))
})

When('{client} reconnects with:', function (this: World, name: string, table: DataTable) {
  return this.participant(name).connect(resuming(rowsOf(table)))
})

Then('{client} is accepted', function (this: World, name: string) {
  return expectAccepted(this, name, [])
})

Then('{client} is accepted with:', function (this: World, name: string, table: DataTable) {
  return expectAccepted(this, name, rowsOf(table))
})

Then('{client} is refused', async function (this: World, name: string) {
  const { packet, closed } = await observeEnd(this.participant(name), 'CONNACK')
  assert.ok(closed, `the broker keeps the connection of ${name}`)
  assert.notEqual(packet?.reasonCode, 0, `the broker accepts ${name}`)
})

Then('{client} is refused as {rule}', async function (this: World, name: string, rule: string) {
  const observed = await observeEnd(this.participant(name), 'CONNACK')
  expectOutcome(this, rule, this.participant(name).version, observed)
})

async function expectAccepted(world: World, name: string, rows: readonly Row[]): Promise<void> {
  const participant = world.participant(name)
  const connack = await participant.expectAccepted()
  assert.deepEqual(differences(connack, rows, participant.setting), [])
}

/** The old session is asked for, unless the step says otherwise. */
function resuming(rows: readonly Row[]): readonly Row[] {
  const isSaid = rows.some(([field]) => /^clean (start|session)$/i.test(field))
  return isSaid ? rows : [['clean start', 'no'], ...rows]
}
