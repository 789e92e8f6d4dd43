/**
 * Reads the fields of a packet, one behind the other, and holds each against the rules of its kind. It
 * knows no packet.
 */
import type { Version } from './packet.ts'
import type { Sender } from './properties.ts'
import { WireFault } from './wire-fault.ts'
import {
  MISSING_OF,
  NO_STATEMENTS,
  NUL_IN_TOPIC,
  RULES,
  TEXT_OF,
  WILDCARD_OF,
} from './wire-rules.ts'
import type { Statements, WireRule } from './wire-rules.ts'

const VARINT_BYTES_MAX = 4
/** In 3.1; later only the two bytes of length set a limit. */
const TOPIC_CHARACTERS_MAX = 32_767

export interface Context {
  readonly version: Version
  readonly sender: Sender
}

export class Reader {
  readonly version: Version
  readonly sender: Sender
  readonly #bytes: Uint8Array
  /** Broken by a field that goes beyond the end. */
  readonly #endRule: WireRule
  #at = 0

  constructor(bytes: Uint8Array, { version, sender }: Context, endRule: WireRule = 'truncated') {
    this.version = version
    this.sender = sender
    this.#bytes = bytes
    this.#endRule = endRule
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** `also` are statements that stand for the rule in this place alone. */
  fault(rule: WireRule, what: string, also: Statements = NO_STATEMENTS): WireFault {
    const { text, statements } = RULES[rule]
    const broken = new Set([...statements[this.version], ...also[this.version]])
    return new WireFault(
      `${text} (${what})`,
      [...broken].map((id) => `MQTT-${this.version}:${id}`),
    )
  }

  expect(holds: boolean, ...[rule, what, also]: Parameters<Reader['fault']>): void {
    if (!holds) throw this.fault(rule, what, also)
  }

  take(length: number, field: string): Uint8Array {
    this.expect(length <= this.left, this.#endRule, field, MISSING_OF[field])
    this.#at += length
    return this.#bytes.slice(this.#at - length, this.#at)
  }

  rest(): Uint8Array {
    return this.take(this.left, 'rest')
  }

  byte(field: string): number {
    return this.#number(1, field)
  }

  two(field: string): number {
    return this.#number(2, field)
  }

  four(field: string): number {
    return this.#number(4, field)
  }

  /** @MQTT-5.0:1.5.5-1 */
  varint(field: string): number {
    let value = 0
    for (let index = 0; index < VARINT_BYTES_MAX; index += 1) {
      const byte = this.byte(field)
      value += (byte & 0x7f) * 0x80 ** index
      if (byte >= 0x80) continue
      const isPadded = byte === 0 && index > 0
      this.expect(!isPadded || this.version !== '5.0', 'shortestLength', field)
      return value
    }
    throw this.fault('lengthBytes', field)
  }

  binary(field: string): Uint8Array {
    return this.take(this.two(field), field)
  }

  /** @MQTT-5.0:1.5.4-1 @MQTT-5.0:1.5.4-2 @MQTT-5.0:1.5.4-3 */
  text(field: string, whenNul: Statements = NO_STATEMENTS): string {
    const bytes = this.binary(field)
    const text = decodeUtf8(bytes)
    if (text === undefined) throw this.fault('utf8', field, TEXT_OF[field])
    this.expect(!text.includes('\0'), 'nul', field, whenNul)
    return text
  }

  /** It may be empty, as one behind an alias is. @MQTT-5.0:4.7.0-1 */
  topicName(field: string): string {
    const topic = this.text(field, NUL_IN_TOPIC)
    this.expect(!/[+#]/.test(topic), 'topicWildcard', field, WILDCARD_OF[field])
    const isTooLong = this.version === '3.1' && [...topic].length > TOPIC_CHARACTERS_MAX
    this.expect(!isTooLong, 'topicLength', field)
    return topic
  }

  /** The next bytes on their own. */
  part(length: number, field: string, endRule: WireRule): Reader {
    this.expect(length <= this.left, endRule, field)
    return new Reader(this.take(length, field), this, endRule)
  }

  #number(bytes: number, field: string): number {
    return this.take(bytes, field).reduce((value, byte) => value * 0x100 + byte, 0)
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
