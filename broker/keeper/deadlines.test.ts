/** Deadlines come up when they are due, soonest first, and no sooner. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Deadlines } from './deadlines.ts'

function takeAll(deadlines: Deadlines<number>, nowMs: number): number[] {
  const taken: number[] = []
  for (let due = deadlines.due(nowMs); due !== undefined; due = deadlines.due(nowMs)) {
    taken.push(due)
  }
  return taken
}

describe('Deadlines', () => {
  test('nothing is due before its time, and everything at its time', () => {
    const deadlines = new Deadlines<string>()
    deadlines.add(10, 'ten')
    assert.equal(deadlines.due(9), undefined)
    assert.equal(deadlines.due(10), 'ten')
    assert.equal(deadlines.due(10), undefined)
    assert.equal(deadlines.size, 0)
  })

  test('what never falls due stays', () => {
    const deadlines = new Deadlines<string>()
    deadlines.add(Number.POSITIVE_INFINITY, 'never')
    assert.equal(deadlines.due(Number.MAX_SAFE_INTEGER), undefined)
    assert.equal(deadlines.size, 1)
  })

  test('items come up in the order of their times, whatever the order they were added in', () => {
    const times = fc.array(fc.nat(100))
    fc.assert(
      fc.property(times, times, fc.nat(100), (early, late, nowMs) => {
        const deadlines = new Deadlines<number>()
        for (const atMs of early) deadlines.add(atMs, atMs)
        const first = takeAll(deadlines, nowMs)
        for (const atMs of late) deadlines.add(atMs, atMs)
        const rest = takeAll(deadlines, 100)
        const ascending = (a: number, b: number): number => a - b
        assert.deepEqual(first, early.filter((atMs) => atMs <= nowMs).toSorted(ascending))
        assert.deepEqual(
          rest,
          [...early.filter((atMs) => atMs > nowMs), ...late].toSorted(ascending),
        )
      }),
    )
  })
})
