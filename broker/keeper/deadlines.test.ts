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
    const deadlines = new Deadlines<string>(() => true)
    deadlines.add(10, 'ten')
    assert.equal(deadlines.due(9), undefined)
    assert.equal(deadlines.due(10), 'ten')
    assert.equal(deadlines.due(10), undefined)
    assert.equal(deadlines.size, 0)
  })

  test('what never falls due stays', () => {
    const deadlines = new Deadlines<string>(() => true)
    deadlines.add(Number.POSITIVE_INFINITY, 'never')
    assert.equal(deadlines.due(Number.MAX_SAFE_INTEGER), undefined)
    assert.equal(deadlines.size, 1)
  })

  test('what no longer counts does not come up', () => {
    const current = new Map([['a', 20]])
    const deadlines = new Deadlines<string>((item, atMs) => current.get(item) === atMs)
    for (const atMs of [10, 20, 30]) deadlines.add(atMs, 'a')
    assert.equal(deadlines.due(15), undefined)
    assert.equal(deadlines.due(40), 'a')
    assert.equal(deadlines.due(40), undefined)
  })

  test('an item that is put off again and again takes no more and more room', () => {
    let current = 0
    const deadlines = new Deadlines<string>((_item, atMs) => atMs === current)
    for (let atMs = 1_000_000; atMs > 0; atMs -= 10) {
      current = atMs
      deadlines.add(atMs, 'a')
    }
    assert.ok(deadlines.size < 2000, `${deadlines.size} are kept`)
    assert.equal(deadlines.due(1_000_000), 'a')
    assert.equal(deadlines.due(1_000_000), undefined)
    assert.equal(deadlines.size, 0)
  })

  test('items come up in the order of their times, whatever the order they were added in', () => {
    const times = fc.array(fc.nat(100))
    fc.assert(
      fc.property(times, times, fc.nat(100), (early, late, nowMs) => {
        const deadlines = new Deadlines<number>(() => true)
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
