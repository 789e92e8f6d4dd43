/**
 * Steps about the end of a connection, by the client or by the broker, and about its going on. That the
 * broker closed is believed only at the end of the stream.
 */
import assert from 'node:assert/strict'
import { Then, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import { mayGoOn } from '../oracles.ts'
import { expectOutcome, observeAnswer, observeEnd, observeEndOrPing } from '../support/outcome.ts'
import { rowsOf } from '../support/rows.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { World } from '../support/world.ts'

When('{client} disconnects', function (this: World, name: string) {
  return this.participant(name).disconnect([])
})

When('{client} disconnects with:', function (this: World, name: string, table: DataTable) {
  return this.participant(name).disconnect(rowsOf(table))
})

When(
  /^([A-Z][a-z]+) loses (?:her|his|its|their|the) connection$/,
  function (this: World, name: string) {
    this.participant(name).client.loseConnection()
  },
)

Then('the broker closes the connection of {client}', async function (this: World, name: string) {
  await this.participant(name).client.closed(ANSWER_LIMIT_MS)
})

Then(
  'the broker closes the connection of {client} within {seconds} s',
  async function (this: World, name: string, limitMs: number) {
    const tookMs = await this.participant(name).client.closed(limitMs + this.slackMs)
    this.log(`closed after ${Math.round(tookMs)} ms`)
  },
)

Then(
  'the broker closes the connection of {client} after {seconds} to {seconds} s',
  async function (this: World, name: string, leastMs: number, mostMs: number) {
    const tookMs = await this.participant(name).client.closed(mostMs + this.slackMs)
    this.log(`closed after ${Math.round(tookMs)} ms`)
    assert.ok(tookMs >= leastMs, `closed after ${Math.round(tookMs)} ms, ${leastMs} at least`)
  },
)

Then(
  'the broker ends the connection of {client} as {rule}',
  async function (this: World, name: string, rule: string) {
    const participant = this.participant(name)
    const { version } = participant
    const observed = mayGoOn(rule, version)
      ? await observeEndOrPing(participant)
      : await observeEnd(participant, 'DISCONNECT')
    expectOutcome(this, rule, version, observed)
  },
)

Then(
  'the broker may end the connection of {client} as {rule}',
  async function (this: World, name: string, rule: string) {
    const participant = this.participant(name)
    const observed = await observeEndOrPing(participant)
    if (observed.closed) expectOutcome(this, rule, participant.version, observed)
    else this.remark({ choice: 'goes on' })
  },
)

Then(
  'the broker answers {client} as {rule}',
  async function (this: World, name: string, rule: string) {
    const participant = this.participant(name)
    expectOutcome(this, rule, participant.version, await observeAnswer(participant))
  },
)

Then('the broker refuses the filter of {client}', async function (this: World, name: string) {
  const participant = this.participant(name)
  const observed = await observeAnswer(participant)
  expectOutcome(this, 'invalid filter', participant.version, observed)
})

Then('the connection of {client} is still open', async function (this: World, name: string) {
  await this.participant(name).ping()
})
