/**
 * Makers of settings. A field is a zod type with a default that also knows how it is described, how it
 * is read from text (environment, flags) and how its value is written for people. Nothing here knows a
 * particular setting.
 */
import * as z from 'zod'

/** What a field knows beyond its type. */
export interface FieldDescription {
  /** One sentence. */
  readonly doc: string
  /** Completes "must be …". */
  readonly type: string
  readonly defaultValue: unknown
  /** The raw value that a text stands for; whether it is allowed is the type's business. */
  readonly fromText: (text: string) => unknown
  /** The shortest way to write a value, valid in YAML. */
  readonly toText: (value: unknown) => string
}

/** A condition between settings; `doc` is a whole sentence that says it. */
export interface Rule<Settings> {
  readonly doc: string
  readonly holds: (settings: Settings) => boolean
}

export const fieldDescriptions = z.registry<FieldDescription>()

/** Settings that belong together; a section may hold sections. */
export function section<Shape extends z.ZodRawShape>(doc: string, shape: Shape) {
  return z.strictObject(shape).describe(doc)
}

interface FieldOptions<Value> {
  readonly default: Value
  readonly doc: string
}

interface RangeOptions extends FieldOptions<number> {
  readonly min: number
  readonly max: number
}

export function integer(options: RangeOptions) {
  const { min, max, doc } = options
  return described(z.int().min(min).max(max).default(options.default), {
    doc,
    type: `a whole number from ${min} to ${max}`,
    defaultValue: options.default,
    fromText: numberFromText,
    toText: String,
  })
}

/** A part of a whole, from 0 to 1. */
export function ratio(options: FieldOptions<number>) {
  return described(z.number().min(0).max(1).default(options.default), {
    doc: options.doc,
    type: 'a number from 0 to 1',
    defaultValue: options.default,
    fromText: numberFromText,
    toText: String,
  })
}

/** Units from the one that a bare number is in to the largest. */
type Units = readonly (readonly [name: string, factor: number])[]

const BYTES: Units = [
  ['B', 1],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
]
const SECONDS: Units = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['d', 86_400],
]
const MILLISECONDS: Units = [
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
]

/** Bytes, as a number or as text like `64KiB`. */
export function size(options: RangeOptions) {
  return quantity('a size', BYTES, options)
}

/** Seconds, as a number or as text like `1h`. */
export function durationSeconds(options: RangeOptions) {
  return quantity('a duration', SECONDS, options)
}

/** Milliseconds, as a number or as text like `5s`. */
export function durationMs(options: RangeOptions) {
  return quantity('a duration', MILLISECONDS, options)
}

function quantity(kind: string, units: Units, options: RangeOptions) {
  const { min, max, doc } = options
  const pattern = new RegExp(`^(\\d+) ?(${units.map(([name]) => name).join('|')})$`)
  const factors = new Map(units)
  const fromUnits = (text: string): number => {
    const [, amount = '', unit = ''] = pattern.exec(text) ?? []
    return Number(amount) * (factors.get(unit) ?? Number.NaN)
  }
  const toText = (value: unknown): string => {
    const amount = Number(value)
    const [name, factor] = units.findLast(([, size]) => amount >= size && amount % size === 0) ?? [
      '',
      1,
    ]
    return `${amount / factor}${name}`
  }
  const written = z.union([z.int(), z.string().regex(pattern).transform(fromUnits)])
  return described(written.pipe(z.int().min(min).max(max)).default(options.default), {
    doc,
    type: `${kind} from ${toText(min)} to ${toText(max)}`,
    defaultValue: options.default,
    fromText: numberFromText,
    toText,
  })
}

export function boolean(options: FieldOptions<boolean>) {
  return described(z.boolean().default(options.default), {
    doc: options.doc,
    type: 'true or false',
    defaultValue: options.default,
    fromText: oneOfFromText([true, false]),
    toText: String,
  })
}

/** One of a closed list of words, numbers or switches. */
export function oneOf<const Value extends string | number | boolean>(
  values: readonly Value[],
  options: FieldOptions<NoInfer<Value>>,
) {
  const type = z.literal(values)
  return described(type.default(type.parse(options.default)), {
    doc: options.doc,
    type: values.join(', ').replace(/, ([^,]*)$/, ' or $1'),
    defaultValue: options.default,
    fromText: oneOfFromText(values),
    toText: String,
  })
}

export function text(options: FieldOptions<string>) {
  return described(z.string().default(options.default), {
    doc: options.doc,
    type: 'a text',
    defaultValue: options.default,
    fromText: (written) => written,
    toText: JSON.stringify,
  })
}

/** Texts; with commas between them where there is only one text to write them in. */
export function texts(options: FieldOptions<readonly string[]>) {
  return described(
    z
      .array(z.string().min(1))
      .readonly()
      .default([...options.default]),
    {
      doc: options.doc,
      type: 'a list of texts',
      defaultValue: options.default,
      fromText: textsFromText,
      toText: (value) => JSON.stringify(value).replaceAll(',', ', '),
    },
  )
}

function described<Type extends z.ZodType>(type: Type, description: FieldDescription): Type {
  const field = type.describe(description.doc)
  fieldDescriptions.add(field, description)
  return field
}

/** As flags are typed (`a, b`) or as the list is printed (`["a", "b"]`). */
function textsFromText(written: string): unknown {
  if (written === '') return []
  if (!written.startsWith('[')) return written.split(',').map((item) => item.trim())
  try {
    return JSON.parse(written)
  } catch {
    return written
  }
}

function numberFromText(written: string): unknown {
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written
}

function oneOfFromText(values: readonly unknown[]): (written: string) => unknown {
  return (written) => values.find((value) => String(value) === written) ?? written
}
