/**
 * The normative statements of MQTT 3.1, 3.1.1 and 5.0, read from the tables beside this file: what the
 * specifications number (3.1: what we number), and in `own.tsv` the rules that stand in the prose alone.
 * It knows nothing of scenarios and of results.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { VERSIONS } from '../wire/packet.ts'
import type { Version } from '../wire/packet.ts'

export interface Statement {
  /** Its tag without `@`, such as `MQTT-5.0:3.1.2-24`. */
  readonly id: string
  readonly version: Version
  /** The title of its section. */
  readonly section: string
  /** Whom the statement obliges. */
  readonly role: 'client' | 'server' | 'both'
  /** Whether a broker can show that it keeps it; `indirect` if only by how it answers a breach. */
  readonly testable: 'yes' | 'indirect' | 'no'
  /** The capability without which the statement says nothing about a broker. */
  readonly feature: string | undefined
  readonly gist: string
  /** A rule of the prose, from `own.tsv`. */
  readonly own: boolean
}

/** Undefined: each row names its version. */
const TABLES: readonly (readonly [file: string, version: Version | undefined])[] = [
  ['mqtt-3.1-behaviours.tsv', '3.1'],
  ['mqtt-3.1.1-statements.tsv', '3.1.1'],
  ['mqtt-5.0-statements.tsv', '5.0'],
  ['own.tsv', undefined],
]

const ID = /^MQTT-(?<version>[\d.]+):[\dA-Z][\dA-Z.]*-\d+$/

const StatementRow = z.tuple([
  z.string().regex(ID),
  z.string().min(1),
  z.enum(['client', 'server', 'both']),
  z.enum(['yes', 'indirect', 'no']),
  z.string(),
  z.string().min(1),
])

/** By id, in the order of the tables. */
export const STATEMENTS: ReadonlyMap<string, Statement> = new Map(
  TABLES.flatMap(readStatements).map((statement) => [statement.id, statement]),
)

/** Why no scenario can watch an `indirect` statement, by its id. */
export const OUT_OF_REACH: ReadonlyMap<string, string> = new Map(
  readTable('out-of-reach.tsv').map(([id = '', reason = '']) => [id, reason]),
)

/** The rows under the heading, as cells. */
export function readTable(file: string): readonly (readonly string[])[] {
  const [, ...rows] = readFileSync(join(import.meta.dirname, file), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
  return rows.map((row) => row.split('\t'))
}

function readStatements([file, version]: (typeof TABLES)[number]): readonly Statement[] {
  return readTable(file).map(([cell = '', ...rest]) => {
    const given =
      version === undefined ? cell : `MQTT-${version}:${cell.replace(/^MQTT(31)?-/, '')}`
    const [id, section, role, testable, capability, gist] = StatementRow.parse([given, ...rest])
    const feature = capability === '' ? undefined : capability
    const own = version === undefined
    return { id, version: versionOf(id), section, role, testable, feature, gist, own }
  })
}

function versionOf(id: string): Version {
  const text = ID.exec(id)?.groups?.['version']
  const version = VERSIONS.find((known) => known === text)
  if (version === undefined) throw new Error(`${id} is of no version of MQTT that is known here`)
  return version
}
