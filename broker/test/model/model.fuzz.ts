/**
 * Random sequences of client commands, played against a real node with 1, 2 or 3 shards and against
 * the reference machine, with everything that clients get compared after each command. The sequence
 * that a failure prints is the shortest that was found.
 */
import { test } from 'node:test'
import fc from 'fast-check'
import {
  allowAll,
  anonymousAuthenticator,
  noEnhancedAuthentication,
} from '../../auth/providers/anonymous.ts'
import { FakeClock } from '../../base/fake-clock.ts'
import { seededRandom } from '../../base/random.ts'
import { loadConfig } from '../../config/index.ts'
import type { Config } from '../../config/index.ts'
import { fuzzRuns } from '../../dev/fuzz-runs.ts'
import { BrokerNode } from '../../node.ts'
import { MemoryLog } from '../../storage/index.ts'
import { Player } from './player.ts'
import { steps } from './step-arbitraries.ts'

const silentLog = { debug: undefined, info: () => {}, warn: () => {}, error: () => {} }

interface Variant {
  readonly shards: number
  readonly fanOutSlice: number
  readonly queueQos0: boolean
  readonly sharedStrategy: 'roundRobin' | 'sticky'
}

/** Bounds so small that random sequences reach them. */
function configOf({ fanOutSlice, queueQos0, sharedStrategy }: Variant): Config {
  const mqtt = { receiveMaximum: 5, topicAliasMaximum: 4, maximumPacketSize: 1024, sharedStrategy }
  const session = { inflightMax: 4, queueQos0 }
  return loadConfig({ overrides: { mqtt, session, limits: { fanOutSlice } } }).config
}

function createNode(shards: number, clock: FakeClock, config: Config): BrokerNode {
  return new BrokerNode({
    options: config,
    shards,
    clock,
    random: seededRandom(1),
    eventLog: silentLog,
    authenticator: anonymousAuthenticator,
    enhancedAuthenticator: noEnhancedAuthentication,
    authorizer: allowAll,
    openLog: (turn) => new MemoryLog(turn),
  })
}

const variants: fc.Arbitrary<Variant> = fc.record({
  shards: fc.integer({ min: 1, max: 3 }),
  // The lower one cuts every fan-out into slices.
  fanOutSlice: fc.constantFrom(10_000, 1),
  queueQos0: fc.boolean(),
  sharedStrategy: fc.constantFrom('roundRobin', 'sticky'),
})
const sequences = fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' })

test('the broker does what the reference machine allows', async () => {
  const property = fc.asyncProperty(variants, sequences, async (variant, sequence) => {
    const clock = new FakeClock()
    const config = configOf(variant)
    const node = createNode(variant.shards, clock, config)
    await node.start()
    const player = new Player(node, clock, config)
    for (const step of sequence) player.play(step)
    player.drain()
  })
  await fc.assert(property, { numRuns: fuzzRuns(4000) })
})
