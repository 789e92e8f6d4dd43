/** Holds features and catalogue together: no statement without scenario, no scenario without statement. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OUT_OF_REACH, STATEMENTS, readTable } from './catalogue/catalogue.ts'
import {
  acceptedGaps,
  counts,
  gapsOf,
  matrixOf,
  parseFeature,
  readScenarios,
  tagProblems,
} from './matrix.ts'
import { isCapability } from './tags.ts'

const scenarios = readScenarios()
const matrix = matrixOf(scenarios)

describe('the catalogue', () => {
  for (const [file, rows] of [
    ['mqtt-5.0-statements.tsv', 251],
    ['mqtt-3.1.1-statements.tsv', 141],
    ['mqtt-3.1-behaviours.tsv', 70],
  ] as const) {
    test(`has ${rows} rows in ${file}`, () => {
      assert.equal(readTable(file).length, rows)
    })
  }

  test('has each id once', () => {
    assert.equal(STATEMENTS.size, 251 + 141 + 70 + readTable('own.tsv').length)
  })

  test('names only capabilities that are defined', () => {
    const features = [...STATEMENTS.values()].flatMap(({ feature }) => feature ?? [])
    assert.deepEqual(
      features.filter((feature) => !isCapability(feature)),
      [],
    )
  })

  test('explains only indirect statements without a scenario', () => {
    const wrong = [...OUT_OF_REACH].filter(
      ([id, reason]) =>
        STATEMENTS.get(id)?.testable !== 'indirect' || reason === '' || isCovered(id),
    )
    assert.deepEqual(wrong, [])
  })
})

describe('the features', () => {
  test('are tagged by the rules', () => {
    assert.deepEqual(tagProblems(scenarios), [])
  })

  test('cover every statement but the accepted gaps', (context) => {
    for (const line of counts(matrix)) context.diagnostic(line)
    const gaps = gapsOf(matrix).map(({ id }) => id)
    const accepted = acceptedGaps()
    assert.deepEqual(
      {
        uncovered: gaps.filter((id) => !accepted.includes(id)),
        'covered, so no gap any more': accepted.filter((id) => !gaps.includes(id)),
      },
      { uncovered: [], 'covered, so no gap any more': [] },
    )
  })
})

describe('a scenario', () => {
  const tag = '@MQTT-5.0:3.12.4-1'
  const good = [tag, '@must', '@server', '@direct']

  test('with good tags has no problem', () => {
    assert.deepEqual(problems([...good, '@cap:retain', '@config:small', '@slow']), [])
  })

  for (const [what, tags, problem] of [
    ['an unknown tag', [...good, '@quick'], /@quick is no known tag/],
    ['a tag without version', [...good, tag.replace('5.0:', '')], /names no version/],
    ['an unknown statement', [...good, tag.replace('-1', '-9')], /not in the catalogue/],
    ['a statement out of reach', [...good, '@MQTT-5.0:4.6.0-1'], /cannot be tested/],
    ['an undefined capability', [...good, '@cap:telepathy'], /@cap:telepathy is undefined/],
    ['no statement', good.slice(1), /no statement is tagged/],
    ['two levels', [...good, '@may'], /one of @must, @should, @may, has 2/],
    ['no role', good.filter((other) => other !== '@server'), /one of @server, @client, has 0/],
    ['another version', [...good, '@MQTT-3.1.1:3.12.4-1'], /a version that nobody speaks/],
  ] as const) {
    test(`with ${what} is reported`, () => {
      const found = problems(tags)
      assert.equal(found.length, 1)
      assert.match(found[0] ?? '', problem)
    })
  }

  test('with six statements is reported', () => {
    const five = [...STATEMENTS.values()]
      .filter(({ version, testable }) => version === '5.0' && testable === 'yes')
      .slice(0, 5)
      .map(({ id }) => `@${id}`)
    assert.deepEqual(problems([...five, ...good]), ['a.feature:1 a name: more than 5 statements'])
  })

  test('takes the tags of its examples', () => {
    const [old, recent] = parseFeature(
      'ping.feature',
      `@must @server @direct
      Feature: Ping
        Scenario Outline: PINGREQ is answered
          Given MQTT <version>
          @MQTT-3.1.1:3.12.4-1
          Examples:
            | version |
            | 3.1.1 |
          @MQTT-5.0:3.12.4-1
          Examples:
            | version |
            | 5.0 |`,
    )
    assert.deepEqual(old?.tags, ['@must', '@server', '@direct', '@MQTT-3.1.1:3.12.4-1'])
    assert.deepEqual(recent?.steps, ['MQTT 5.0'])
  })

  test('in a file that is no Gherkin is not passed over', () => {
    assert.throws(() => parseFeature('bad.feature', 'Scenario without feature'), /bad\.feature/)
  })
})

function isCovered(id: string): boolean {
  return (matrix.get(id) ?? []).length > 0
}

function problems(tags: readonly string[]): readonly string[] {
  return tagProblems([{ name: 'a name', place: 'a.feature:1', tags, steps: ['MQTT 5.0'] }])
}
