/** All forms of the report, made from recorded messages. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { badge } from './badge.ts'
import { html } from './html.ts'
import { jsonSchema, readJson, replayCommand, writeJson } from './json.ts'
import { junit } from './junit.ts'
import { recordedReport } from './recording.ts'
import { summaryMarkdown, summaryText } from './summary.ts'
import { VERSIONS } from '../wire/packet.ts'
import { kept } from './tally.ts'

const report = recordedReport()
const failure = report.scenarios.find(({ verdict }) => verdict === 'fail')
assert.ok(failure !== undefined)

describe('JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assaymq-report-'))
  after(() => rmSync(folder, { recursive: true }))

  test('is read as it was written', () => {
    const file = join(folder, 'report.json')
    writeJson(report, file)
    assert.deepEqual(readJson(file), report)
  })

  test('of another form is refused', () => {
    const file = join(folder, 'other.json')
    writeFileSync(file, JSON.stringify({ ...report, format: 2 }))
    assert.throws(() => readJson(file), /no report of this suite/)
  })

  test('has the schema that is published', () => {
    const published = readFileSync(join(import.meta.dirname, 'schema.json'), 'utf8')
    assert.deepEqual(JSON.parse(published), jsonSchema())
  })
})

test('what is broken does not hold', () => {
  const [broken = ''] = failure.statements
  const { version } = report.statements.find(({ id }) => id === broken) ?? {}
  assert.ok(version !== undefined)
  const { kept: good, of } = kept(report, version)
  assert.ok(of > 0 && good < of)
})

test('the replay command is one line for a shell', () => {
  assert.equal(
    replayCommand(report, { place: 'features/a.feature:3', mode: 'split' }),
    "npx assaymq conformance features/a.feature:3 --target mqtt://broker.example:1883 --user 'o'\\''hara' --modes split --seed 7",
  )
})

test('the summary has counts and failures', () => {
  const text = summaryText({ ...report, obstacles: ['the broker has gone'] })
  assert.ok(text.startsWith('MQTT 3.1: '))
  for (const version of VERSIONS) {
    const { kept: good, of } = kept(report, version)
    assert.ok(text.includes(`MQTT ${version}: ${good} of ${of} tested statements hold`))
  }
  assert.ok(text.includes(`fail: ${failure.name}`))
  assert.ok(text.includes(replayCommand(report, failure)))
  assert.ok(text.includes('could not test: the broker has gone'))
  assert.match(summaryMarkdown(report), /^## MQTT conformance of Mosquitto\n/)
})

describe('JUnit XML', () => {
  test('has a case for each scenario', () => {
    const xml = junit(report)
    assert.match(xml, /<testsuites [^>]*tests="5" failures="1" errors="0" skipped="1"/)
    assert.equal(xml.match(/<testcase /g)?.length, 5)
  })

  test('holds nothing that XML does not allow', () => {
    const name = 'a < b & "c" \u0000'
    const xml = junit({ ...report, scenarios: [{ ...failure, name, transcript: '\u0001\uD800<' }] })
    assert.ok(xml.includes('a &lt; b &amp; &quot;c&quot; \uFFFD'))
    assert.ok(xml.includes('\uFFFD\uFFFD&lt;'))
  })

  test('fails when the run as a whole is wrong', () => {
    assert.match(junit({ ...report, problems: ['remove it'] }), /<failure message="remove it"\/>/)
  })
})

describe('HTML', () => {
  test('needs no other file', () => {
    assert.doesNotMatch(html([report]), /<(link|script|img)\b|https?:\/\/(?!broker)/)
  })

  test('shows a failure with gist, reason, replay command and transcript', () => {
    const page = html([{ ...report, options: [] }])
    assert.ok(page.includes('Allowed in'))
    assert.ok(page.includes(`npx assaymq conformance ${failure.place}`))
    assert.ok(page.includes('--&gt; CONNECT'))
    for (const id of failure.statements) assert.ok(page.includes(`<tr id="${id}">`))
  })

  test('has a column for each broker', () => {
    const page = html([report, { ...report, broker: 'Another <one>', versions: ['3.1.1'] }])
    assert.ok(page.includes('<th>Mosquitto</th><th>Another &lt;one&gt;</th>'))
    assert.ok(page.includes('MQTT 3.1.1'))
  })
})

describe('the badge', () => {
  test('tells the newest version', () => {
    const { kept: good, of } = kept(report, '5.0')
    assert.equal(badge(report).label, 'MQTT 5.0')
    assert.equal(badge(report).message.startsWith(`${good}/${of} pass`), true)
    assert.equal(badge(report).color, 'red')
    assert.equal(badge({ ...report, exitCode: 0 }).color, 'brightgreen')
  })

  test('claims nothing when nothing was tested', () => {
    assert.equal(badge({ ...report, exitCode: 3 }).message, 'not tested')
  })
})
