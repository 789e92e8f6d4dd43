/**
 * Flags of a command, declared as data: parsing them, with the nearest known flag for a wrong one, and
 * reading them as the kind of value they are.
 */
import { parseArgs } from 'node:util'

import { BrokerError } from '../base/errors.ts'
import { suggestion } from '../base/nearest.ts'

export interface Flag {
  readonly name: string
  readonly short?: string
  /** What stands for the value in the help; a flag without it is a switch. */
  readonly value?: string
  /** Takes also the words that follow its value. */
  readonly takesWords?: boolean
  readonly default?: string
  /** The environment variable that sets the same. */
  readonly variable?: string
  readonly doc: string
}

/** What was typed after the name of a command. Its readers throw BrokerError USAGE_INVALID. */
export class Arguments {
  readonly words: readonly string[]
  readonly #given: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly #defaults: ReadonlyMap<string, string>

  constructor(
    flags: readonly Flag[],
    given: ReadonlyMap<string, readonly (readonly string[])[]>,
    words: readonly string[],
  ) {
    this.words = words
    this.#given = given
    this.#defaults = new Map(
      flags.flatMap(({ name, default: text }) => (text === undefined ? [] : [[name, text]])),
    )
  }

  has(name: string): boolean {
    return this.#given.has(name)
  }

  /** The value that was given last, or the default. */
  text(name: string): string | undefined {
    return this.#given.get(name)?.at(-1)?.[0] ?? this.#defaults.get(name)
  }

  required(name: string): string {
    const text = this.text(name)
    if (text === undefined) throw usageError(`--${name} is missing`)
    return text
  }

  /** The value of each time that the flag was given. */
  texts(name: string): readonly string[] {
    return this.wordsOf(name).flatMap(([text]) => (text === undefined ? [] : [text]))
  }

  /** For a flag that takes words: those of each time that it was given. */
  wordsOf(name: string): readonly (readonly string[])[] {
    return this.#given.get(name) ?? []
  }

  integer(name: string, min: number, max: number): number {
    const text = this.required(name)
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw usageError(`--${name} must be a whole number from ${min} to ${max}, not ${text}`)
  }

  optionalInteger(name: string, min: number, max: number): number | undefined {
    return this.text(name) === undefined ? undefined : this.integer(name, min, max)
  }

  /** The value that the text stands for. */
  oneOf<Value>(name: string, values: Readonly<Record<string, Value>>): Value {
    const text = this.required(name)
    const value = values[text]
    if (value !== undefined && Object.hasOwn(values, text)) return value
    throw usageError(`--${name} must be one of ${Object.keys(values).join(', ')}, not ${text}`)
  }
}

export function usageError(text: string): BrokerError {
  return new BrokerError('USAGE_INVALID', text)
}

/** Throws BrokerError USAGE_INVALID for a flag that is not declared, or whose value is missing. */
export function parseArguments(args: readonly string[], flags: readonly Flag[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(flags.map((flag) => [flag.name, parserOption(flag)])),
  })
  const given = new Map<string, string[][]>()
  const words: string[] = []
  let taker: string[] | undefined
  for (const token of tokens) {
    if (token.kind === 'positional') (taker ?? words).push(token.value)
    if (token.kind !== 'option') continue
    const flag = flags.find(({ name }) => name === token.name)
    if (flag === undefined) throw unknownFlag(token.rawName, flags)
    const occurrence = valueOf(flag, token.rawName, token.value)
    given.set(flag.name, [...(given.get(flag.name) ?? []), occurrence])
    taker = flag.takesWords === true ? occurrence : undefined
  }
  return new Arguments(flags, given, words)
}

function parserOption({ value, short }: Flag) {
  const type = value === undefined ? ('boolean' as const) : ('string' as const)
  return short === undefined ? { type } : { type, short }
}

function valueOf(flag: Flag, written: string, value: string | undefined): string[] {
  if (flag.value === undefined && value !== undefined) {
    throw usageError(`${written} is a switch and takes no value`)
  }
  if (flag.value !== undefined && value === undefined) {
    throw usageError(`${written} needs a value: ${written} <${flag.value}>`)
  }
  return value === undefined ? [] : [value]
}

function unknownFlag(written: string, flags: readonly Flag[]): BrokerError {
  const name = written.replace(/^-+/, '')
  const hint =
    name.length === 1
      ? ''
      : suggestion(
          name,
          flags.map((flag) => flag.name),
        )
  return usageError(`unknown flag ${written}${hint.replace('mean ', 'mean --')}`)
}
