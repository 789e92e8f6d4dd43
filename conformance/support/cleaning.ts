/**
 * Removes from the broker what a scenario leaves there: its retained messages and its sessions, and
 * nothing that is not its own. It judges nothing: the verdict stands by then.
 */
import type { Participant } from './participant.ts'
import type { World } from './world.ts'

const CLEANER = 'Cleaner'

/** What a broken broker does to this is told in the log. */
export async function removeTraces(world: World, retained: readonly string[]): Promise<void> {
  const sleepers = world.participants.filter(({ keepsSession }) => keepsSession)
  try {
    await Promise.all(sleepers.map(endSession))
    if (retained.length > 0) await clearRetained(world.participant(CLEANER), retained)
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
