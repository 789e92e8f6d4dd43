/**
 * The examples of section 4.7, as a table. The reference, the index and the tree all have to agree
 * with it, so each case is asked of all three.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FilterIndex } from './filter-index.ts'
import { topicMatches } from './naive-match.ts'
import { TopicTree } from './topic-tree.ts'

const CASES: readonly (readonly [filter: string, topic: string, matches: boolean])[] = [
  // Without wildcards: byte for byte. @MQTT-5.0:4.7.3-4 @MQTT-3.1.1:4.7.3-4
  ['a/b', 'a/b', true],
  ['a/b', 'a', false],
  ['a/b', 'a/b/c', false],
  ['ACCOUNTS', 'Accounts', false],
  ['Accounts payable', 'Accounts payable', true],
  ['/finance', 'finance', false],
  ['finance/', 'finance', false],
  ['/', '/', true],
  ['/', '//', false],
  ['a//b', 'a/b', false],
  ['caf\u00e9', 'cafe\u0301', false],
  // The multi-level wildcard. @MQTT-5.0:4.7.1-1 @MQTT-3.1.1:4.7.1-2
  ['sport/tennis/player1/#', 'sport/tennis/player1', true],
  ['sport/tennis/player1/#', 'sport/tennis/player1/ranking', true],
  ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
  ['sport/tennis/player1/#', 'sport/tennis/player2', false],
  ['sport/tennis/player1/#', 'sport/tennis/player10', false],
  ['sport/#', 'sport', true],
  ['sport/#', 'sport/', true],
  ['sport/#', 'sports', false],
  ['#', 'sport', true],
  ['#', '/', true],
  ['#', 'sport/tennis', true],
  ['/#', '/finance', true],
  ['/#', '/', true],
  ['/#', 'finance', false],
  // The single-level wildcard. @MQTT-5.0:4.7.1-2 @MQTT-3.1.1:4.7.1-3
  ['sport/tennis/+', 'sport/tennis/player1', true],
  ['sport/tennis/+', 'sport/tennis/player2', true],
  ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
  ['sport/tennis/+', 'sport/tennis', false],
  ['sport/+', 'sport', false],
  ['sport/+', 'sport/', true],
  ['+', 'sport', true],
  ['+', 'sport/tennis', false],
  ['+/+', '/finance', true],
  ['/+', '/finance', true],
  ['+', '/finance', false],
  ['+/tennis/#', 'sport/tennis', true],
  ['+/tennis/#', 'sport/tennis/player1', true],
  ['sport/+/player1', 'sport/tennis/player1', true],
  ['sport/+/player1', 'sport//player1', true],
  ['sport/+/player1', 'sport/tennis/player2', false],
  ['+/+/#', 'sport', false],
  ['+/+/+', '//', true],
  // Topics that begin with $. @MQTT-5.0:4.7.2-1 @MQTT-3.1.1:4.7.2-1
  ['#', '$SYS', false],
  ['#', '$SYS/monitor', false],
  ['+', '$SYS', false],
  ['+/monitor/Clients', '$SYS/monitor/Clients', false],
  ['$SYS/#', '$SYS', true],
  ['$SYS/#', '$SYS/monitor', true],
  ['$SYS/monitor/+', '$SYS/monitor/Clients', true],
  ['$SYS/+/+', '$SYS/monitor/Clients', true],
  ['$SYS/monitor/Clients', '$SYS/monitor/Clients', true],
  ['a/#', 'a/$SYS', true],
  ['a/+', 'a/$SYS', true],
]

describe('matching a topic with a filter', () => {
  for (const [filter, topic, matches] of CASES) {
    test(`${filter} ${matches ? 'matches' : 'does not match'} ${topic}`, () => {
      assert.equal(topicMatches(filter, topic), matches, 'naive')

      const index = new FilterIndex<{ slot: number }>({ visitedNodesMax: 100 })
      index.add(filter, { slot: 0 })
      assert.equal(index.match(topic, []), matches ? 1 : 0, 'FilterIndex')

      const tree = new TopicTree<string>()
      tree.set(topic, topic)
      assert.deepEqual(
        tree.match(filter, 10, undefined).values,
        matches ? [topic] : [],
        'TopicTree',
      )
    })
  }
})
