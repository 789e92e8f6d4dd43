/**
 * Cuts a stream of bytes into packets by their lengths alone. From a length of more than four bytes on
 * nothing can be cut: that and the rest of the stream come as they are, for the decoder to refuse.
 */

const LENGTH_BYTES_MAX = 4

export class Splitter {
  #rest = new Uint8Array()
  #isBroken = false

  /** Bytes of a packet that has not come whole. */
  get pending(): Uint8Array {
    return this.#rest
  }

  /** @returns the packets that are whole now */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const stream = new Uint8Array(this.#rest.length + bytes.length)
    stream.set(this.#rest)
    stream.set(bytes, this.#rest.length)
    const packets: Uint8Array[] = []
    let start = 0
    for (;;) {
      const end = start + this.#sizeOf(stream.subarray(start))
      if (end === start || end > stream.length) break
      packets.push(stream.slice(start, end))
      start = end
    }
    this.#rest = stream.slice(start)
    return packets
  }

  /** Of the first packet, in bytes; 0 while it is not known. */
  #sizeOf(stream: Uint8Array): number {
    if (this.#isBroken) return stream.length
    let length = 0
    for (const [index, byte] of stream.subarray(1, 1 + LENGTH_BYTES_MAX).entries()) {
      length += (byte & 0x7f) * 0x80 ** index
      if (byte < 0x80) return 2 + index + length
    }
    this.#isBroken = stream.length > LENGTH_BYTES_MAX
    return this.#isBroken ? stream.length : 0
  }
}
