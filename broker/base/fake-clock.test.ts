/** The order in which a fake clock runs timers and ends of turns. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { FakeClock } from './fake-clock.ts'

describe('FakeClock', () => {
  test('stands still until it is advanced; both times move together', () => {
    const clock = new FakeClock(5_000)
    assert.deepEqual([clock.nowMs(), clock.wallMs()], [0, 5_000])
    clock.advance(250)
    assert.deepEqual([clock.nowMs(), clock.wallMs()], [250, 5_250])
  })

  test('runs timers in the order they fall due, each at its own time', () => {
    const clock = new FakeClock()
    const ran: string[] = []
    const note = (name: string) => (): void => void ran.push(`${name}@${clock.nowMs()}`)
    clock.after(30, note('c'))
    clock.after(10, note('a'))
    clock.after(10, note('b'))
    clock.after(31, note('late'))
    clock.advance(30)
    assert.deepEqual(ran, ['a@10', 'b@10', 'c@30'])
    assert.equal(clock.nowMs(), 30)
  })

  test('a timer that is started by a timer runs in the same advance when it falls due', () => {
    const clock = new FakeClock()
    const ran: number[] = []
    const again = (): void => {
      ran.push(clock.nowMs())
      clock.after(10, again)
    }
    clock.after(10, again)
    clock.advance(35)
    assert.deepEqual(ran, [10, 20, 30])
  })

  test('a cancelled timer does not run, and cancelling twice is harmless', () => {
    const clock = new FakeClock()
    let ran = 0
    const timer = clock.after(10, () => (ran += 1))
    timer.cancel()
    timer.cancel()
    clock.after(10, () => (ran += 10))
    clock.advance(10)
    timer.cancel()
    assert.equal(ran, 10)
  })

  test('what is asked for at the end of a turn belongs to the next turn', () => {
    const clock = new FakeClock()
    const ran: string[] = []
    clock.atTurnEnd(() => {
      ran.push('first')
      clock.atTurnEnd(() => ran.push('second'))
    })
    assert.equal(clock.runTurnEnds(), true)
    assert.deepEqual(ran, ['first'])
    clock.settle()
    assert.deepEqual(ran, ['first', 'second'])
    assert.equal(clock.runTurnEnds(), false)
  })

  test('ends of turns run between timers', () => {
    const clock = new FakeClock()
    const ran: string[] = []
    clock.after(10, () => clock.atTurnEnd(() => ran.push(`end@${clock.nowMs()}`)))
    clock.after(20, () => ran.push(`timer@${clock.nowMs()}`))
    clock.advance(20)
    assert.deepEqual(ran, ['end@10', 'timer@20'])
  })

  test('refuses turns without end', () => {
    const clock = new FakeClock()
    const again = (): void => clock.atTurnEnd(again)
    again()
    assert.throws(() => clock.settle(), /turns come to rest/)
  })
})
