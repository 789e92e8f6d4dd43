/** Which figures reach a target, and which are doubted. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NO_FAULTS } from '../engine/deliveries.ts'
import type { LoadResult } from '../engine/load.ts'
import { ROWS } from './rows.ts'
import type { Row } from './rows.ts'
import { summarizeRow } from './summary.ts'

const [first] = ROWS
assert.ok(first !== undefined)
const row: Row = {
  ...first,
  metric: 'messagesPerSecond',
  target: { of: 'ratio', bound: 'at least', value: 2 },
}

function block(messagesPerSecond: number, changes: Partial<LoadResult> = {}): LoadResult {
  const cores = { brokerCpu: 1, generatorCpu: 0.5, disturbance: 0 }
  return { metrics: { messagesPerSecond }, cores, checked: 10, faults: NO_FAULTS, ...changes }
}

function summaryOf(ours: readonly LoadResult[], others: readonly LoadResult[]) {
  return summarizeRow(row, [
    { broker: 'assaymq', blocks: ours },
    { broker: 'mosquitto', blocks: others },
  ])
}

describe('the summary of a row', () => {
  test('takes the median of the ratios of blocks that were measured together', () => {
    const { ratio, checked } = summaryOf(
      [block(10), block(30), block(60)],
      [10, 10, 30].map((r) => block(r)),
    )
    assert.deepEqual(ratio, { median: 2, min: 1, max: 3 })
    assert.equal(checked, 60)
  })

  test('is reached at the bound', () => {
    assert.equal(summaryOf([block(20)], [block(10)]).isReached, true)
    assert.equal(summaryOf([block(19)], [block(10)]).isReached, false)
  })

  test('is not reached with a message at fault', () => {
    const { isReached, doubts } = summaryOf(
      [block(20, { faults: { ...NO_FAULTS, missing: 2 } })],
      [block(10)],
    )
    assert.equal(isReached, false)
    assert.deepEqual(doubts, ['assaymq: messages missing (2)'])
  })

  test('has no verdict about other brokers', () => {
    const series = [{ broker: 'mosquitto', blocks: [block(20)] }]
    assert.equal(summarizeRow(row, series).isReached, undefined)
  })

  test('doubts a saturated generator, a late one, and a core that others used', () => {
    const cores = { brokerCpu: 0.5, generatorCpu: 0.95, disturbance: 0.3 }
    const metrics = { messagesPerSecond: 10, p99LatencyUs: 100, p99LatenessUs: 60 }
    assert.deepEqual(summaryOf([block(20)], [block(10, { cores, metrics })]).doubts, [
      'mosquitto: the generator was saturated (95 %, the broker used 50 %)',
      'mosquitto: the generator was late',
      'mosquitto: others used its core (waited up to 30 % of the time)',
    ])
  })
})
