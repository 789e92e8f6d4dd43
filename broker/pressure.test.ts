/** What the readings of a machine make a node hold back, and for how long. */
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'

import { FakeClock } from './base/fake-clock.ts'
import { Time } from './base/time.ts'
import { Pressure } from './pressure.ts'

const TICK_MS = 250
const limits = {
  loopDelayPauseMs: 50,
  loopDelayRefuseMs: 1000,
  memoryPauseRatio: 0.7,
  memoryRefuseRatio: 0.85,
}

describe('Pressure', () => {
  let clock: FakeClock
  let time: Time
  let memory: number
  let pressure: Pressure

  beforeEach(() => {
    clock = new FakeClock()
    time = new Time(clock)
    memory = 0
    pressure = new Pressure({ limits, time, tickMs: TICK_MS, memoryUse: () => memory })
  })

  /** The next tick, so much later than it ought to be. */
  function tick(lateMs = 0): void {
    clock.advance(TICK_MS + lateMs)
    time.advance()
    pressure.onTick()
  }

  function held(): object {
    const { pausesAccepts, holdsPublishers, refusesFor } = pressure
    return { pausesAccepts, holdsPublishers, refusesFor }
  }

  const nothing = { pausesAccepts: false, holdsPublishers: false, refusesFor: undefined }

  test('holds back nothing while ticks are in time and memory is free', () => {
    tick(50)
    memory = 0.7
    tick()
    assert.deepEqual(held(), nothing)
  })

  test('pauses accepts for a late loop until a tick is in time', () => {
    tick(51)
    assert.equal(pressure.lateMs, 51)
    assert.deepEqual(held(), { ...nothing, pausesAccepts: true })
    tick()
    assert.deepEqual(held(), nothing)
  })

  test('refuses clients for a very late loop until it was calm for five seconds', () => {
    tick(1001)
    assert.equal(pressure.refusesFor, 'loopDelayRefuse')
    for (let ticks = 1; ticks < 20; ticks += 1) tick()
    assert.equal(pressure.refusesFor, 'loopDelayRefuse')
    tick()
    assert.deepEqual(held(), nothing)
  })

  test('holds publishers, then refuses clients, as memory goes; and lets go in that order', () => {
    memory = 0.71
    tick()
    assert.deepEqual(held(), { ...nothing, holdsPublishers: true })
    memory = 0.86
    tick()
    assert.deepEqual(held(), { ...nothing, holdsPublishers: true, refusesFor: 'memory' })
    memory = 0.8
    for (let ticks = 0; ticks < 20; ticks += 1) tick()
    assert.deepEqual(held(), { ...nothing, holdsPublishers: true })
    memory = 0.6
    for (let ticks = 0; ticks < 20; ticks += 1) tick()
    assert.deepEqual(held(), nothing)
  })
})
