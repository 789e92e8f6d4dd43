/** The promises of both generators: range, repeatability, length. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { seededRandom, systemRandom } from './random.ts'

describe('random', () => {
  for (const [name, random] of Object.entries({ system: systemRandom, seeded: seededRandom(7) })) {
    test(`${name}: next is in [0, 1) and spread evenly`, () => {
      const numbers = Array.from({ length: 20_000 }, () => random.next())
      assert.ok(numbers.every((number) => number >= 0 && number < 1))
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
      assert.ok(Math.abs(mean - 0.5) < 0.02, `mean ${mean}`)
    })

    test(`${name}: bytes has the length asked for and is not constant`, () => {
      const bytes = random.bytes(256)
      assert.equal(bytes.length, 256)
      assert.ok(new Set(bytes).size > 64)
    })
  }

  test('a seed repeats its numbers, another seed gives others', () => {
    const numbers = (seed: number): number[] => {
      const random = seededRandom(seed)
      return [random.next(), random.next(), random.next()]
    }
    assert.deepEqual(numbers(42), numbers(42))
    assert.notDeepEqual(numbers(42), numbers(43))
  })
})
