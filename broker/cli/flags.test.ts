/** How flags are parsed and read. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { Arguments, Flag } from './flags.ts'
import { parseArguments } from './flags.ts'

const flags: readonly Flag[] = [
  { name: 'topic', short: 't', value: 'topic', doc: 'D.' },
  { name: 'port', short: 'p', value: 'port', default: '1883', doc: 'D.' },
  { name: 'retain', short: 'r', doc: 'D.' },
  { name: 'verbose', short: 'v', doc: 'D.' },
  { name: 'property', short: 'D', value: 'words', takesWords: true, doc: 'D.' },
]

function parse(...args: readonly string[]): Arguments {
  return parseArguments(args, flags)
}

function refused(message: RegExp, act: () => unknown): void {
  assert.throws(act, { code: 'USAGE_INVALID', message })
}

describe('parsing', () => {
  test('takes long and short names, values after = and switches together', () => {
    const args = parse('-t', 'a', '--topic=b', '--topic', 'c', '-rv', 'word')
    assert.deepEqual(args.texts('topic'), ['a', 'b', 'c'])
    assert.equal(args.text('topic'), 'c')
    assert.ok(args.has('retain') && args.has('verbose'))
    assert.deepEqual(args.words, ['word'])
  })

  test('takes values that begin with a dash', () => {
    assert.equal(parse('-t', '-5').text('topic'), '-5')
  })

  test('gives words to the flag before them that takes words', () => {
    const args = parse('-D', 'a', 'b', 'c', '-r', 'd', '-D', 'e')
    assert.deepEqual(args.wordsOf('property'), [['a', 'b', 'c'], ['e']])
    assert.deepEqual(args.words, ['d'])
  })

  test('knows defaults, and whether a flag was given', () => {
    assert.equal(parse().text('port'), '1883')
    assert.equal(parse().has('port'), false)
    assert.equal(parse().text('topic'), undefined)
  })

  for (const [args, message] of [
    [['--topc', 'a'], /^unknown flag --topc; did you mean --topic\?$/],
    [['-z'], /^unknown flag -z$/],
    [['--topic'], /^--topic needs a value: --topic <topic>$/],
    [['--retain=yes'], /^--retain is a switch and takes no value$/],
  ] as const) {
    test(`refuses ${args.join(' ')}`, () => refused(message, () => parse(...args)))
  }
})

describe('reading', () => {
  test('a whole number has bounds', () => {
    assert.equal(parse('-p', '1').integer('port', 1, 2), 1)
    for (const text of ['0', '3', '1.5', 'x', '']) {
      refused(/--port must be a whole number from 1 to 2/, () =>
        parse('-p', text).integer('port', 1, 2),
      )
    }
    assert.equal(parse().optionalInteger('topic', 1, 2), undefined)
  })

  test('one of several values', () => {
    const values = { one: 1, two: 2 }
    assert.equal(parse('-t', 'two').oneOf('topic', values), 2)
    refused(/one of one, two, not toString/, () => parse('-t', 'toString').oneOf('topic', values))
  })

  test('what is required must be there', () => {
    refused(/--topic is missing/, () => parse().required('topic'))
  })
})
