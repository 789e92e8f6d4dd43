/**
 * The tables of the feature files: rows of a field and a value, where a row names a field of the packet
 * or a property by the specification's name. It knows how values are written (yes, no, numbers, text,
 * `0x..` for bytes, `absent`, `present`); it knows no packet and does not judge what is allowed.
 */
import type { PacketType, Property, PropertyValue, QoS, Version } from './wire/packet.ts'
import { PROPERTIES } from './wire/properties.ts'
import { REASON_CODES } from './wire/reason-codes.ts'

export type Row = readonly [field: string, value: string]

/** What a value may refer to beyond the table: the scenario gives its own names and identifiers. */
export interface Setting {
  readonly version: Version
  readonly clientId: string
  readonly userName: string | undefined
  readonly password: string | undefined
  /** Puts the scenario's root in front of a topic or filter. */
  topic(relative: string): string
  ownClientId(relative: string): string
  nextPacketId(): number
  /** Of the PUBLISH with this payload. */
  packetIdOf(payload: string): number
}

/** Rows that are taken one by one, so that a misspelt one is left and noticed. */
export class Table {
  #rows: readonly Row[]

  constructor(rows: readonly Row[]) {
    this.#rows = rows.map(([field, value]) => [fieldName(field), value])
  }

  takeAll(name: string): readonly string[] {
    const taken = this.#rows.filter(([field]) => field === name)
    this.#rows = this.#rows.filter(([field]) => field !== name)
    return taken.map(([, value]) => value).filter((value) => value !== 'absent')
  }

  take(name: string): string | undefined {
    return this.takeAll(name)[0]
  }

  /** The fallback is for a row that is not there; `absent` wins over it. */
  takeOr(name: string, fallback: string | undefined): string | undefined {
    return this.#rows.some(([field]) => field === name) ? this.take(name) : fallback
  }

  takeText(name: string): string | undefined {
    return optional(this.take(name), text)
  }

  takeTopic(name: string, setting: Setting): string | undefined {
    return optional(this.takeText(name), (topic) => setting.topic(topic))
  }

  /** Each begins with a row of one of these names and goes on with what is no property. */
  groups(heads: readonly string[]): readonly Table[] {
    const own = this.#rows.filter(([field]) => propertyNamed(field) === undefined)
    const starts = own.flatMap(([field], index) => (heads.includes(field) ? [index] : []))
    this.#rows = this.#rows.filter(
      (row) => !own.includes(row) || own.indexOf(row) < (starts[0] ?? 0),
    )
    return starts.map((start, index) => new Table(own.slice(start, starts[index + 1])))
  }

  properties(): readonly Property[] {
    return this.#takeProperties((field) => field)
  }

  /** They carry `will` in front, but for Will Delay Interval, which has it in its name. */
  willProperties(): readonly Property[] {
    return this.#takeProperties((field) =>
      field === 'will delay interval' ? field : /^will (.+)$/.exec(field)?.[1],
    )
  }

  expectNothingLeft(type: PacketType): void {
    const left = this.#rows.map(([field]) => field)
    if (left.length > 0) throw new Error(`no field of ${type}: ${left.join(', ')}`)
  }

  #takeProperties(nameOf: (field: string) => string | undefined): readonly Property[] {
    const taken: Property[] = []
    this.#rows = this.#rows.filter(([field, value]) => {
      const property = propertyNamed(nameOf(field) ?? '')
      if (property === undefined) return true
      if (value !== 'absent')
        taken.push({ name: property.name, value: propertyValue(property, value) })
      return false
    })
    return taken
  }
}

function propertyValue({ kind }: { readonly kind: string }, value: string): PropertyValue {
  if (kind === 'text') return text(value)
  if (kind === 'binary') return bytes(value)
  if (kind !== 'pair') return number(value)
  const [, name = '', content = ''] = /^(.*?) = (.*)$/s.exec(value) ?? []
  return [text(name), text(content)]
}

/** Names are compared without case; some have a second name in an older version or in common use. */
export function fieldName(field: string): string {
  const name = field.toLowerCase()
  return SYNONYMS.get(name) ?? name
}

const SYNONYMS = new Map([
  ['clean session', 'clean start'],
  ['return code', 'reason code'],
  ['topic name', 'topic'],
  ['topic filter', 'filter'],
  ['packet id', 'packet identifier'],
  ['protocol version', 'protocol level'],
  ['requested qos', 'qos'],
  ['will message', 'will payload'],
  ['will flag', 'will'],
])

export function propertyNamed(field: string) {
  return PROPERTIES.find(({ name }) => name.toLowerCase() === field.toLowerCase())
}

/** `\u{0}` stands for a character by its code point, `"x" repeated 300 times` for a long text. */
export function text(value: string): string {
  const [, unit, times] = /^"(.*)" repeated (\d+) times$/.exec(value) ?? []
  return (unit === undefined ? value : unit.repeat(Number(times))).replace(
    /\\u\{([0-9a-f]+)\}/gi,
    (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)),
  )
}

export function bytes(value: string): Uint8Array {
  const digits = /^0x((?:[0-9a-f]{2}| )*)$/i.exec(value)?.[1]
  return digits === undefined ? new TextEncoder().encode(text(value)) : fromHex(digits)
}

export function fromHex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'))
}

export function number(value: string): number {
  const parsed = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isInteger(parsed)) throw new Error(`not a number: ${value}`)
  return parsed
}

export function yesNo(value: string): boolean {
  if (value !== 'yes' && value !== 'no') throw new Error(`neither yes nor no: ${value}`)
  return value === 'yes'
}

export function qos(value: string): QoS {
  const level = number(value)
  if (level !== 0 && level !== 1 && level !== 2 && level !== 3) throw new Error(`no QoS: ${value}`)
  return level
}

/** By number or by the specification's name. */
export function reasonCode(value: string): number {
  const named = REASON_CODES.find(({ name }) => name.toLowerCase() === value.toLowerCase())
  return named?.code ?? number(value)
}

/** `that of "x"` is the identifier of the PUBLISH with this payload. */
export function referredPacketId(value: string, setting: Setting): number {
  const payload = /^that of "(.*)"$/.exec(value)?.[1]
  return payload === undefined ? number(value) : setting.packetIdOf(payload)
}

export function optional<T>(value: string | undefined, read: (value: string) => T): T | undefined {
  return value === undefined ? undefined : read(value)
}
