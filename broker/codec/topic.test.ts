/** Which bytes are a topic name, and what a filter consists of. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isShared, parseTopicFilter, topicProblem } from './topic.ts'
import { bytesOf } from './wire-cases/wire-case.ts'

describe('a topic name', () => {
  for (const [name, wire, problem] of [
    ['@MQTT-5.0:4.7.3-1 one letter', '61', undefined],
    ['@MQTT-5.0:4.7.3-1 a slash', '2f', undefined],
    ['@MQTT-5.0:4.7.3-4 letters that are none of ASCII', 'c3a4 2f e282ac', undefined],
    ['@MQTT-5.0:4.7.3-1 empty', '', 'topicNameInvalid'],
    ['@MQTT-5.0:3.3.2-2 +', '61 2f 2b', 'topicNameInvalid'],
    ['@MQTT-5.0:3.3.2-2 # inside a level', '61 23 62', 'topicNameInvalid'],
    ['@MQTT-5.0:4.7.3-2 U+0000', '61 00', 'malformedPacket'],
    ['@MQTT-5.0:3.3.2-1 not UTF-8', '61 c3', 'malformedPacket'],
  ] as const) {
    test(name, () => {
      const bytes = bytesOf(`2b ${wire} 23`)
      assert.equal(topicProblem(bytes, 1, bytes.length - 1), problem)
    })
  }
})

describe('a filter', () => {
  for (const [name, group, filter, levels, wildcards] of [
    ['a', undefined, 'a', 1, 0],
    ['/', undefined, '/', 2, 0],
    ['a//b', undefined, 'a//b', 3, 0],
    ['#', undefined, '#', 1, 1],
    ['/#', undefined, '/#', 2, 1],
    ['+/a/+/#', undefined, '+/a/+/#', 4, 3],
    ['$SYS/#', undefined, '$SYS/#', 2, 1],
    ['$share', undefined, '$share', 1, 0],
    ['$sharex/a/b', undefined, '$sharex/a/b', 3, 0],
    ['$share/g/a/+', 'g', 'a/+', 2, 1],
    ['$share/g//', 'g', '/', 2, 0],
    ['$share/g/#', 'g', '#', 1, 1],
    ['$share/$x/$share/h/a', '$x', '$share/h/a', 3, 0],
  ] as const) {
    test(`${name} is taken apart`, () => {
      assert.deepEqual(parseTopicFilter(name), { group, filter, levels, wildcards })
    })
  }

  for (const [statement, ...names] of [
    ['@MQTT-5.0:4.7.3-1', '', '$share/g/'],
    ['@MQTT-5.0:4.7.1-1', 'a#', '#a', '#/a', 'a/#/b', 'a/b#', '##', '#/', '+#', '$share/g/a#'],
    ['@MQTT-5.0:4.7.1-2', 'a+', '+a', 'a/b+/c', '++', '+a/b', '$share/g/a+'],
    ['@MQTT-5.0:4.8.2-1', '$share/', '$share//a', '$share/g'],
    ['@MQTT-5.0:4.8.2-2', '$share/+/a', '$share/#/a', '$share/g+/a', '$share/g#/a'],
  ] as const) {
    test(`${statement} ${names.join('  ')} are none`, () => {
      for (const name of names) assert.equal(parseTopicFilter(name), undefined, name)
    })
  }

  test('is shared by its first level alone', () => {
    assert.deepEqual(['$share/g/a', '$share/', '$share', '$sharex/a', 'a/$share/'].map(isShared), [
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
