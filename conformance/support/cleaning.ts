/**
 * Removes from the broker what a scenario leaves there: its retained messages and its sessions, and
 * nothing that is not its own. It judges nothing: the verdict stands by then.
 */
import type { Participant } from './participant.ts'
import type { World } from './world.ts'

const CLEANER = 'Cleaner'

/** What a broken broker does to this is told in the log. */
export async function cleanUp(world: World): Promise<void> {
  await Promise.all(world.participants.map((participant) => participant.leave()))
  await removeTraces(world)
  await Promise.all(world.clients.map((client) => client.end()))
}

async function removeTraces(world: World): Promise<void> {
  const { retainedTopics } = world
  const sleepers = world.participants.filter(({ keepsSession }) => keepsSession)
  try {
    await Promise.all(sleepers.map(endSession))
    if (retainedTopics.length > 0) {
      await clearRetained(world.participant(CLEANER), retainedTopics)
    }
  } catch (error) {
    world.log(`not all could be cleaned up: ${String(error)}`)
  }
}

async function endSession(participant: Participant): Promise<void> {
  await participant.connectAccepted([])
  await participant.disconnect([])
}

async function clearRetained(cleaner: Participant, topics: readonly string[]): Promise<void> {
  await cleaner.connectAccepted([])
  for (const topic of topics) {
    cleaner.send('PUBLISH', [
      ['raw topic', topic],
      ['payload', ''],
      ['retain', 'yes'],
    ])
  }
  await cleaner.disconnect([])
}
