/** The report as text: what a person reads at the end of a run, and as Markdown for the page of a CI job. */
import type { ScenarioResult } from '../verdicts.ts'
import { brokerName, replayCommand } from './json.ts'
import type { Report } from './json.ts'
import { kept, tally, tallyText } from './tally.ts'

/** Longer lists are cut; the other reports have all. */
const MOST_FAILURES = 20

export function summaryText(report: Report): string {
  const { scenarios, versions, problems, obstacles, durationMs } = report
  const bad = failures(report)
  const sections = [
    versions.map((version) => `MQTT ${version}: ${keptText(report, version)}`),
    [
      `${scenarios.length} scenarios in ${(durationMs / 1000).toFixed(1)} s: ${tallyText(tally(scenarios))}`,
    ],
    bad.slice(0, MOST_FAILURES).flatMap((scenario) => failureLines(report, scenario)),
    bad.length > MOST_FAILURES ? [`... and ${bad.length - MOST_FAILURES} more`] : [],
    problems,
    obstacles.map((obstacle) => `could not test: ${obstacle}`),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

export function summaryMarkdown(report: Report): string {
  const { versions, problems, obstacles, scenarios } = report
  const rows = versions.map((version) => `| MQTT ${version} | ${keptText(report, version)} |`)
  const bad = failures(report).map(
    ({ name, place, verdict, reason }) =>
      `- **${verdict}** ${name} (\`${place}\`): ${reason ?? ''}`,
  )
  return `${[
    `## MQTT conformance of ${brokerName(report)}`,
    ['| version | statements |', '| --- | --- |', ...rows].join('\n'),
    `${scenarios.length} scenarios: ${tallyText(tally(scenarios))}`,
    ...[bad, problems.map((problem) => `- ${problem}`), obstacles.map((text) => `- ${text}`)]
      .filter((list) => list.length > 0)
      .map((list) => list.join('\n')),
  ].join('\n\n')}\n`
}

/** What keeps the run from being good, the worst first. */
export function failures({ scenarios }: Report): readonly ScenarioResult[] {
  return (['fail', 'unstable', 'inconclusive'] as const).flatMap((bad) =>
    scenarios.filter(({ verdict }) => verdict === bad),
  )
}

function keptText(report: Report, version: Report['versions'][number]): string {
  const { kept: good, of } = kept(report, version)
  const ofVersion = report.statements.filter((statement) => statement.version === version)
  return `${good} of ${of} tested statements hold (${tallyText(tally(ofVersion))})`
}

function failureLines(report: Report, scenario: ScenarioResult): readonly string[] {
  const { verdict, name, statements, mode, step, reason = '' } = scenario
  const details = [
    `${statements.join(' ')}${mode === 'normal' ? '' : `, delivered ${mode}`}`,
    ...(step === undefined ? [] : [`at: ${step}`]),
    ...reason.split('\n').filter((line) => line.trim() !== ''),
    replayCommand(report, scenario),
  ]
  return [`${verdict}: ${name}`, ...details.map((line) => `    ${line}`)]
}
