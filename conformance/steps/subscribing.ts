/**
 * Steps that subscribe and unsubscribe, each complete with the broker's acknowledgement.
 */
import assert from 'node:assert/strict'
import { When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import { rowsOf } from '../support/rows.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { World } from '../support/world.ts'

When('{client} subscribes to {string}', function (this: World, name: string, filter: string) {
  return this.participant(name).subscribe([['filter', filter]])
})

When(
  '{client} subscribes to {string} at QoS {int}',
  function (this: World, name: string, filter: string, qos: number) {
    return this.participant(name).subscribe([
      ['filter', filter],
      ['qos', String(qos)],
    ])
  },
)

When(
  '{client} subscribes to {string} with:',
  function (this: World, name: string, filter: string, table: DataTable) {
    return this.participant(name).subscribe([['filter', filter], ...rowsOf(table)])
  },
)

When(
  '{client} subscribes to {string} at QoS {int} with:',
  function (this: World, name: string, filter: string, qos: number, table: DataTable) {
    return this.participant(name).subscribe([
      ['filter', filter],
      ['qos', String(qos)],
      ...rowsOf(table),
    ])
  },
)

When(
  '{client} unsubscribes from {string}',
  async function (this: World, name: string, filter: string) {
    const participant = this.participant(name)
    participant.send('UNSUBSCRIBE', [['filter', filter]])
    const { reasonCodes } = await participant.next('UNSUBACK', ANSWER_LIMIT_MS)
    const refused = reasonCodes.filter((code) => code >= 0x80)
    assert.deepEqual(refused, [], `the broker refuses to unsubscribe ${name}`)
  },
)
