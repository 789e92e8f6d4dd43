/** What judging topics and filters costs: `node broker/codec/topic.bench.ts`. */
import { bench } from '../dev/micro-bench.ts'
import { parseTopicFilter, topicProblem } from './topic.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

const BATCH = 1000

for (const [name, topic] of [
  ['29 ASCII', 'fleet/4711/engine/temperature'],
  ['29 with umlauts', 'flügel/4711/motor/wärmegrade'],
] as const) {
  const bytes = encodeUtf8(topic)
  bench(
    `topicProblem, ${name}`,
    () => {
      let problems = 0
      for (let i = 0; i < BATCH; i += 1) {
        if (topicProblem(bytes, 0, bytes.length) !== undefined) problems += 1
      }
      return problems
    },
    { batch: BATCH },
  )
  bench(`decodeUtf8, ${name}`, () => decodeUtf8(bytes, 0, bytes.length))
}

bench('parseTopicFilter', () => parseTopicFilter('$share/group/fleet/+/engine/#'))
