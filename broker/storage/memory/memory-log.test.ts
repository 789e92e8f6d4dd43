/** The log in memory: the contract of every log, and that nothing stays behind in memory. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FakeClock } from '../../base/fake-clock.ts'
import { Time } from '../../base/time.ts'
import { Turn } from '../../base/turn.ts'
import { describeLog } from '../log-contract.ts'
import { MemoryLog } from './memory-log.ts'

function open(): { readonly log: MemoryLog<string>; readonly settle: () => void } {
  const clock = new FakeClock()
  const log = new MemoryLog<string>(new Turn(clock, new Time(clock)))
  return { log, settle: () => clock.settle() }
}

describeLog('MemoryLog', open)

describe('MemoryLog', () => {
  test('holds nothing after everything was released', () => {
    const { log, settle } = open()
    const records = Array.from({ length: 100 }, (_, index) => log.append(`record ${index}`))
    for (const about of records) log.append('note', about)
    settle()
    assert.equal(log.size, 200)
    for (const position of records) log.release(position)
    assert.equal(log.size, 0)
  })
})
