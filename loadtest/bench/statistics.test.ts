/** Medians and spreads. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { spread, summarize } from './statistics.ts'

describe('a summary', () => {
  test('has the middle one of an odd number of figures', () => {
    assert.deepEqual(summarize([10, 2, 3]), { median: 3, min: 2, max: 10 })
  })

  test('has the mean of the middle two of an even number', () => {
    assert.equal(summarize([4, 1, 2, 100]).median, 3)
  })

  test('of no figures is an error', () => {
    assert.throws(() => summarize([]), RangeError)
  })

  test('has a spread in shares of its median', () => {
    assert.equal(spread(summarize([8, 10, 13])), 0.5)
  })
})
