/** Verdicts from recorded messages, and from what the recorded run did not show. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Envelope } from '@cucumber/messages'
import { recordedMessages, recordedReport } from './report/recording.ts'
import { settle, statementResults, VerdictCollector } from './verdicts.ts'
import type { ScenarioResult } from './verdicts.ts'

/** The recorded messages, each changed; gives back the results by the verdict of the unchanged ones. */
function changed(change: (envelope: Envelope) => Envelope): ReadonlyMap<string, ScenarioResult> {
  const collector = new VerdictCollector('normal')
  for (const message of recordedMessages()) collector.notice(change(message))
  const originals = recordedReport().scenarios
  return new Map(
    collector.results.map((result, index) => [originals[index]?.verdict ?? '', result]),
  )
}

function withTag(name: string): (envelope: Envelope) => Envelope {
  return ({ pickle, ...rest }) => {
    if (pickle === undefined) return rest
    const tags = pickle.tags.map((tag) => (tag.name === '@must' ? { ...tag, name } : tag))
    return { ...rest, pickle: { ...pickle, tags } }
  }
}

function withFailureOf(type: string): (envelope: Envelope) => Envelope {
  return ({ testStepFinished, ...rest }) => {
    const result = testStepFinished?.testStepResult
    if (testStepFinished === undefined || result?.exception === undefined) {
      return { ...rest, ...(testStepFinished !== undefined && { testStepFinished }) }
    }
    const testStepResult = { ...result, exception: { ...result.exception, type } }
    return { ...rest, testStepFinished: { ...testStepFinished, testStepResult } }
  }
}

function asPrecondition({ pickle, ...rest }: Envelope): Envelope {
  if (pickle === undefined) return rest
  const steps = pickle.steps.map((step) => ({ ...step, type: 'Context' }))
  return JSON.parse(JSON.stringify({ ...rest, pickle: { ...pickle, steps } }))
}

describe('recorded messages', () => {
  const { scenarios } = recordedReport()
  const byVerdict = new Map(scenarios.map((scenario) => [scenario.verdict, scenario]))

  test('give each kind of verdict', () => {
    const verdicts = scenarios.map(({ verdict }) => verdict)
    assert.deepEqual(verdicts.toSorted(), ['choice', 'fail', 'pass', 'unsupported', 'warn'])
  })

  test('a failure has its step, its reason without transcript, and the transcript', () => {
    const failure = byVerdict.get('fail')
    assert.match(failure?.step ?? '', /ends the connection of Alice/)
    assert.match(failure?.reason ?? '', /Allowed in/)
    assert.match(failure?.transcript ?? '', /CONNECT/)
    assert.match(failure?.place ?? '', /^features\/.*\.feature:\d+$/)
    assert.ok((failure?.durationMs ?? 0) > 0)
  })

  test('what was remarked on the way is kept', () => {
    assert.match(byVerdict.get('warn')?.remarks.join() ?? '', /^warn: /)
    assert.match(byVerdict.get('choice')?.remarks.join() ?? '', /^choice: /)
    assert.match(byVerdict.get('unsupported')?.reason ?? '', /does not offer|no hook/)
  })
})

describe('a failure', () => {
  test('of a SHOULD is a warning, of a MAY a choice', () => {
    assert.equal(changed(withTag('@should')).get('fail')?.verdict, 'warn')
    assert.equal(changed(withTag('@may')).get('fail')?.verdict, 'choice')
  })

  test('by a mistake of the suite is inconclusive', () => {
    assert.equal(changed(withFailureOf('TypeError')).get('fail')?.verdict, 'inconclusive')
  })

  test('of a precondition is inconclusive', () => {
    assert.equal(changed(asPrecondition).get('fail')?.verdict, 'inconclusive')
  })
})

test('a skipped scenario without a reason is inconclusive', () => {
  const results = changed(({ attachment: _left, ...rest }) => rest)
  assert.equal(results.get('unsupported')?.verdict, 'inconclusive')
})

test('what the suite itself does wrong is an error', () => {
  const collector = new VerdictCollector('normal')
  collector.notice({ parseError: { source: { uri: 'x.feature' }, message: 'no Gherkin' } })
  assert.deepEqual(collector.errors, ['no Gherkin'])
})

test('attempts that differ make a scenario unstable', () => {
  const [first] = recordedReport().scenarios.filter(({ verdict }) => verdict === 'fail')
  assert.ok(first !== undefined)
  assert.equal(settle(first, [first, first]), first)
  const other = settle(first, [first, { ...first, verdict: 'pass' }])
  assert.equal(other.verdict, 'unstable')
  assert.match(other.reason ?? '', /attempt 3: pass/)
})

test('a statement is as good as its worst scenario, and what is not offered does not count', () => {
  const [scenario] = recordedReport().scenarios
  assert.ok(scenario !== undefined)
  const statements = ['MQTT-5.0:3.1.0-1']
  const verdictOf = (...verdicts: ScenarioResult['verdict'][]): string | undefined => {
    const results = verdicts.map((verdict) => ({ ...scenario, statements, verdict }))
    return statementResults(results, ['5.0']).find(({ id }) => statements.includes(id))?.verdict
  }
  assert.equal(verdictOf('pass', 'unsupported'), 'pass')
  assert.equal(verdictOf('pass', 'warn', 'choice'), 'warn')
  assert.equal(verdictOf('known', 'unstable', 'pass'), 'unstable')
  assert.equal(verdictOf('unsupported'), 'unsupported')
  assert.equal(verdictOf(), 'untested')
})
