/** The log that loses: the contract of every log, and what exactly a crash leaves. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FakeClock } from '../../base/fake-clock.ts'
import { Time } from '../../base/time.ts'
import { Turn } from '../../base/turn.ts'
import { describeLog, describeReplay } from '../log-contract.ts'
import { LosingLog } from './losing-log.ts'

function newTurn(): { readonly turn: Turn; readonly settle: () => void } {
  const clock = new FakeClock()
  return { turn: new Turn(clock, new Time(clock)), settle: () => clock.settle() }
}

function openSyncing(): {
  readonly log: LosingLog<string>
  readonly settle: () => void
  readonly reopen: () => LosingLog<string>
} {
  const { turn, settle } = newTurn()
  const log = new LosingLog<string>(turn, { syncsEachTurn: true })
  return { log, settle, reopen: () => new LosingLog(newTurn().turn, { disk: log.crash() }) }
}

describeLog('LosingLog', openSyncing)
describeReplay('LosingLog', openSyncing)

describe('LosingLog', () => {
  test('without a sync nothing becomes durable and a crash loses everything', () => {
    const { turn, settle } = newTurn()
    const log = new LosingLog<string>(turn)
    log.onDurable = () => assert.fail('nothing was synced')
    log.append('a')
    settle()
    assert.deepEqual(afterCrash(log), [])
  })

  test('a partial sync tells how far it came, and a crash leaves that much', () => {
    const log = new LosingLog<string>(newTurn().turn)
    const told: number[] = []
    log.onDurable = (position) => told.push(position)
    for (const record of ['a', 'b', 'c']) log.append(record)
    log.sync(2)
    assert.deepEqual(told, [2])
    assert.equal(log.pending, 1)
    assert.deepEqual(afterCrash(log), ['a', 'b'])
  })

  test('a release waits for everything appended before it', () => {
    const log = new LosingLog<string>(newTurn().turn)
    const old = log.append('old')
    log.sync()
    log.append('new')
    log.release(old)
    assert.deepEqual(afterCrash(log), ['old'])
    log.sync()
    assert.deepEqual(afterCrash(log), ['new'])
  })
})

function afterCrash(log: LosingLog<string>): readonly string[] {
  return new LosingLog(newTurn().turn, { disk: log.crash() }).records
}
