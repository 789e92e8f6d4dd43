/** Reads the fields of one packet body, in order; every field that does not fit is a malformed packet. */
import { malformed } from './fault.ts'
import { decodeUtf8, isUtf8 } from './utf8.ts'
import { VARINT_SIZE_MAX } from './varint.ts'

export class Reader {
  readonly bytes: Uint8Array
  at: number
  end: number

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes
    this.at = start
    this.end = end
  }

  get hasMore(): boolean {
    return this.at < this.end
  }

  uint8(): number {
    return this.bytes[this.#take(1)] ?? 0
  }

  uint16(): number {
    const at = this.#take(2)
    return ((this.bytes[at] ?? 0) << 8) | (this.bytes[at + 1] ?? 0)
  }

  uint32(): number {
    return this.uint16() * 0x10000 + this.uint16()
  }

  /** @MQTT-5.0:1.5.5-1 */
  varint(): number {
    let value = 0
    for (let size = 0; size < VARINT_SIZE_MAX; size += 1) {
      const byte = this.uint8()
      value |= (byte & 0x7f) << (size * 7)
      if (byte > 0x7f) continue
      if (byte === 0 && size > 0) throw malformed('a length in more bytes than it needs')
      return value
    }
    throw malformed('a length of more than four bytes')
  }

  text(): string {
    const length = this.uint16()
    const at = this.#take(length)
    return decodeUtf8(this.bytes, at, at + length)
  }

  /** Passes over a text after judging it; returns its length in bytes. */
  skipText(): number {
    const length = this.uint16()
    const at = this.#take(length)
    if (!isUtf8(this.bytes, at, at + length)) throw malformed('text that is not UTF-8')
    return length
  }

  /** A copy: bytes of a packet are overwritten by the next one. */
  binary(): Uint8Array {
    const length = this.uint16()
    const at = this.#take(length)
    return copyOf(this.bytes, at, at + length)
  }

  /** Everything that is left, as a copy. */
  rest(): Uint8Array {
    const at = this.#take(this.end - this.at)
    return copyOf(this.bytes, at, this.end)
  }

  skip(length: number): void {
    this.#take(length)
  }

  /** @throws ProtocolFault malformedPacket when something is left */
  finish(): void {
    if (this.at !== this.end) throw malformed('bytes behind the end of the packet')
  }

  #take(length: number): number {
    const at = this.at
    if (at + length > this.end) throw malformed('the packet ends in the middle of a field')
    this.at = at + length
    return at
  }
}

/** `slice` would do for a Uint8Array, but that of a Buffer shares its memory. */
function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.subarray(start, end))
}
