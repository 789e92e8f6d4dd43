/** What a match of very many subscriptions must not do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { encodeUtf8 } from '../codec/index.ts'
import { Metrics } from '../observe/metrics.ts'
import { LocalGroup } from './local-group.ts'
import { Matcher } from './matcher.ts'

test('Matcher finds more groups on one filter than a call has arguments', () => {
  const limits = { matchVisitedNodesMax: 100, topicBytesMax: 100, topicLevelsMax: 10 }
  const matcher = new Matcher(limits, new Metrics())
  const count = 200_000
  for (let i = 0; i < count; i += 1) {
    matcher.addGroup(new LocalGroup(`$share/${i}/a`, 'a'))
  }
  assert.equal(matcher.match(matcher.topicNamed('a', encodeUtf8('a'))).groups.length, count)
})
