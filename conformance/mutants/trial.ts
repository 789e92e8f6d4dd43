/**
 * Tries one defect, or the unbroken broker: which scenarios it is given, and what counts as noticing.
 */
import { matrixOf, readScenarios } from '../matrix.ts'
import type { Scenario } from '../matrix.ts'
import { parseTags } from '../tags.ts'
import type { ScenarioResult } from '../verdicts.ts'
import type { Bench } from './bench.ts'
import type { Defect } from './defects/defect.ts'
import { DEFECTS } from './defects/index.ts'

/** Whether the scenarios of one statement noticed. */
export interface Proof {
  readonly statement: string
  /** The scenario that failed; undefined when none did. */
  readonly noticedBy: string | undefined
  /** Scenarios that ran. */
  readonly tried: number
}

export interface Alarm {
  readonly place: string
  readonly verdict: string
  readonly reason: string
}

const matrix = matrixOf(readScenarios())

export function defectNamed(id: string): Defect {
  const found = DEFECTS.find((defect) => defect.id === id)
  if (found === undefined) throw new Error(`no defect is called "${id}"`)
  return found
}

/** Runs the scenarios of each statement till one fails. */
export async function tryDefect(bench: Bench, defect: Defect): Promise<readonly Proof[]> {
  const { limits = {}, statements } = defect
  const offered = await bench.capabilities(limits)
  const seen = new Map<string, boolean>()
  const proofs: Proof[] = []
  for (const statement of statements) {
    const places = placesOf(statement, offered)
    const known = places.find((place) => seen.get(place))
    const untried = known === undefined ? places.filter((place) => !seen.has(place)) : []
    let noticedBy = known
    for await (const result of bench.results({ limits, defect }, untried)) {
      seen.set(result.place, isNotice(result))
      if (!isNotice(result)) continue
      noticedBy = result.place
      break
    }
    proofs.push({ statement, noticedBy, tried: places.filter((place) => seen.has(place)).length })
  }
  return proofs
}

/** Failures of the unbroken broker, with the limits of `defect`, in the scenarios of its statements. */
export async function tryUnbroken(bench: Bench, defect: Defect): Promise<readonly Alarm[]> {
  const { limits = {}, statements } = defect
  const offered = await bench.capabilities(limits)
  const places = new Set(statements.flatMap((statement) => placesOf(statement, offered)))
  const alarms: Alarm[] = []
  for await (const result of bench.results({ limits, defect: undefined }, [...places])) {
    const { place, verdict, reason = '' } = result
    if (isNotice(result) || verdict === 'inconclusive') alarms.push({ place, verdict, reason })
  }
  return alarms
}

/** A failure always comes with its transcript, however binding the statement is. */
function isNotice({ verdict, transcript }: ScenarioResult): boolean {
  return transcript !== undefined && ['fail', 'warn', 'choice'].includes(verdict)
}

/** Those that need not wait come first. */
function placesOf(statement: string, offered: ReadonlySet<string>): readonly string[] {
  return (matrix.get(statement) ?? [])
    .filter(({ tags }) => isPossible(tags, offered))
    .toSorted((left, right) => Number(isSlow(left)) - Number(isSlow(right)))
    .map(({ place }) => place)
}

function isPossible(tags: readonly string[], offered: ReadonlySet<string>): boolean {
  const { capabilities, configurations } = parseTags(tags)
  return configurations.length === 0 && capabilities.every((name) => offered.has(name))
}

function isSlow({ tags }: Scenario): boolean {
  return parseTags(tags).slow
}
