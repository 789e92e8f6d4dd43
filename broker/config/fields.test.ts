/** What each kind of field takes, from YAML and from text, and how it writes values. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type * as z from 'zod'

import {
  boolean,
  durationMs,
  durationSeconds,
  fieldDescriptions,
  integer,
  oneOf,
  ratio,
  section,
  size,
  text,
  texts,
} from './fields.ts'
import type { FieldDescription } from './fields.ts'

const INVALID = Symbol('invalid')

function parse(field: z.ZodType, value: unknown): unknown {
  const parsed = field.safeParse(value)
  return parsed.success ? parsed.data : INVALID
}

function description(field: z.ZodType): FieldDescription {
  const known = fieldDescriptions.get(field)
  assert.ok(known !== undefined)
  return known
}

const range = { min: 10, max: 2 ** 30, default: 2048, doc: 'D.' }

for (const { name, field, values, written } of [
  {
    name: 'an integer',
    field: integer(range),
    values: [
      [10, 10],
      [9, INVALID],
      [2 ** 30 + 1, INVALID],
      [10.5, INVALID],
      ['10', INVALID],
      [undefined, 2048],
    ],
    written: [
      ['10', 10],
      ['1e3', '1e3'],
    ],
  },
  {
    name: 'a ratio',
    field: ratio({ default: 0.5, doc: 'D.' }),
    values: [
      [1, 1],
      [1.01, INVALID],
      [-0.1, INVALID],
    ],
    written: [['0.25', 0.25]],
  },
  {
    name: 'a size',
    field: size(range),
    values: [
      ['10B', 10],
      ['64KiB', 65_536],
      ['2 MiB', 2_097_152],
      ['1GiB', 2 ** 30],
      ['2GiB', INVALID],
      ['64kb', INVALID],
      ['-1KiB', INVALID],
      [4096, 4096],
    ],
    written: [
      ['4096', 4096],
      ['4KiB', '4KiB'],
    ],
  },
  {
    name: 'seconds',
    field: durationSeconds(range),
    values: [
      ['30s', 30],
      ['2min', 120],
      ['1h', 3600],
      ['7d', 604_800],
      ['1ms', INVALID],
    ],
    written: [['90', 90]],
  },
  {
    name: 'milliseconds',
    field: durationMs(range),
    values: [
      ['50ms', 50],
      ['5s', 5000],
      ['1min', 60_000],
      ['5', INVALID],
    ],
    written: [['5s', '5s']],
  },
  {
    name: 'a switch',
    field: boolean({ default: true, doc: 'D.' }),
    values: [
      [false, false],
      ['false', INVALID],
      [undefined, true],
    ],
    written: [
      ['false', false],
      ['no', 'no'],
    ],
  },
  {
    name: 'one of a list',
    field: oneOf([0, 1, 'auto'], { default: 'auto', doc: 'D.' }),
    values: [
      [1, 1],
      ['auto', 'auto'],
      ['1', INVALID],
      [2, INVALID],
    ],
    written: [
      ['1', 1],
      ['auto', 'auto'],
    ],
  },
  {
    name: 'a text',
    field: text({ default: '', doc: 'D.' }),
    values: [
      ['x', 'x'],
      [1, INVALID],
    ],
    written: [['1', '1']],
  },
] as const) {
  describe(name, () => {
    for (const [value, expected] of values) {
      const outcome = expected === INVALID ? 'is refused' : `is ${JSON.stringify(expected)}`
      test(`${JSON.stringify(value)} ${outcome}`, () => {
        assert.equal(parse(field, value), expected)
      })
    }

    for (const [given, expected] of written) {
      test(`the text ${given} stands for ${JSON.stringify(expected)}`, () => {
        assert.equal(description(field).fromText(given), expected)
      })
    }
  })
}

describe('texts', () => {
  const field = texts({ default: ['a', 'b'], doc: 'D.' })

  test('are a list, or a text with commas', () => {
    assert.deepEqual(parse(field, ['x']), ['x'])
    assert.equal(parse(field, 'x'), INVALID)
    assert.deepEqual(description(field).fromText('x, y'), ['x', 'y'])
    assert.deepEqual(description(field).fromText('["x", "y"]'), ['x', 'y'])
    assert.equal(description(field).fromText('["x"'), '["x"')
    assert.deepEqual(description(field).fromText(''), [])
  })

  test('do not share their default', () => {
    assert.deepEqual(parse(field, undefined), ['a', 'b'])
    assert.equal(description(field).toText(['a', 'b']), '["a", "b"]')
  })
})

describe('values are written', () => {
  for (const [field, value, expected] of [
    [size(range), 65_536, '64KiB'],
    [size(range), 1025, '1025B'],
    [size(range), 0, '0'],
    [durationMs(range), 90_000, '90s'],
    [durationSeconds(range), 604_800, '7d'],
    [text({ default: '', doc: 'D.' }), 'a: b', '"a: b"'],
  ] as const) {
    test(`${JSON.stringify(value)} as ${expected}`, () => {
      assert.equal(description(field).toText(value), expected)
    })
  }
})

test('a section refuses what it does not know', () => {
  const own = section('S.', { known: boolean({ default: true, doc: 'D.' }) })
  assert.deepEqual(parse(own, {}), { known: true })
  assert.equal(parse(own, { unknown: 1 }), INVALID)
})
