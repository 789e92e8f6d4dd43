/**
 * The report as one HTML page that needs nothing else: what holds by statement and version, with one
 * column for each broker that is compared, and every failure with its transcript.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STATEMENTS } from '../catalogue/catalogue.ts'
import type { ScenarioResult, StatementResult } from '../verdicts.ts'
import { VERSIONS } from '../wire/packet.ts'
import type { Version } from '../wire/packet.ts'
import { brokerName, replayCommand } from './json.ts'
import type { Report } from './json.ts'
import { escape } from './markup.ts'
import { failures } from './summary.ts'
import { kept, tally, tallyText } from './tally.ts'

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')

/** What a reader looking for trouble does not need to see. */
const GOOD: readonly string[] = ['pass', 'choice', 'out of reach', 'unsupported']

/** In the order of the columns. */
export function html(reports: readonly Report[]): string {
  const title = `MQTT conformance: ${reports.map(brokerName).join(', ')}`
  const versions = VERSIONS.filter((version) =>
    reports.some((report) => report.versions.includes(version)),
  ).toReversed()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(title)}</h1>
${overview(reports, versions)}
${reports.map(failureSection).join('\n')}
<h2 id="statements">Statements</h2>
<label><input type="checkbox" id="bad"> only what does not hold</label>
${versions.map((version) => matrix(reports, version)).join('\n')}
</body>
</html>
`
}

function overview(reports: readonly Report[], versions: readonly Version[]): string {
  const rows = versions.map((version) => {
    const cells = reports.map((report) => `<td>${overviewCell(report, version)}</td>`)
    return `<tr><th>MQTT ${version}</th>${cells.join('')}</tr>`
  })
  const facts = reports.map((report) => `<td>${reportFacts(report)}</td>`)
  return `<table>
<tr><th></th>${heads(reports)}</tr>
${rows.join('\n')}
<tr><th>run</th>${facts.join('')}</tr>
</table>`
}

function overviewCell(report: Report, version: Version): string {
  if (!report.versions.includes(version)) return 'not tested'
  const { kept: good, of } = kept(report, version)
  const ofVersion = report.statements.filter((statement) => statement.version === version)
  const squares = ofVersion.map(
    ({ id, gist, verdict }) =>
      `<a class="${cssClass(verdict)}" href="#${id}" title="${escape(`${id} ${verdict}: ${gist}`)}"></a>`,
  )
  return `<b>${good} of ${of}</b> tested statements hold
<p>${tallyText(tally(ofVersion))}</p><div class="squares">${squares.join('')}</div>`
}

function reportFacts(report: Report): string {
  const { target, startedAt, durationMs, seed, modes, capabilities, scenarios } = report
  return [
    `${target}, ${startedAt}, ${(durationMs / 1000).toFixed(1)} s, seed ${seed}`,
    `${scenarios.length} scenarios: ${tallyText(tally(scenarios))}`,
    `delivery: ${modes.join(', ')}`,
    `offers: ${capabilities.join(', ')}`,
    `suite ${report.suiteVersion}`,
  ]
    .map((fact) => `<p>${escape(fact)}</p>`)
    .join('')
}

function failureSection(report: Report): string {
  const bad = failures(report)
  const wrong = [...report.problems, ...report.obstacles]
  if (bad.length + wrong.length === 0) return ''
  return `<h2>What fails on ${escape(brokerName(report))}</h2>
${wrong.map((text) => `<p class="fail">${escape(text)}</p>`).join('\n')}
${bad.map((scenario) => failure(report, scenario)).join('\n')}`
}

function failure(report: Report, scenario: ScenarioResult): string {
  const {
    verdict,
    name,
    place,
    mode,
    statements,
    step,
    reason = '',
    remarks,
    transcript,
  } = scenario
  const gists = statements.map(
    (id) => `<li><a href="#${id}">${id}</a> ${escape(STATEMENTS.get(id)?.gist ?? '')}</li>`,
  )
  return `<details>
<summary><span class="${cssClass(verdict)}">${verdict}</span> ${escape(name)}</summary>
<ul>${gists.join('')}</ul>
<p>${escape(`${place}, delivery ${mode}, seed ${report.seed}`)}</p>
${step === undefined ? '' : `<p>at the step <q>${escape(step)}</q></p>`}
<pre>${escape(reason)}</pre>
${remarks.map((remark) => `<p>${escape(remark)}</p>`).join('')}
<p>again: <code>${escape(replayCommand(report, scenario))}</code></p>
${transcript === undefined ? '' : `<pre>${escape(transcript)}</pre>`}
</details>`
}

function matrix(reports: readonly Report[], version: Version): string {
  const columns = reports.map(columnOf)
  const rows = [...STATEMENTS.values()]
    .filter((statement) => statement.version === version)
    .map(({ id, section, gist }) => {
      const verdicts = columns.map(({ statements }) => statements.get(id)?.verdict ?? 'untested')
      const isGood = verdicts.every((verdict) => GOOD.includes(verdict))
      const cells = columns.map((column) => matrixCell(column, id))
      return `<tr id="${id}"${isGood ? ' class="good"' : ''}><th title="${escape(section)}">${id}</th><td>${escape(gist)}</td>${cells.join('')}</tr>`
    })
  return `<h3>MQTT ${version}</h3>
<table class="matrix">
<tr><th>statement</th><th>what it asks</th>${heads(reports)}</tr>
${rows.join('\n')}
</table>`
}

/** Of one report, by statement. */
interface Column {
  readonly statements: ReadonlyMap<string, StatementResult>
  readonly scenarios: ReadonlyMap<string, readonly ScenarioResult[]>
}

function columnOf(report: Report): Column {
  const pairs = report.scenarios.flatMap((scenario) =>
    scenario.statements.map((id) => [id, scenario] as const),
  )
  const byStatement = [...Map.groupBy(pairs, ([id]) => id)].map(
    ([id, ofStatement]) => [id, ofStatement.map(([, scenario]) => scenario)] as const,
  )
  return {
    statements: new Map(report.statements.map((statement) => [statement.id, statement])),
    scenarios: new Map(byStatement),
  }
}

function matrixCell({ statements, scenarios }: Column, id: string): string {
  const verdict = statements.get(id)?.verdict ?? 'untested'
  const ran = scenarios.get(id) ?? []
  const items = ran.map((scenario) => {
    const why = [scenario.reason ?? '', ...scenario.remarks]
      .filter((text) => text !== '')
      .join('; ')
    return `<li>${scenario.verdict}: ${escape(scenario.name)} <small>${scenario.place} ${escape(why)}</small></li>`
  })
  const content =
    ran.length === 0
      ? verdict
      : `<details><summary>${verdict} (${ran.length})</summary><ul>${items.join('')}</ul></details>`
  return `<td class="${cssClass(verdict)}">${content}</td>`
}

function heads(reports: readonly Report[]): string {
  return reports.map((report) => `<th>${escape(brokerName(report))}</th>`).join('')
}

function cssClass(verdict: string): string {
  return verdict.replaceAll(' ', '-')
}
