/**
 * Which scenarios prove which statements: read from the features without running them. As a program it
 * prints the counts and what is wrong; `--write-gaps` accepts the gaps there are into
 * `catalogue/gaps.tsv`, a list that is only meant to shrink.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, stdout } from 'node:process'
import { AstBuilder, GherkinClassicTokenMatcher, Parser, compile } from '@cucumber/gherkin'
import { IdGenerator } from '@cucumber/messages'
import type { Pickle } from '@cucumber/messages'
import { OUT_OF_REACH, STATEMENTS, readTable } from './catalogue/catalogue.ts'
import type { Statement } from './catalogue/catalogue.ts'
import { parseTags, problemsOf } from './tags.ts'
import { VERSIONS } from './wire/packet.ts'

/** What runs as one: a row of an outline is a scenario of its own. */
export interface Scenario {
  readonly name: string
  /** Path from the top of the repository and line. */
  readonly place: string
  /** With `@`, those of the feature and of the examples among them. */
  readonly tags: readonly string[]
  /** The text of each step. */
  readonly steps: readonly string[]
}

/** The scenarios of each statement; none is an empty list. */
export type Matrix = ReadonlyMap<string, readonly Scenario[]>

const root = join(import.meta.dirname, '..')
const gapsFile = join(import.meta.dirname, 'catalogue', 'gaps.tsv')

export function readScenarios(): readonly Scenario[] {
  return globSync('features/**/*.feature', { cwd: root })
    .toSorted()
    .flatMap((path) => parseFeature(path, readFileSync(join(root, path), 'utf8')))
}

/** Throws with the lines of what is no Gherkin. */
export function parseFeature(path: string, text: string): readonly Scenario[] {
  const newId = IdGenerator.incrementing()
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher())
  let pickles: readonly Pickle[]
  try {
    pickles = compile(parser.parse(text), path, newId)
  } catch (error) {
    throw new Error(`${path} is no Gherkin`, { cause: error })
  }
  return pickles.map(({ name, location, tags, steps }) => ({
    name,
    place: `${path}:${location?.line ?? 1}`,
    tags: tags.map((tag) => tag.name),
    steps: steps.map((step) => step.text),
  }))
}

export function matrixOf(scenarios: readonly Scenario[]): Matrix {
  const matrix = new Map([...STATEMENTS.keys()].map((id): [string, Scenario[]] => [id, []]))
  for (const scenario of scenarios) {
    for (const id of parseTags(scenario.tags).statements) matrix.get(id)?.push(scenario)
  }
  return matrix
}

/** What is wrong with the tags of each scenario, one line each. */
export function tagProblems(scenarios: readonly Scenario[]): readonly string[] {
  return scenarios.flatMap((scenario) =>
    [...problemsOf(scenario.tags), ...unspokenVersions(scenario)].map(
      (problem) => `${scenario.place} ${scenario.name}: ${problem}`,
    ),
  )
}

/** Statements that should have a scenario and have none. */
export function gapsOf(matrix: Matrix): readonly Statement[] {
  return [...STATEMENTS.values()].filter(
    ({ id, testable }) =>
      testable !== 'no' && !OUT_OF_REACH.has(id) && (matrix.get(id) ?? []).length === 0,
  )
}

/** The ids of `catalogue/gaps.tsv`. */
export function acceptedGaps(): readonly string[] {
  return readTable('gaps.tsv').flatMap(([id = '']) => (id === '' ? [] : [id]))
}

/** A line per version, and one for the rules of `own.tsv`. */
export function counts(matrix: Matrix): readonly string[] {
  const all = [...STATEMENTS.values()]
  const parts: readonly (readonly [string, readonly Statement[]])[] = [
    ...VERSIONS.map((version) => {
      const numbered = all.filter((statement) => statement.version === version && !statement.own)
      return [`MQTT ${version}`, numbered] as const
    }),
    ['our own', all.filter(({ own }) => own)],
  ]
  return parts.map(([name, statements]) => `${name}: ${countsOf(statements, matrix)}`)
}

function countsOf(statements: readonly Statement[], matrix: Matrix): string {
  const isCovered = ({ id }: Statement): boolean => (matrix.get(id) ?? []).length > 0
  const direct = statements.filter(({ testable }) => testable === 'yes')
  const indirect = statements.filter(({ testable }) => testable === 'indirect')
  const explained = indirect.filter(({ id }) => OUT_OF_REACH.has(id))
  return [
    `${direct.filter(isCovered).length} of ${direct.length} testable statements covered`,
    `${indirect.filter(isCovered).length} of ${indirect.length} indirect ones covered`,
    `${explained.length} explained`,
  ].join(', ')
}

/** An outline's examples are easily tagged with the statements of another version. */
function unspokenVersions({ tags, steps }: Scenario): readonly string[] {
  const spoken = steps.flatMap((step) => /\bMQTT (\d[\d.]*\d)$/.exec(step)?.[1] ?? [])
  return parseTags(tags)
    .statements.filter((id) => STATEMENTS.has(id))
    .filter((id) => !spoken.includes(STATEMENTS.get(id)?.version ?? ''))
    .map((id) => `@${id} is of a version that nobody speaks here`)
}

function writeGaps(gaps: readonly Statement[]): void {
  const rows = gaps.map(({ id, section, gist }) => `${id}\t${section}\t${gist}\n`)
  writeFileSync(gapsFile, `id\tsection title\tgist\n${rows.join('')}`)
}

function main(options: readonly string[]): void {
  const scenarios = readScenarios()
  const matrix = matrixOf(scenarios)
  const gaps = gapsOf(matrix)
  if (options.includes('--write-gaps')) writeGaps(gaps)
  const problems = tagProblems(scenarios)
  const summary = [`${scenarios.length} scenarios`, ...counts(matrix), `${gaps.length} gaps`]
  stdout.write(`${[...summary, ...problems].join('\n')}\n`)
  if (problems.length > 0) process.exitCode = 1
}

if (import.meta.main) main(argv.slice(2))
