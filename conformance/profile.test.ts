/** Profiles: what they may say, and that they are strict both ways. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { applyProfile, contradictions, loadProfile, offered, parseProfile } from './profile.ts'
import type { Deviation, Profile } from './profile.ts'
import { recordedReport } from './report/recording.ts'
import type { ScenarioResult } from './verdicts.ts'

const failure = recordedReport().scenarios.find(({ verdict }) => verdict === 'fail')
assert.ok(failure !== undefined)
const [statement = ''] = failure.statements

const deviation: Deviation = { statement, transcript: 'x', reason: 'known bug', since: '2.0' }

function profileWith(...deviations: readonly Deviation[]): Profile {
  const capabilities = { retain: true, bridge: true, 'topic-alias': false }
  return { broker: 'X', versions: ['5.0'], capabilities, floor: 1, deviations: [...deviations] }
}

function verdictOf(scenario: ScenarioResult, profile: Profile): string | undefined {
  return applyProfile([scenario], profile).scenarios[0]?.verdict
}

describe('a deviation', () => {
  test('makes a failure known', () => {
    const { scenarios, stale } = applyProfile([failure], profileWith(deviation))
    assert.equal(scenarios[0]?.verdict, 'known')
    assert.equal(scenarios[0]?.reason, 'known bug')
    assert.deepEqual(stale, [])
  })

  test('of another statement or scenario leaves it', () => {
    const another = { ...deviation, statement: 'MQTT-5.0:4.7.3-4' }
    assert.equal(verdictOf(failure, profileWith(another)), 'fail')
    assert.equal(verdictOf(failure, profileWith({ ...deviation, scenario: 'x' })), 'fail')
    assert.equal(verdictOf(failure, profileWith({ ...deviation, scenario: failure.name })), 'known')
  })

  test('excuses neither the suite nor what changes its mind', () => {
    for (const verdict of ['inconclusive', 'unstable', 'warn'] as const) {
      assert.equal(verdictOf({ ...failure, verdict }, profileWith(deviation)), verdict)
    }
  })

  test('that passes has to be removed', () => {
    const passed = { ...failure, verdict: 'pass' as const }
    const { stale } = applyProfile([passed], profileWith(deviation))
    assert.match(stale.join(), /remove it/)
  })

  test('that did not run stays', () => {
    const unsupported = { ...failure, verdict: 'unsupported' as const }
    assert.deepEqual(applyProfile([unsupported], profileWith(deviation)).stale, [])
    assert.deepEqual(applyProfile([], profileWith(deviation)).stale, [])
  })
})

test('the probe has to find what the profile says', () => {
  const capabilities = new Map([
    ['retain', false],
    ['topic-alias', true],
  ])
  const found = contradictions(profileWith(), { versions: ['3.1.1', '5.0'], capabilities })
  assert.equal(found.length, 3)
  assert.match(found[0] ?? '', /MQTT 3\.1\.1/)
  assert.match(found[1] ?? '', /retain: the profile says/)
  assert.match(found[2] ?? '', /topic-alias: the probe found it/)
})

test('what the probe cannot tell is what the profile says', () => {
  const found = new Map([['retain', false] as const, ['websocket', true] as const])
  assert.deepEqual(offered(found, profileWith()).toSorted(), ['bridge', 'websocket'])
  assert.deepEqual(offered(found, undefined), ['websocket'])
})

test('the shipped profiles are valid', () => {
  assert.equal(loadProfile('assaymq').deviations.length, 0)
  assert.equal(loadProfile('mosquitto-2.0').broker, 'Eclipse Mosquitto 2.0')
})

describe('a profile', () => {
  const head = 'broker: X\nversions: ["5.0"]\nfloor: 1\n'
  for (const [mistake, text] of [
    ['an unknown key', `${head}limit: 3\n`],
    ['an unknown capability', `${head}capabilities: { coffee: true }\n`],
    [
      'an unknown statement',
      `${head}deviations: [{ statement: x, transcript: x, reason: x, since: x }]\n`,
    ],
    [
      'a deviation without transcript',
      `${head}deviations: [{ statement: "${statement}", reason: x, since: x }]\n`,
    ],
    ['no floor', 'broker: X\nversions: ["5.0"]\n'],
  ] as const) {
    test(`with ${mistake} is refused`, () => {
      assert.throws(() => parseProfile(text), /the profile is not valid/)
    })
  }
})
