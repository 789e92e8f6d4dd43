/**
 * Writes the body of one packet into memory that grows; `finish` puts the fixed header in front. For
 * packets that are not on the hot path: PUBLISH and acknowledgements have their own writers.
 */
import { utf8Length, writeUtf8 } from './utf8.ts'
import { VARINT_MAX, varintSize, writeVarint } from './varint.ts'

/** Room for the largest fixed header in front of the body. */
const HEADER_ROOM = 5
const START_BYTES = 128
const FIELD_BYTES_MAX = 65_535

export class Writer {
  #bytes = new Uint8Array(START_BYTES)
  #end = HEADER_ROOM

  get length(): number {
    return this.#end - HEADER_ROOM
  }

  uint8(value: number): void {
    const at = this.#reserve(1)
    this.#bytes[at] = value
  }

  uint16(value: number): void {
    const at = this.#reserve(2)
    this.#bytes[at] = value >>> 8
    this.#bytes[at + 1] = value & 0xff
  }

  uint32(value: number): void {
    this.uint16(value >>> 16)
    this.uint16(value & 0xffff)
  }

  varint(value: number): void {
    const at = this.#reserve(varintSize(value))
    writeVarint(this.#bytes, at, value)
  }

  /** @throws RangeError when it takes more than 65,535 bytes */
  text(text: string): void {
    const length = utf8Length(text)
    checkField(length)
    this.uint16(length)
    const at = this.#reserve(length)
    writeUtf8(this.#bytes, at, text)
  }

  /** @throws RangeError when longer than 65,535 bytes */
  binary(bytes: Uint8Array): void {
    checkField(bytes.length)
    this.uint16(bytes.length)
    this.bytes(bytes)
  }

  bytes(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length)
    this.#bytes.set(bytes, at)
  }

  /** What was written, without a header. */
  body(): Uint8Array {
    return this.#bytes.subarray(HEADER_ROOM, this.#end)
  }

  /**
   * The whole packet.
   * @throws RangeError when it is larger than MQTT allows
   */
  finish(firstByte: number): Uint8Array {
    const { length } = this
    checkBody(length)
    const start = HEADER_ROOM - 1 - varintSize(length)
    this.#bytes[start] = firstByte
    writeVarint(this.#bytes, start + 1, length)
    return this.#bytes.subarray(start, this.#end)
  }

  #reserve(size: number): number {
    const at = this.#end
    const needed = at + size
    if (needed > this.#bytes.length) {
      const next = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
      next.set(this.#bytes.subarray(0, at))
      this.#bytes = next
    }
    this.#end = needed
    return at
  }
}

/** @throws RangeError when a field of `length` bytes does not fit its two bytes of length */
export function checkField(length: number): void {
  if (length > FIELD_BYTES_MAX) throw new RangeError('a field of more than 65,535 bytes')
}

/** @throws RangeError when a body of `length` bytes does not fit the largest Remaining Length */
export function checkBody(length: number): void {
  if (length > VARINT_MAX) throw new RangeError('a packet larger than MQTT allows')
}
