/** What retained topics cost to keep and to find: `node broker/routing/topic-tree.bench.ts`. */
import { bench } from '../dev/micro-bench.ts'
import type { TopicCursor } from './topic-tree.ts'
import { TopicTree } from './topic-tree.ts'

const DEVICES = 100_000
const PAGE = 256

const tree = new TopicTree<string>()
for (let device = 0; device < DEVICES; device += 1) tree.set(`fleet/${device}/state`, 'value')

const topics = Array.from({ length: 1024 }, (_, i) => `fleet/${(i * 97) % DEVICES}/state`)

bench('get, 100k topics', () => topics.map((topic) => tree.get(topic)), { batch: topics.length })
bench('set a topic that is there', () => topics.map((topic) => tree.set(topic, 'value')), {
  batch: topics.length,
})

const strangers = Array.from({ length: 1024 }, (_, i) => `fleet/new-${i}/state`)
bench(
  'set and delete one of 1024 topics',
  () => {
    for (const topic of strangers) tree.set(topic, 'value')
    for (const topic of strangers) tree.delete(topic)
  },
  { batch: strangers.length },
)
bench('match a literal filter', () => tree.match('fleet/500/state', PAGE, undefined))

/** Reads all pages; the work per topic is what counts. */
function readAll(filter: string): number {
  let count = 0
  let cursor: TopicCursor<string> | undefined
  do {
    const page = tree.match(filter, PAGE, cursor)
    count += page.values.length
    cursor = page.cursor
  } while (cursor !== undefined)
  return count
}

for (const filter of ['#', 'fleet/+/state', 'fleet/+/other']) {
  bench(`match ${filter}, per topic in the tree`, () => readAll(filter), { batch: DEVICES })
}
