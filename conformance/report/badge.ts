/** The report as the JSON of a badge, in the form that shields.io takes as an endpoint. */
import type { Report } from './json.ts'
import { kept } from './tally.ts'

export interface Badge {
  readonly schemaVersion: 1
  readonly label: string
  readonly message: string
  readonly color: string
}

/** For the newest version that was tested. */
export function badge(report: Report): Badge {
  const version = report.versions.at(-1)
  if (version === undefined || report.exitCode === 3) {
    return { schemaVersion: 1, label: 'MQTT', message: 'not tested', color: 'lightgrey' }
  }
  const { kept: good, of, warn } = kept(report, version)
  const warnings = warn === 0 ? '' : `, ${warn} warn`
  return {
    schemaVersion: 1,
    label: `MQTT ${version}`,
    message: `${good}/${of} pass${warnings}`,
    color: report.exitCode === 0 ? 'brightgreen' : 'red',
  }
}
