/** Precision, percentiles, merging and the written form of histograms. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { Histogram } from './histogram.ts'

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

const values = fc.array(fc.integer({ min: 0, max: 2 ** 36 - 1 }), { minLength: 1 })
const percent = fc.integer({ min: 0, max: 100 })

describe('Histogram', () => {
  test('is empty at first', () => {
    const histogram = new Histogram()
    assert.deepEqual([histogram.count, histogram.maxUs, histogram.meanUs], [0, 0, 0])
    assert.equal(histogram.percentile(99), 0)
  })

  test('is exact for small values', () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, index) => index + 1))
    assert.equal(histogram.percentile(50), 50)
    assert.equal(histogram.percentile(99), 99)
    assert.equal(histogram.percentile(100), 100)
    assert.equal(histogram.meanUs, 50.5)
  })

  test('any percentile is within 1/64 above the exact one', () => {
    fc.assert(
      fc.property(values, percent, (recorded, wanted) => {
        const sorted = recorded.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil((sorted.length * wanted) / 100)) - 1] ?? 0
        const told = histogramOf(recorded).percentile(wanted)
        assert.ok(told >= exact && told <= exact + exact / 64, `${told} for ${exact}`)
      }),
    )
  })

  test('merging is recording everything in one', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = histogramOf(a)
        merged.merge(histogramOf(b))
        assert.deepEqual(merged.toJSON(), histogramOf([...a, ...b]).toJSON())
      }),
    )
  })

  test('the written form is read back as it was', () => {
    fc.assert(
      fc.property(values, (recorded) => {
        const written = histogramOf(recorded).toJSON()
        const back = Histogram.fromJSON(JSON.parse(JSON.stringify(written)))
        assert.deepEqual(back.toJSON(), written)
        assert.equal(back.count, recorded.length)
      }),
    )
  })

  test('values beyond both ends are counted at the ends', () => {
    const histogram = histogramOf([-5, 2 ** 40])
    assert.equal(histogram.percentile(1), 0)
    assert.equal(histogram.maxUs, 2 ** 36 - 1)
  })

  test('refuses what was written with another precision or out of range', () => {
    const written = new Histogram().toJSON()
    assert.throws(() => Histogram.fromJSON({ ...written, precisionBits: 7 }), RangeError)
    assert.throws(() => Histogram.fromJSON({ ...written, buckets: [[1e6, 1]] }), RangeError)
  })
})
