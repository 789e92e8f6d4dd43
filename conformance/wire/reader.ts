/**
 * Reads the fields of one packet, strictly: lengths that fit, shortest variable byte integers, well-formed
 * text. What it refuses it names by the statements of the version.
 */
import type { Version } from './packet.ts'
import { WireFault } from './wire-fault.ts'

/** The statement behind a rule, by version; a version that has none numbered is left out. */
export type Statements = Partial<Readonly<Record<Version, string>>>

/** With `ignoreBOM` the character U+FEFF is kept. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export class Reader {
  readonly version: Version
  readonly #bytes: Uint8Array
  #at: number
  readonly #end: number

  constructor(bytes: Uint8Array, version: Version, [start, end]: readonly [number, number]) {
    this.#bytes = bytes
    this.version = version
    this.#at = start
    this.#end = end
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end
  }

  fault(rule: string, statements: Statements = {}): WireFault {
    const id = statements[this.version]
    return new WireFault(rule, id === undefined ? [] : [`MQTT-${this.version}:${id}`])
  }

  byte(what: string): number {
    return this.#take(1, what)[0] ?? 0
  }

  /** 0 or 1. */
  bit(what: string): boolean {
    const value = this.byte(what)
    if (value > 1) throw this.fault(`${what} is ${value}, neither 0 nor 1`)
    return value === 1
  }

  two(what: string): number {
    const [high = 0, low = 0] = this.#take(2, what)
    return (high << 8) | low
  }

  four(what: string): number {
    return this.two(what) * 0x1_0000 + this.two(what)
  }

  varint(what: string): number {
    let value = 0
    for (let index = 0; index < 4; index += 1) {
      const byte = this.byte(what)
      value += (byte & 0x7f) * 0x80 ** index
      if (byte >= 0x80) continue
      if (byte === 0 && index > 0) {
        throw this.fault(`${what} is not coded in the fewest bytes`, { '5.0': '1.5.5-1' })
      }
      return value
    }
    throw this.fault(`${what} has more than four bytes`)
  }

  binary(what: string): Uint8Array {
    return this.#take(this.two(what), what)
  }

  text(what: string): string {
    const bytes = this.binary(what)
    const value = this.#decoded(bytes, what)
    if (value.includes('\0')) {
      throw this.fault(`${what} contains U+0000`, { '3.1.1': '1.5.3-2', '5.0': '1.5.4-2' })
    }
    return value
  }

  rest(): Uint8Array {
    return this.#take(this.#end - this.#at, 'the rest')
  }

  /** A reader for the next bytes, which this one passes over. */
  part(length: number, what: string): Reader {
    const start = this.#at
    this.#take(length, what)
    return new Reader(this.#bytes, this.version, [start, start + length])
  }

  expectEnd(what: string): void {
    if (!this.isAtEnd) throw this.fault(`${this.#end - this.#at} bytes too many in ${what}`)
  }

  #decoded(bytes: Uint8Array, what: string): string {
    try {
      return UTF8.decode(bytes)
    } catch {
      const statements = { '3.1.1': '1.5.3-1', '5.0': '1.5.4-1' }
      throw this.fault(`${what} is not well-formed UTF-8`, statements)
    }
  }

  #take(length: number, what: string): Uint8Array {
    const end = this.#at + length
    if (end > this.#end) throw this.fault(`${what} goes beyond the end`)
    const taken = this.#bytes.slice(this.#at, end)
    this.#at = end
    return taken
  }
}
