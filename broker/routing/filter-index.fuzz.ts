/**
 * Random subscriptions that come and go, with `FilterIndex` held against the naive matcher over a
 * plain list of them. The alphabet is tiny, so that filters meet, nest and share nodes all the time.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { fuzzRuns } from '../dev/fuzz-runs.ts'
import { FilterIndex } from './filter-index.ts'
import { topicMatches } from './naive-match.ts'
import { filters, topics } from './topic-arbitraries.ts'

interface Item {
  readonly filter: string
  slot: number
}

/** Adds an item for `filter`, or removes the one at `pick` of those that are there. */
const changes = fc.oneof(
  fc.record({ filter: filters, pick: fc.constant(undefined) }),
  fc.record({ filter: fc.constant(''), pick: fc.nat(50) }),
)

test('FilterIndex answers like the naive matcher while filters come and go', () => {
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 40 }), topics, (steps, topic) => {
      const index = new FilterIndex<Item>({ visitedNodesMax: 10_000 })
      const items: Item[] = []
      for (const { filter, pick } of steps) {
        const before = new Set(items.map((item) => item.filter))
        const { version } = index
        let changed: boolean
        if (pick === undefined) {
          const item = { filter, slot: 0 }
          changed = index.add(filter, item)
          items.push(item)
        } else {
          const [item] = items.splice(pick, 1)
          if (item === undefined) continue
          changed = index.remove(item.filter, item)
        }
        const after = new Set(items.map((item) => item.filter))
        assert.equal(changed, before.size !== after.size)
        assert.equal(index.version > version, changed)
        check(index, items, topic)
      }
    }),
    { numRuns: fuzzRuns(2000) },
  )
})

function check(index: FilterIndex<Item>, items: readonly Item[], topic: string): void {
  const bags: (readonly Item[])[] = []
  const count = index.match(topic, bags)
  const found = bags.slice(0, count)
  const wanted = items.filter((item) => topicMatches(item.filter, topic))
  assert.equal(found.flat().length, wanted.length, 'each item once')
  assert.deepEqual(new Set(found.flat()), new Set(wanted))
  assert.equal(new Set(found).size, new Set(wanted.map((item) => item.filter)).size)
  assert.equal(index.items, items.length)
  assert.equal(index.filters, new Set(items.map((item) => item.filter)).size)
  for (const item of items) assert.equal(index.get(item.filter)[item.slot], item)
}
