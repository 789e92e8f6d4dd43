/**
 * What `assaymq conformance` takes: its flags as data, their help, and how they become the options of a
 * run. It runs nothing.
 */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, posix, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DELIVERY_MODES } from './client/stream.ts'
import type { DeliveryMode } from './client/stream.ts'
import { endpointOf } from './client/target.ts'
import type { Target } from './client/target.ts'
import { loadProfile } from './profile.ts'
import type { RunOptions } from './run.ts'
import { VERSIONS } from './wire/packet.ts'
import type { Version } from './wire/packet.ts'

interface Flag {
  readonly value?: string
  readonly doc: string
  /** Tells who reads the report how to run it again; the others are given anew, or secret. */
  readonly repeated?: boolean
}

const FLAGS = {
  target: { value: 'URL', doc: 'The broker: mqtt://, mqtts://, ws:// or wss://.' },
  version: {
    value: '3.1|3.1.1|5.0',
    doc: 'Only this version of MQTT; may be given several times.',
  },
  tags: { value: 'EXPR', doc: "Only scenarios with these tags, such as '@must and not @slow'." },
  quick: { doc: 'Leaves out the scenarios that have to wait.' },
  profile: {
    value: 'FILE',
    doc: 'What is known of this broker: a YAML file, or the name of one that ships with the suite.',
    repeated: true,
  },
  report: { value: 'DIR', doc: 'Writes JSON, JUnit XML, HTML, Markdown and a badge there.' },
  parallel: { value: 'N', doc: 'Scenarios at a time (default twice the cores).' },
  modes: { value: 'MODES', doc: `all, or some of ${DELIVERY_MODES.join(',')} (default normal).` },
  slack: {
    value: 'MS',
    doc: 'How much later than it should something may happen.',
    repeated: true,
  },
  'topic-prefix': { value: 'P', doc: 'In front of all topics.', repeated: true },
  user: { value: 'U', doc: 'User name.', repeated: true },
  password: { value: 'P', doc: 'Password.' },
  'ca-file': { value: 'F', doc: 'Certificate authority of the broker, PEM.', repeated: true },
  cert: { value: 'F', doc: 'Certificate of the clients, PEM.', repeated: true },
  key: { value: 'F', doc: 'Key of that certificate, PEM.', repeated: true },
  managed: {
    value: 'ADAPTER',
    doc: 'Also starts such a broker with configurations, by the adapter of that name.',
    repeated: true,
  },
  seed: { value: 'SEED', doc: 'Runs the scenarios in the order that this number gives.' },
  json: { doc: 'Prints the report as JSON instead of the summary.' },
  help: { doc: 'Shows this help.' },
} as const satisfies Readonly<Record<string, Flag>>
type FlagName = keyof typeof FLAGS

const flags: readonly (readonly [string, Flag])[] = Object.entries(FLAGS)

export const HELP = `npx assaymq conformance: which statements of the MQTT specifications a broker keeps

Examples:
  npx assaymq conformance --target mqtt://localhost:1883
  npx assaymq conformance --target mqtt://localhost:1883 --version 5.0 --quick --report out
  npx assaymq conformance compare a/report.json b/report.json --report out

Usage: npx assaymq conformance --target <URL> [flags] [feature[:line] ...]

Flags:
${flags.map(flagHelp).join('\n')}

Exit codes: 0 nothing fails; 1 a MUST is broken, or the profile is wrong; 2 the command line is wrong;
3 the broker could not be tested: unreachable, or too few scenarios could be executed.
`

function flagHelp([name, { value, doc }]: readonly [string, Flag]): string {
  return `  --${name}${value === undefined ? '' : ` <${value}>`}\n      ${doc}`
}

/** The command line is wrong; its message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export type Command =
  | { readonly do: 'help' }
  | { readonly do: 'compare'; readonly files: readonly string[]; readonly folder: string }
  | {
      readonly do: 'run'
      readonly options: RunOptions
      /** Where the reports go. */
      readonly folder: string | undefined
      readonly json: boolean
    }

/** Throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const given = new Given(args)
  const { words } = given
  const report = given.text('report')
  const folder = report === undefined ? undefined : resolve(report)
  if (given.has('help')) return { do: 'help' }
  if (words[0] === 'compare') {
    const [, ...files] = words
    if (files.length === 0) throw new UsageError('compare needs the report.json of each broker')
    return { do: 'compare', files, folder: folder ?? '.' }
  }
  return { do: 'run', options: runOptions(given, folder), folder, json: given.has('json') }
}

function runOptions(given: Given, folder: string | undefined): RunOptions {
  const profile = given.text('profile')
  return {
    target: readTarget(given),
    versions: readVersions(given.texts('version')),
    places: given.words.map((word) => posix.normalize(word).replace(/\/$/, '')),
    tags: given.text('tags') ?? '',
    quick: given.has('quick'),
    profile: profile === undefined ? undefined : orUsageError(() => loadProfile(profile)),
    parallel: given.number('parallel', 1) ?? 2 * availableParallelism(),
    modes: readModes(given.text('modes')),
    slackMs: given.number('slack', 0),
    topicPrefix: given.text('topic-prefix') ?? '',
    seed: given.number('seed', 0) ?? Math.floor(Math.random() * 1e6),
    managed: readAdapter(given.text('managed')),
    typed: flags.flatMap(([name, { repeated }]) =>
      repeated ? given.texts(name).flatMap((text) => [`--${name}`, text]) : [],
    ),
    folder,
  }
}

function readTarget(given: Given): Target {
  const text = given.text('target')
  if (text === undefined) throw new UsageError('--target is missing: the URL of the broker')
  const url = URL.parse(text)
  if (url === null) throw new UsageError(`--target ${text} is no URL; one is mqtt://localhost:1883`)
  const userName = given.text('user') ?? (decodeURIComponent(url.username) || undefined)
  const password = given.text('password') ?? (decodeURIComponent(url.password) || undefined)
  url.username = ''
  url.password = ''
  const [caFile, certFile, keyFile] = [given.text('ca-file'), given.text('cert'), given.text('key')]
  orUsageError(() => endpointOf({ url }))
  return {
    url,
    ...(userName !== undefined && { userName }),
    ...(password !== undefined && { password }),
    ...(caFile !== undefined && { caFile }),
    ...(certFile !== undefined && { certFile }),
    ...(keyFile !== undefined && { keyFile }),
  }
}

function readAdapter(name: string | undefined): string | undefined {
  if (name === undefined || existsSync(join(import.meta.dirname, 'target', `${name}.ts`)))
    return name
  throw new UsageError(`--managed ${name}: there is no adapter of that name`)
}

function readVersions(texts: readonly string[]): readonly Version[] {
  const unknown = texts.find((text) => !VERSIONS.some((version) => version === text))
  if (unknown !== undefined) {
    throw new UsageError(`--version ${unknown} is none of ${VERSIONS.join(', ')}`)
  }
  return texts.length === 0 ? VERSIONS : VERSIONS.filter((version) => texts.includes(version))
}

function readModes(text = 'normal'): readonly DeliveryMode[] {
  const names = text === 'all' ? [...DELIVERY_MODES] : text.split(',')
  return names.map((name) => {
    const mode = DELIVERY_MODES.find((known) => known === name)
    if (mode === undefined) {
      throw new UsageError(`--modes ${name} is none of all, ${DELIVERY_MODES.join(', ')}`)
    }
    return mode
  })
}

/** What was typed. */
class Given {
  readonly words: readonly string[]
  readonly #values: ReturnType<typeof parseArgs>['values']

  constructor(args: readonly string[]) {
    const options = Object.fromEntries(
      flags.map(([name, { value }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true },
      ]),
    )
    const { values, positionals } = orUsageError(() =>
      parseArgs({ args: [...args], options, allowPositionals: true }),
    )
    this.words = positionals
    this.#values = values
  }

  has(name: FlagName): boolean {
    return this.#values[name] !== undefined
  }

  texts(name: string): readonly string[] {
    const values = this.#values[name]
    return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
  }

  text(name: FlagName): string | undefined {
    return this.texts(name).at(-1)
  }

  number(name: FlagName, least: number): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (/^\d+$/.test(text) && Number(text) >= least) return Number(text)
    throw new UsageError(`--${name} ${text} is no whole number from ${least} up`)
  }
}

/** What goes wrong in here is the fault of what was typed. */
function orUsageError<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
