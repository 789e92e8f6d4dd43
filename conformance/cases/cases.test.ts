/** There are thousands of cases, each is what it says, and the features play them all as expected. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readScenarios } from '../matrix.ts'
import { allowedOutcomes } from '../oracles.ts'
import { verdictOn } from './byte-case.ts'
import type { ByteCase } from './byte-case.ts'
import { casesOf, selections } from './cases.ts'
import type { Selection } from './cases.ts'

const FEWEST = 3000
/** One scenario plays them, within its two seconds. */
const MOST_IN_A_SCENARIO = 200

let clients = 0
const names = {
  nextClientId: () => {
    clients += 1
    return `client${String(clients).padStart(6, '0')}`
  },
  topic: 'root/bytes',
  userName: undefined,
  password: undefined,
}

const bySelection = selections().map((selection) => ({
  selection,
  cases: casesOf(selection, names),
}))
const all = bySelection.flatMap(({ cases }) => cases)

describe('the cases at the level of bytes', () => {
  test(`are at least ${FEWEST}, each with an id of its own`, (context) => {
    for (const [version, cases] of Map.groupBy(all, (byteCase) => byteCase.version)) {
      context.diagnostic(`${version}: ${cases.length} cases`)
    }
    const ids = new Set(all.map(({ id }) => id))
    context.diagnostic(`${ids.size} cases in ${bySelection.length} scenarios`)
    assert.equal(ids.size, all.length)
    assert.ok(ids.size >= FEWEST)
  })

  test('are not too many for a scenario, and never none', () => {
    const wrong = bySelection.filter(
      ({ cases }) => cases.length === 0 || cases.length > MOST_IN_A_SCENARIO,
    )
    assert.deepEqual(wrong, [])
  })

  test('are refused only when the decoder refuses them', () => {
    const refused = all.filter(({ expected }) => expected.kind === 'refused')
    assert.ok(refused.every(({ bytes, version }) => verdictOn(bytes, version) === 'wrong'))
  })

  test('are accepted only when the decoder takes them', () => {
    const accepted = all.filter(({ expected }) => expected.kind === 'accepted')
    assert.ok(accepted.every(({ bytes, version }) => verdictOn(bytes, version) === 'right'))
  })

  test('differ from the packet that they were made of, unless it is wrong itself', () => {
    const same = all.filter(
      ({ bytes, source, version }) =>
        source !== undefined &&
        Buffer.compare(bytes, source.bytes) === 0 &&
        verdictOn(source.bytes, version) === 'right',
    )
    assert.ok(same.every(({ expected }) => expected.kind !== 'refused'))
  })

  test('name rules that the table of outcomes has', () => {
    for (const { expected, version } of all) {
      if (expected.kind !== 'accepted') allowedOutcomes(expected.rule, version)
    }
  })

  test('send a CONNECT with another client identifier each', () => {
    const accepted = all.filter(
      ({ place, expected }) => place === 'CONNECT' && expected.kind === 'accepted',
    )
    const sent = new Set(accepted.map(({ bytes }) => Buffer.from(bytes).toString('hex')))
    assert.equal(sent.size, accepted.length)
  })
})

describe('the judge of bytes', () => {
  for (const [what, bytes, verdict] of [
    ['a PINGREQ is right', 'c000', 'right'],
    ['a PINGREQ with a flag is wrong', 'c100', 'wrong'],
    ['a wrong packet is wrong whatever follows', 'c100c0', 'wrong'],
    ['half a packet is unfinished', 'c0', 'unfinished'],
    ['a right packet with more behind it is unfinished', 'c000c0', 'unfinished'],
    ['a length without an end is wrong', 'c0ffffffffff', 'wrong'],
  ] as const) {
    test(what, () => {
      assert.equal(verdictOn(Buffer.from(bytes, 'hex'), '3.1.1'), verdict)
    })
  }
})

describe('the features', () => {
  const scenarios = readScenarios().map(
    ({ tags, steps }) => `${tags.join(' ')} ${steps.join('\n')}`,
  )

  for (const { selection, cases } of bySelection) {
    const { version, place, rule } = selection
    test(`play "${rule}" in ${place} of ${version}`, () => {
      const [first] = cases
      assert.ok(first !== undefined)
      const found = scenarios.filter((scenario) => plays(scenario, selection))
      assert.equal(found.length, 1)
      const [scenario = ''] = found
      assert.ok(scenario.includes(lastStep(first)), lastStep(first))
      for (const statement of first.statements) assert.ok(scenario.includes(`@${statement} `))
    })
  }
})

function plays(scenario: string, { version, place, rule }: Selection): boolean {
  return (
    scenario.includes(`MQTT ${version}\n`) &&
    scenario.includes(`each case of "${rule}" in ${place} is sent`)
  )
}

function lastStep({ expected }: ByteCase): string {
  if (expected.kind === 'accepted') return 'the broker accepts every one of them'
  return expected.kind === 'free'
    ? `the broker may end each of these connections as ${expected.rule}\n`
    : `the broker ends every one of these connections as ${expected.rule}\n`
}
