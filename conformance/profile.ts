/**
 * Profiles: what is known of one broker. It is the only place for failures that are accepted, and it is
 * strict both ways: what it does not list fails, and what it lists and passes fails too.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { STATEMENTS } from './catalogue/catalogue.ts'
import { CAPABILITIES } from './tags.ts'
import type { Capability } from './tags.ts'
import type { ScenarioResult } from './verdicts.ts'
import { VERSIONS } from './wire/packet.ts'

const capabilityNames = Object.keys(CAPABILITIES)

const text = z.string().min(1)

const deviationSchema = z.strictObject({
  /** Id of the catalogue. */
  statement: text.refine((id) => STATEMENTS.has(id), 'is not in the catalogue'),
  /** Name of the one scenario that is meant; absent: all that carry the statement. */
  scenario: text.optional(),
  /** What went over the wire. */
  transcript: text,
  /** Why this is the broker's doing and not the suite's. */
  reason: text,
  link: z.url().optional(),
  /** Versions of the broker. */
  since: text,
  until: text.optional(),
})

const profileSchema = z.strictObject({
  broker: text,
  /** What it speaks; the probe has to find the same. */
  versions: z.array(z.enum(VERSIONS)).min(1),
  /** Whether it offers them; the probe has to find the same where it can tell. */
  capabilities: z
    .record(
      text.refine((name) => capabilityNames.includes(name), 'is no capability'),
      z.boolean(),
    )
    .default({}),
  /** Fewest scenarios that a full run has to execute. */
  floor: z.int().min(1),
  deviations: z.array(deviationSchema).default([]),
})

export type Deviation = z.infer<typeof deviationSchema>
export type Profile = z.infer<typeof profileSchema>

/** @param file path, or the name of a profile that ships with the suite. Throws when it is not valid. */
export function loadProfile(file: string): Profile {
  const shipped = join(import.meta.dirname, 'profiles', `${file}.yaml`)
  return parseProfile(readFileSync(existsSync(shipped) ? shipped : file, 'utf8'))
}

/** Throws with one line for each mistake. */
export function parseProfile(yaml: string): Profile {
  const result = profileSchema.safeParse(parse(yaml))
  if (result.success) return result.data
  throw new Error(`the profile is not valid:\n${z.prettifyError(result.error)}`)
}

export interface Applied {
  readonly scenarios: readonly ScenarioResult[]
  /** Deviations whose scenarios ran and passed, as sentences. */
  readonly stale: readonly string[]
}

/** Only a plain failure can be known: the profile excuses neither the suite nor what changes its mind. */
export function applyProfile(scenarios: readonly ScenarioResult[], profile: Profile): Applied {
  const excused = scenarios.map((scenario) => {
    const deviation = profile.deviations.find((known) => isMeant(known, scenario))
    if (scenario.verdict !== 'fail' || deviation === undefined) return scenario
    return { ...scenario, verdict: 'known' as const, reason: deviation.reason }
  })
  const stale = profile.deviations
    .filter((deviation) => isStale(scenarios.filter((scenario) => isMeant(deviation, scenario))))
    .map(
      ({ statement }) => `the profile lists ${statement} as a deviation, but it passes: remove it`,
    )
  return { scenarios: excused, stale }
}

/** Where the profile and the probe contradict each other, as sentences. */
export function contradictions(
  { versions, capabilities }: Profile,
  found: {
    readonly versions: readonly string[]
    readonly capabilities: ReadonlyMap<string, boolean>
  },
): readonly string[] {
  return [
    ...VERSIONS.filter(
      (version) => versions.includes(version) !== found.versions.includes(version),
    ).map(
      (version) =>
        `MQTT ${version}: the profile and the probe disagree on whether the broker speaks it`,
    ),
    ...Object.entries(capabilities)
      .filter(([name, offered]) => (found.capabilities.get(name) ?? offered) !== offered)
      .map(([name, offered]) =>
        offered
          ? `${name}: the profile says that the broker offers it, and the probe did not find it`
          : `${name}: the probe found it, and the profile says that the broker lacks it`,
      ),
  ]
}

/** What the probe found, and where it cannot tell what the profile says; otherwise absent. */
export function offered(
  found: ReadonlyMap<Capability, boolean>,
  profile: Profile | undefined,
): readonly string[] {
  return capabilityNames.filter((name) => {
    const [, seen] = [...found].find(([capability]) => capability === name) ?? []
    return seen ?? profile?.capabilities[name] ?? false
  })
}

function isMeant(
  { statement, scenario }: Deviation,
  { statements, name }: ScenarioResult,
): boolean {
  return statements.includes(statement) && (scenario === undefined || scenario === name)
}

function isStale(meant: readonly ScenarioResult[]): boolean {
  const ran = meant.filter(({ verdict }) => verdict !== 'unsupported' && verdict !== 'inconclusive')
  return ran.length > 0 && !ran.some(({ verdict }) => verdict === 'fail' || verdict === 'unstable')
}
