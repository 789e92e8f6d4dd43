/**
 * Puts the configuration together: defaults, then the file, the environment, flags, and what the caller
 * of the program overrides. It reports every problem at once, and is the only place that may look into
 * the environment of the process.
 */
import { BrokerError } from '../base/errors.ts'
import { fields, rules, schema } from './schema.ts'
import type { Config, PartialConfig } from './schema.ts'
import { readEnvironment, readFile, readFlags, readObject } from './sources.ts'
import type { Environment, Setting } from './sources.ts'

/** Later ones win. */
export interface ConfigSources {
  /** Path of a YAML file. */
  readonly file?: string | undefined
  readonly env?: Environment
  /** Texts by path, as in `listeners.tcp.port`. */
  readonly flags?: Readonly<Record<string, string>>
  readonly overrides?: PartialConfig
}

export interface LoadedConfig {
  /** Frozen, to its depth. */
  readonly config: Config
  /** Where each setting that is not the default was written, by path. */
  readonly origins: ReadonlyMap<string, string>
}

/** Throws BrokerError CONFIG_INVALID with a line for every problem. */
export function loadConfig(sources: ConfigSources = {}): LoadedConfig {
  const readings = [
    ...(sources.file === undefined ? [] : [readFile(sources.file)]),
    readEnvironment(sources.env ?? {}),
    readFlags(sources.flags ?? {}),
    readObject(sources.overrides ?? {}),
  ]
  const problems = readings.flatMap((reading) => reading.problems)
  const settings = new Map(
    readings.flatMap((reading) => reading.settings).map((setting) => [setting.path, setting]),
  )
  const parsed = schema.safeParse(nested(settings))
  if (!parsed.success) {
    const paths = parsed.error.issues.map(({ path }) => path.join('.'))
    problems.push(...problemsOf(paths, settings))
  }
  if (!parsed.success || problems.length > 0) throw invalid(problems)
  const broken = rules.filter(({ holds }) => !holds(parsed.data))
  if (broken.length > 0) throw invalid(broken.map(({ doc }) => `This must be so: ${doc}`))
  const origins = new Map([...settings].map(([path, { origin }]) => [path, origin]))
  return { config: deepFreeze(parsed.data), origins }
}

/** The variables of this process. */
export function processEnvironment(): Environment {
  return process.env
}

interface Tree {
  [name: string]: unknown
}

/** Sections of sections of values; also those sections that nobody set, so that defaults come in. */
function nested(settings: ReadonlyMap<string, Setting>): Tree {
  const root: Tree = {}
  for (const { path } of fields) {
    const names = path.split('.')
    const last = names.pop() ?? path
    let section = root
    for (const name of names) {
      const inner: Tree = isTree(section[name]) ? section[name] : {}
      section[name] = inner
      section = inner
    }
    const setting = settings.get(path)
    if (setting !== undefined) section[last] = setting.value
  }
  return root
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null
}

/** @param paths of what the schema did not like; an item of a list has its index at the end */
function problemsOf(
  paths: readonly string[],
  settings: ReadonlyMap<string, Setting>,
): readonly string[] {
  return fields
    .filter(({ path }) => paths.some((wrong) => wrong === path || wrong.startsWith(`${path}.`)))
    .map(({ path, type }) => {
      const { origin, value } = settings.get(path) ?? { origin: 'default', value: undefined }
      const name = origin.endsWith(path) ? '' : ` ${path}`
      return `${origin}:${name} must be ${type}, not ${JSON.stringify(value) ?? String(value)}`
    })
}

function invalid(problems: readonly string[]): BrokerError {
  return new BrokerError('CONFIG_INVALID', problems.join('\n'))
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
