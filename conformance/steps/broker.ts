/**
 * Steps about the broker itself: what it has to offer and how it is set up. Where that cannot be had, the
 * scenario ends as unsupported.
 */
import assert from 'node:assert/strict'
import { Given, When } from '@cucumber/cucumber'
import type { DataTable } from '@cucumber/cucumber'
import { managedBroker } from '../support/managed.ts'
import { rowsOf } from '../support/rows.ts'
import type { World } from '../support/world.ts'
import type { Answer } from '../target/protocol.ts'

Given('the broker offers {capability}', function (this: World, capability: string) {
  return this.offers(capability) ? undefined : this.unsupported({ capability })
})

Given('a broker configured with:', async function (this: World, table: DataTable) {
  const { managed } = this.parameters
  if (managed === undefined) return this.unsupported({ reason: 'no hook' })
  this.broker = await managedBroker(managed, rowsOf(table))
  const { answer } = this.broker
  if (answer.answer === 'unsupported') return this.unsupported({ setting: answer.setting })
  useEndpoint(this, answer)
  return undefined
})

When('the broker restarts', async function (this: World) {
  useEndpoint(this, await again(this, 'stop'))
})

When('the broker crashes and starts again', async function (this: World) {
  useEndpoint(this, await again(this, 'kill'))
})

async function again(world: World, how: 'stop' | 'kill'): Promise<Answer> {
  assert.ok(world.broker, 'only a configured broker can be restarted')
  await world.broker.adapter.ask({ command: how })
  return world.broker.adapter.ask({ command: 'restart' })
}

function useEndpoint(world: World, answer: Answer): void {
  assert.equal(answer.answer, 'started', JSON.stringify(answer))
  const [url] = Object.values(answer.endpoints)
  assert.ok(url, 'the adapter names no endpoint')
  world.target = {
    url: new URL(url),
    ...(answer.caFile !== undefined && { caFile: answer.caFile }),
  }
}
