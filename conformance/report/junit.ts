/**
 * The report as JUnit XML, which CI systems show: a suite for each feature, a case for each scenario. A
 * verdict that fails no run is a passed or a skipped case.
 */
import type { ScenarioResult, Verdict } from '../verdicts.ts'
import { replayCommand } from './json.ts'
import type { Report } from './json.ts'
import { escape } from './markup.ts'

const ELEMENTS: Readonly<Partial<Record<Verdict, 'failure' | 'error' | 'skipped'>>> = {
  fail: 'failure',
  unstable: 'failure',
  inconclusive: 'error',
  known: 'skipped',
  unsupported: 'skipped',
}

export function junit(report: Report): string {
  const features = Map.groupBy(report.scenarios, ({ place }) => place.replace(/:\d+$/, ''))
  const suites = [...features].map(([feature, scenarios]) => suite(report, feature, scenarios))
  const run = runCase(report)
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="MQTT conformance" ${numbers(report.scenarios)}>
${[...suites, ...run].join('\n')}
</testsuites>
`
}

function suite(report: Report, feature: string, scenarios: readonly ScenarioResult[]): string {
  const cases = scenarios.map((scenario) => testCase(report, feature, scenario))
  return `<testsuite name="${escape(feature)}" ${numbers(scenarios)}>\n${cases.join('\n')}\n</testsuite>`
}

function testCase(report: Report, feature: string, scenario: ScenarioResult): string {
  const { name, place, mode, statements, verdict, reason = '', transcript, durationMs } = scenario
  const line = place.slice(feature.length + 1)
  const title = `${name} (line ${line}${mode === 'normal' ? '' : `, ${mode}`})`
  const head = `<testcase classname="${escape(feature)}" name="${escape(title)}" time="${seconds(durationMs)}"`
  const element = ELEMENTS[verdict]
  if (element === undefined) return `${head}/>`
  const message = `message="${escape(`${verdict}: ${reason}`)}"`
  if (element === 'skipped') return `${head}><skipped ${message}/></testcase>`
  const body = [statements.join(' '), replayCommand(report, scenario), transcript ?? ''].join('\n')
  return `${head}><${element} ${message}>${escape(body)}</${element}></testcase>`
}

/** What is wrong with the run as a whole is a case of its own, so that no CI misses it. */
function runCase({ problems, obstacles }: Report): readonly string[] {
  const wrong = [...problems, ...obstacles]
  if (wrong.length === 0) return []
  const message = escape(wrong.join('; '))
  return [
    `<testsuite name="the run" tests="1" failures="1" errors="0" skipped="0">`,
    `<testcase classname="the run" name="is valid"><failure message="${message}"/></testcase>`,
    '</testsuite>',
  ]
}

function numbers(scenarios: readonly ScenarioResult[]): string {
  const count = (element: string): number =>
    scenarios.filter(({ verdict }) => ELEMENTS[verdict] === element).length
  const time = scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return [
    `tests="${scenarios.length}" failures="${count('failure')}"`,
    `errors="${count('error')}" skipped="${count('skipped')}" time="${seconds(time)}"`,
  ].join(' ')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
