/** Writes all forms of the report into one folder. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { badge } from './badge.ts'
import { html } from './html.ts'
import { writeJson } from './json.ts'
import type { Report } from './json.ts'
import { junit } from './junit.ts'
import { summaryMarkdown } from './summary.ts'

export function writeReports(report: Report, folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeJson(report, join(folder, 'report.json'))
  writeFileSync(join(folder, 'report.html'), html([report]))
  writeFileSync(join(folder, 'junit.xml'), junit(report))
  writeFileSync(join(folder, 'summary.md'), summaryMarkdown(report))
  writeFileSync(join(folder, 'badge.json'), `${JSON.stringify(badge(report))}\n`)
}

/** One page with a column for each report. Gives back its path. */
export function writeComparison(reports: readonly Report[], folder: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'comparison.html')
  writeFileSync(file, html(reports))
  return file
}
