/**
 * Steps that subscribe and unsubscribe, each complete with the broker's acknowledgement.
 */
import assert from 'node:assert/strict'
import { When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'
import { rowsOf } from '../support/rows.ts'
import { ANSWER_LIMIT_MS } from '../support/limits.ts'
import type { World } from '../support/world.ts'

type Rows = readonly Row[]

When('{client} subscribes to {subscription}', function (this: World, name: string, rows: Rows) {
  return this.participant(name).subscribe(rows)
})

When(
  '{client} subscribes to {subscription} with:',
  function (this: World, name: string, rows: Rows, table: DataTable) {
    return this.participant(name).subscribe([...rows, ...rowsOf(table)])
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
