/**
 * Random topics that are set and deleted while a filter is read in pages, with `TopicTree` held against
 * a plain map and the naive matcher: what stays appears exactly once, the rest at most once, and no
 * page holds a value that is gone.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { fuzzRuns } from '../dev/fuzz-runs.ts'
import { topicMatches } from './naive-match.ts'
import { filters, topics } from './topic-arbitraries.ts'
import type { TopicCursor } from './topic-tree.ts'
import { TopicTree } from './topic-tree.ts'

interface Value {
  readonly topic: string
}

interface Change {
  readonly topic: string
  readonly set: boolean
}

/** A tree and the map it has to be equal to; every change goes to both. */
class Pair {
  readonly tree = new TopicTree<Value>()
  readonly model = new Map<string, Value>()

  apply({ topic, set }: Change): void {
    const old = this.model.get(topic)
    if (set) {
      const value = { topic }
      this.model.set(topic, value)
      assert.equal(this.tree.set(topic, value), old)
    } else {
      this.model.delete(topic)
      assert.equal(this.tree.delete(topic), old)
    }
    assert.equal(this.tree.get(topic), this.model.get(topic))
    assert.equal(this.tree.size, this.model.size)
  }

  matching(filter: string): string[] {
    return [...this.model.keys()].filter((topic) => topicMatches(filter, topic))
  }
}

/** Few topics in each scenario, so that the same ones are set and deleted again and again. */
const scenarios = fc.array(topics, { minLength: 1, maxLength: 10 }).chain((pool) => {
  const change = fc.record({ topic: fc.constantFrom(...pool), set: fc.boolean() })
  return fc.record({
    filter: filters,
    limit: fc.integer({ min: 1, max: 4 }),
    before: fc.array(change, { maxLength: 40 }),
    // Changes after each page; when they run out, the last pages follow each other.
    between: fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 12 }),
  })
})

test('TopicTree gives pages like the naive matcher while topics come and go', () => {
  fc.assert(
    fc.property(scenarios, ({ filter, limit, before, between }) => {
      const pair = new Pair()
      for (const change of before) pair.apply(change)
      const always = new Set(pair.matching(filter))
      const seen: string[] = []
      let cursor: TopicCursor<Value> | undefined
      for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
        const { values, cursor: next } = pair.tree.match(filter, limit, cursor)
        assert.ok(values.length <= limit)
        for (const value of values) assert.equal(value, pair.model.get(value.topic))
        seen.push(...values.map((value) => value.topic))
        cursor = next
        for (const change of between[page] ?? []) {
          pair.apply(change)
          if (!change.set) always.delete(change.topic)
        }
      }
      assert.equal(new Set(seen).size, seen.length, 'no topic twice')
      for (const topic of seen) assert.ok(topicMatches(filter, topic))
      assert.deepEqual(
        [...always].filter((topic) => !seen.includes(topic)),
        [],
      )
      assert.deepEqual(
        new Set(pair.tree.match(filter, 1000, undefined).values.map((value) => value.topic)),
        new Set(pair.matching(filter)),
      )
    }),
    { numRuns: fuzzRuns(5000) },
  )
})
