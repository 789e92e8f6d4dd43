/**
 * Steps for what a broker may take or turn down as it likes: either is right, but nothing between.
 */
import { Then } from '@cucumber/cucumber'
import { expectOutcome, observeEnd } from '../support/outcome.ts'
import type { World } from '../support/world.ts'

Then(
  'the broker may end the connection of {client} as {rule}',
  async function (this: World, name: string, rule: string) {
    const participant = this.participant(name)
    try {
      await participant.ping()
    } catch (error) {
      if (!participant.client.isClosed) throw error
      expectOutcome(this, rule, participant.version, await observeEnd(participant, 'DISCONNECT'))
    }
  },
)
