/**
 * What went over the wire in a scenario, by all its clients, in the order of time, and as text in which
 * every field is named. Passwords are never shown.
 */
import { encode } from '../wire/encode.ts'
import type { Span } from '../wire/encode.ts'
import type { Packet, Version } from '../wire/packet.ts'
import type { WireFault } from '../wire/wire-fault.ts'
import { nowMs } from './clock.ts'

const MOST_BYTES_SHOWN = 32
const MOST_TEXT_SHOWN = 60
/** Of a field: `property` and the longest name of one. */
const LONGEST_NAME = 'property Subscription Identifier Available'.length
const HIDDEN = '(not shown)'

export interface Sent {
  readonly bytes: Uint8Array
  /** Absent where bytes were written by hand. */
  readonly packet?: Packet
  readonly spans?: readonly Span[]
}

export interface Arrived {
  readonly bytes: Uint8Array
  readonly packet: Packet | undefined
  readonly fault: WireFault | undefined
  readonly version: Version
}

export interface Entry {
  /** Since the first entry. */
  readonly atMs: number
  readonly client: string
  readonly direction: 'sent' | 'received' | 'note'
  readonly text: string
  readonly bytes: Uint8Array
  readonly spans: readonly Span[]
}

export class Transcript {
  readonly #entries: Entry[] = []
  #startMs: number | undefined

  get entries(): readonly Entry[] {
    return this.#entries
  }

  note(client: string, text: string): void {
    this.#add({ client, direction: 'note', text, bytes: new Uint8Array(), spans: [] })
  }

  sent(client: string, { bytes, packet, spans = [] }: Sent): void {
    const text = packet ? describePacket(packet) : `${bytes.length} bytes written by hand`
    this.#add({ client, direction: 'sent', text, bytes, spans })
  }

  received(client: string, { bytes, packet, fault, version }: Arrived): void {
    const text = packet
      ? describePacket(packet)
      : `a packet refused by the decoder: ${fault?.message}`
    const spans = packet ? spansOf(packet, bytes, version) : []
    this.#add({ client, direction: 'received', text, bytes, spans })
  }

  /** For people: a line for each event, below it one for each field. */
  render(): string {
    return this.#entries.map(renderEntry).join('\n')
  }

  #add(entry: Omit<Entry, 'atMs'>): void {
    const atMs = nowMs()
    this.#startMs ??= atMs
    this.#entries.push({ ...entry, atMs: atMs - this.#startMs })
  }
}

/** In one line: the type and the fields that say something. */
export function describePacket(packet: Packet): string {
  const fields = Object.entries(packet).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'type' || saysNothing(value)) return []
    return value === true ? [name] : [`${name} ${showField(name, value)}`]
  })
  return [packet.type, ...fields].join(' ')
}

function saysNothing(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0)
}

function showField(name: string, value: unknown): string {
  if (name === 'password') return HIDDEN
  if (name === 'reasonCode') return `0x${Number(value).toString(16).padStart(2, '0')}`
  return show(value)
}

function show(value: unknown): string {
  if (value instanceof Uint8Array) return shorten(JSON.stringify(Buffer.from(value).toString()))
  if (typeof value === 'string') return shorten(JSON.stringify(value))
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{${Object.entries(value)
    .map(([name, part]) => `${name} ${show(part)}`)
    .join(', ')}}`
}

function shorten(text: string): string {
  return text.length <= MOST_TEXT_SHOWN
    ? text
    : `${text.slice(0, MOST_TEXT_SHOWN)}... (${text.length} characters)`
}

/** Known only when our encoder would have written the same bytes; otherwise none. */
function spansOf(packet: Packet, bytes: Uint8Array, version: Version): readonly Span[] {
  const { bytes: ours, spans } = encode(packet, version)
  return Buffer.compare(ours, bytes) === 0 ? spans : []
}

const ARROWS = { sent: '-->', received: '<--', note: '   ' } as const

function renderEntry({ atMs, client, direction, text, bytes, spans }: Entry): string {
  const head = `${atMs.toFixed(1).padStart(9)} ms  ${client} ${ARROWS[direction]} ${text}`
  const fields = spans.map(({ name, start, end }) => renderField(name, bytes.subarray(start, end)))
  if (fields.length === 0 && bytes.length > 0) fields.push(renderField('bytes', bytes))
  return [head, ...fields].join('\n')
}

function renderField(name: string, bytes: Uint8Array): string {
  return `${' '.repeat(14)}${name.padEnd(LONGEST_NAME)} ${name === 'password' ? HIDDEN : hex(bytes)}`
}

function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, MOST_BYTES_SHOWN)).toString('hex')
  const rest = bytes.length > MOST_BYTES_SHOWN ? ` ... (${bytes.length} bytes)` : ''
  return `${shown.replace(/..(?=.)/g, '$& ')}${rest}`
}
