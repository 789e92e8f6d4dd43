/** What matching a topic costs, and a subscription: `node broker/routing/filter-index.bench.ts`. */
import { bench } from '../dev/micro-bench.ts'
import { FilterIndex } from './filter-index.ts'

const FILTERS = 100_000

interface Item {
  slot: number
}

/** An index with a filter per device, and the bags of its last answer. */
function fleet(filterOf: (device: number) => string): FilterIndex<Item> {
  const index = new FilterIndex<Item>({ visitedNodesMax: 100_000 })
  for (let device = 0; device < FILTERS; device += 1) index.add(filterOf(device), { slot: 0 })
  return index
}

const topics = Array.from(
  { length: 1024 },
  (_, i) => `fleet/${(i * 97) % FILTERS}/engine/temperature`,
)
const bags: (readonly Item[])[] = []

function matchAll(index: FilterIndex<Item>): number {
  let count = 0
  for (const topic of topics) count += index.match(topic, bags)
  return count
}

function benchMatch(name: string, index: FilterIndex<Item>): void {
  bench(name, () => matchAll(index), { batch: topics.length })
}

benchMatch(
  'match, 100k literal filters',
  fleet((device) => `fleet/${device}/engine/temperature`),
)
benchMatch(
  'match, 100k filters fleet/N/#',
  fleet((device) => `fleet/${device}/#`),
)
benchMatch(
  'match, 100k filters fleet/+/N/#, none fits',
  fleet((device) => `fleet/+/${device}/#`),
)

const both = fleet((device) => `fleet/${device}/engine/temperature`)
for (const filter of ['#', 'fleet/#', 'fleet/+/engine/+', '+/+/+/temperature']) {
  both.add(filter, { slot: 0 })
}
benchMatch('match, 100k literal and 4 wide filters', both)

function benchChange(name: string, filters: readonly string[]): void {
  const item = { slot: 0 }
  const run = () => {
    for (const filter of filters) {
      both.add(filter, item)
      both.remove(filter, item)
    }
  }
  bench(name, run, { batch: filters.length })
}

const strangers = Array.from({ length: 1024 }, (_, i) => `strangers/${i}`)
benchChange('add and remove one of 1024 literal filters', strangers)
benchChange(
  'add and remove one of 1024 wildcard filters',
  strangers.map((name) => `${name}/+/temperature`),
)
// The worst case of a large `Map`: entries deleted under one key stay in its hash chain, all of which
// each step walks, until the whole table is rehashed.
benchChange('add and remove the same filter, over and over', ['strangers/0'])
benchChange('add and remove a second item of a filter', ['fleet/+/engine/+'])
