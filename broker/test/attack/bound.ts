/**
 * How a bound is tested: a broker with the bound set small, a client that reaches it and sees what it is
 * told, what is counted, and a pair of innocent clients that never notice.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { PartialConfig } from '../../config/index.ts'
import type { MetricName } from '../../observe/metrics.ts'
import { Innocents, Target } from './target.ts'

export const BOUND = 'assaymq_bounds_reached_total'
export const DROPPED = 'assaymq_dropped_messages_total'
export const FAULT = 'assaymq_protocol_faults_total'
export const KIB = 1024

export interface Bound {
  /** The setting, and what else tells its cases apart. */
  readonly bound: string
  readonly config: PartialConfig
  /** The counter that tells of it. */
  readonly counter: readonly [MetricName, label: string]
  readonly reach: (target: Target, innocents: Innocents) => Promise<void>
}

export function testBounds(bounds: readonly Bound[]): void {
  for (const { bound, config, counter, reach } of bounds) {
    test(bound, async () => {
      await using target = await Target.start(config)
      const innocents = await Innocents.start(target)
      assert.equal(target.counted(...counter), 0)
      await reach(target, innocents)
      assert.ok(target.counted(...counter) > 0, `${counter.join(' ')} was counted`)
      await innocents.stop()
    })
  }
}
