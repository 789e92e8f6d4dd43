/**
 * Two clients that have nothing to do with a scenario and must not notice it: they connect before it
 * begins, and one message between them at the end shows that they are served.
 */
import assert from 'node:assert/strict'
import { publish } from './publishing.ts'
import { ANSWER_LIMIT_MS } from './limits.ts'
import type { World } from './world.ts'

const PUBLISHER = 'ByPublisher'
const SUBSCRIBER = 'BySubscriber'
const TOPIC = 'bystander'

/** Has the two connect before the scenario's first connection, which may be to a broker of its own. */
export function inviteBystanders(world: World): void {
  const { beforeConnection } = world
  world.beforeConnection = () => {
    world.beforeConnection = beforeConnection
    return startBystanders(world)
  }
}

async function startBystanders(world: World): Promise<void> {
  for (const name of [PUBLISHER, SUBSCRIBER]) await world.participant(name).connectAccepted([])
  await world.participant(SUBSCRIBER).subscribe([['filter', TOPIC]])
}

export async function expectUndisturbed(world: World): Promise<void> {
  const payload = world.nextFence()
  await publish(world.participant(PUBLISHER), [
    ['topic', TOPIC],
    ['payload', payload],
  ])
  const message = await world
    .participant(SUBSCRIBER)
    .client.next(({ type }) => type === 'PUBLISH', 'the message of a bystander', ANSWER_LIMIT_MS)
  assert.ok(message.type === 'PUBLISH' && Buffer.from(message.payload).toString() === payload)
}
