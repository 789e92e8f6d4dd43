/**
 * @hot Cuts a stream of bytes into packets. Whole packets are handed on where they lie; only one that
 * is not complete yet is copied, into memory that grows with what has really come. The declared length
 * is judged before anything is kept for it.
 */
import { malformed, ProtocolFault } from './fault.ts'

/** Takes complete packets. */
export interface PacketSink {
  /**
   * One packet: `bytes[frameStart..end)`, its body from `bodyStart` on; the bytes are only good during
   * the call. False keeps everything behind it until `resume`.
   */
  onPacket(
    firstByte: number,
    bytes: Uint8Array,
    frameStart: number,
    bodyStart: number,
    end: number,
  ): boolean
}

const NOTHING: Uint8Array = new Uint8Array(0)
const KEPT_BYTES_MIN = 64

export class Framer {
  /** Either one incomplete packet or, while held, everything that came since. */
  #kept: Uint8Array = NOTHING
  #length = 0
  #isHeld = false
  #isCleared = false

  /** Bytes that wait here. */
  bufferedBytes(): number {
    return this.#length
  }

  /**
   * Takes `chunk[start..end)` and calls `sink` for every packet that is complete.
   * @param maxPacketSize largest packet allowed, header included
   * @throws ProtocolFault packetTooLarge or malformedPacket, from the length field alone
   */
  push(
    chunk: Uint8Array,
    start: number,
    end: number,
    maxPacketSize: number,
    sink: PacketSink,
  ): void {
    if (this.#isCleared) return
    if (this.#isHeld) {
      this.#keep(chunk, start, end)
      return
    }
    let at = start
    if (this.#length > 0) at = this.#complete(chunk, start, end, maxPacketSize, sink)
    if (at < end && !this.#isHeld) at = this.#scan(chunk, at, end, maxPacketSize, sink)
    if (at < end && !this.#isCleared) this.#keep(chunk, at, end)
  }

  /** Goes on with what was held back. @throws ProtocolFault as `push` */
  resume(maxPacketSize: number, sink: PacketSink): void {
    if (this.#isCleared) return
    this.#isHeld = false
    const at = this.#scan(this.#kept, 0, this.#length, maxPacketSize, sink)
    if (this.#isCleared) return
    this.#length -= at
    if (this.#length === 0) this.#kept = NOTHING
    else if (at > 0) this.#kept = this.#kept.slice(at, at + this.#length)
  }

  /** Forgets everything; later calls do nothing. */
  clear(): void {
    this.#isCleared = true
    this.#kept = NOTHING
    this.#length = 0
  }

  /** Adds to the incomplete packet what it lacks; returns where the next one starts in `chunk`. */
  #complete(
    chunk: Uint8Array,
    start: number,
    end: number,
    maxPacketSize: number,
    sink: PacketSink,
  ): number {
    for (let at = start; ; ) {
      const size = frameSize(this.#kept, 0, this.#length, maxPacketSize)
      if (size > 0 && this.#length >= size) {
        const packet = this.#kept
        this.#kept = NOTHING
        this.#length = 0
        this.#isHeld = !sink.onPacket(packet[0] ?? 0, packet, 0, headerSize(size), size)
        return at
      }
      if (at >= end) return at
      const next = Math.min(end, at + (size === 0 ? 1 : size - this.#length))
      this.#keep(chunk, at, next)
      at = next
    }
  }

  /** Hands on complete packets; returns where the first incomplete or held one starts. */
  #scan(
    bytes: Uint8Array,
    start: number,
    end: number,
    maxPacketSize: number,
    sink: PacketSink,
  ): number {
    let at = start
    while (at < end) {
      const size = frameSize(bytes, at, end, maxPacketSize)
      if (size === 0 || at + size > end) return at
      const frameStart = at
      at += size
      if (
        !sink.onPacket(bytes[frameStart] ?? 0, bytes, frameStart, frameStart + headerSize(size), at)
      ) {
        this.#isHeld = true
        return at
      }
    }
    return at
  }

  #keep(chunk: Uint8Array, start: number, end: number): void {
    const needed = this.#length + end - start
    if (needed > this.#kept.length) {
      const next = new Uint8Array(Math.max(KEPT_BYTES_MIN, needed, this.#kept.length * 2))
      next.set(this.#kept.subarray(0, this.#length))
      this.#kept = next
    }
    this.#kept.set(chunk.subarray(start, end), this.#length)
    this.#length = needed
  }
}

/** Size of the packet at `at` with its header; 0 while the length field is incomplete. */
function frameSize(bytes: Uint8Array, at: number, end: number, maxPacketSize: number): number {
  let length = 0
  for (let place = at + 1; place < end; place += 1) {
    const byte = bytes[place] ?? 0
    const digits = place - at
    length |= (byte & 0x7f) << ((digits - 1) * 7)
    if (byte > 0x7f) {
      if (digits === 4) throw malformed('a Remaining Length of more than four bytes')
      continue
    }
    if (byte === 0 && digits > 1) throw malformed('a Remaining Length longer than needed')
    const size = 1 + digits + length
    if (size > maxPacketSize) {
      throw new ProtocolFault('packetTooLarge', 'a packet larger than Maximum Packet Size')
    }
    return size
  }
  return 0
}

/** Bytes of the fixed header of a packet of `size` bytes: lengths are always in their shortest form. */
export function headerSize(size: number): number {
  if (size <= 0x81) return 2
  if (size <= 0x4002) return 3
  return size <= 0x20_0003 ? 4 : 5
}
