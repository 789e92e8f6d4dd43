/**
 * The step for what only time can show.
 */
import { When } from '@cucumber/cucumber'
import { after, nowMs } from '../client/clock.ts'
import type { World } from '../support/world.ts'

When('{seconds} s pass(es)', async function (this: World, ms: number) {
  const startMs = nowMs()
  await after(ms)
  this.log(`waited ${Math.round(nowMs() - startMs)} ms`)
})
