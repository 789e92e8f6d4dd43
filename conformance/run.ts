/**
 * One run of the suite against one broker: probes it, chooses the scenarios, runs them in each delivery
 * mode, repeats what failed, holds the results against the profile and makes the report. It prints
 * nothing.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nowMs } from './client/clock.ts'
import type { DeliveryMode } from './client/stream.ts'
import type { Target } from './client/target.ts'
import { Cucumber } from './cucumber.ts'
import type { Progress } from './cucumber.ts'
import { readScenarios } from './matrix.ts'
import { probe } from './probe.ts'
import { applyProfile, contradictions, offered } from './profile.ts'
import type { Profile } from './profile.ts'
import type { Report } from './report/json.ts'
import { parseTags } from './tags.ts'
import { needsRepeat, settle, statementResults } from './verdicts.ts'
import type { ScenarioResult } from './verdicts.ts'
import { VERSIONS } from './wire/packet.ts'
import type { Version } from './wire/packet.ts'

export interface RunOptions {
  readonly target: Target
  readonly versions: readonly Version[]
  /** Features, or scenarios as path and line; none means all. */
  readonly places: readonly string[]
  /** A tag expression of Cucumber; empty means all. */
  readonly tags: string
  /** Leaves out what has to wait. */
  readonly quick: boolean
  readonly profile: Profile | undefined
  /** Threads. */
  readonly parallel: number
  readonly modes: readonly DeliveryMode[]
  /** Added to every upper bound of a measured time. */
  readonly slackMs: number | undefined
  readonly topicPrefix: string
  /** Of the order of the scenarios. */
  readonly seed: number
  /** Adapter that starts this broker with a configuration. */
  readonly managed: string | undefined
  /** Options that the report repeats for who wants to run it again. */
  readonly typed: readonly string[]
  /** Where Cucumber's own messages and HTML go. */
  readonly folder: string | undefined
}

/** A failure may be an accident: as many repetitions have to confirm it. */
const REPEATS = 2

const packageFile = join(import.meta.dirname, '..', 'package.json')

/** Rejects when the broker cannot be reached or refuses everything. */
export async function runSuite(options: RunOptions, progress: Progress): Promise<Report> {
  const { target, profile } = options
  const startedMs = nowMs()
  const probed = await probe(target, options.topicPrefix)
  const versions = options.versions.filter((version) => probed.versions.includes(version))
  const capabilities = offered(probed.capabilities, profile)
  const { results, errors } = await runScenarios(options, versions, capabilities, progress)
  const { scenarios, stale } =
    profile === undefined ? { scenarios: results, stale: [] } : applyProfile(results, profile)
  const problems = [...stale, ...(profile === undefined ? [] : contradictions(profile, probed))]
  const obstacles = [...errors, ...whyTooFew(options, scenarios)]
  return {
    format: 1,
    suiteVersion: JSON.parse(readFileSync(packageFile, 'utf8')).version,
    startedAt: new Date(performance.timeOrigin + startedMs).toISOString(),
    durationMs: nowMs() - startedMs,
    target: target.url.href,
    ...(profile !== undefined && { broker: profile.broker }),
    seed: options.seed,
    options: [...options.typed],
    versions,
    modes: [...options.modes],
    capabilities: [...capabilities],
    scenarios: [...scenarios],
    statements: [...statementResults(scenarios, versions)],
    problems,
    obstacles,
    exitCode: exitCode(scenarios, problems, obstacles),
  }
}

interface Results {
  readonly results: ScenarioResult[]
  readonly errors: string[]
}

async function runScenarios(
  options: RunOptions,
  versions: readonly Version[],
  capabilities: readonly string[],
  progress: Progress,
): Promise<Results> {
  const { target, topicPrefix, slackMs, managed, modes, folder } = options
  const cucumber = new Cucumber({
    ...options,
    parameters: {
      target: { ...target, url: target.url.href },
      versions,
      capabilities,
      topicPrefix,
      ...(slackMs !== undefined && { slackMs }),
      ...(managed !== undefined && { managed }),
    },
  })
  const places = choosePlaces(options, versions)
  const all: Results = { results: [], errors: [] }
  for (const mode of modes) {
    const { results, errors } = await cucumber.run({ mode, places, folder, onResult: progress })
    all.results.push(...(await confirm(cucumber, results)))
    all.errors.push(...errors)
  }
  return all
}

/** Of those that prove a statement of one of the versions. */
function choosePlaces(
  { places, quick }: RunOptions,
  versions: readonly Version[],
): readonly string[] {
  return readScenarios()
    .filter(({ place, tags }) => {
      const { slow, statements } = parseTags(tags)
      const isAsked = places.length === 0 || places.some((asked) => isIn(place, asked))
      const isSpoken = versions.some((version) =>
        statements.some((id) => id.startsWith(`MQTT-${version}:`)),
      )
      return isAsked && isSpoken && !(quick && slow)
    })
    .map(({ place }) => place)
}

/** `asked` may leave out the line, or name a folder. */
function isIn(place: string, asked: string): boolean {
  return place === asked || place.startsWith(`${asked}:`) || place.startsWith(`${asked}/`)
}

/** Runs again, one after the other, what may have failed by accident. */
async function confirm(
  cucumber: Cucumber,
  results: readonly ScenarioResult[],
): Promise<readonly ScenarioResult[]> {
  const doubtful = results.filter(needsRepeat)
  const [first] = doubtful
  if (first === undefined) return results
  const places = doubtful.map(({ place }) => place)
  const repeats: ScenarioResult[] = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const onResult = (result: ScenarioResult): void => void repeats.push(result)
    await cucumber.run({ mode: first.mode, places, folder: undefined, onResult })
  }
  const byPlace = Map.groupBy(repeats, ({ place }) => place)
  return results.map((result) => settle(result, byPlace.get(result.place) ?? []))
}

function whyTooFew(options: RunOptions, scenarios: readonly ScenarioResult[]): readonly string[] {
  const { places, tags, quick, versions, profile } = options
  const isFull = places.length === 0 && tags === '' && !quick && versions.length === VERSIONS.length
  const floor = isFull ? (profile?.floor ?? 1) : 1
  const executed = scenarios.filter(
    ({ verdict }) => verdict !== 'unsupported' && verdict !== 'inconclusive',
  ).length
  return executed >= floor
    ? []
    : [`only ${executed} scenarios were executed; at least ${floor} must`]
}

function exitCode(
  scenarios: readonly ScenarioResult[],
  problems: readonly string[],
  obstacles: readonly string[],
): Report['exitCode'] {
  const has = (verdict: ScenarioResult['verdict']): boolean =>
    scenarios.some((scenario) => scenario.verdict === verdict)
  if (has('fail') || has('unstable') || problems.length > 0) return 1
  return has('inconclusive') || obstacles.length > 0 ? 3 : 0
}
