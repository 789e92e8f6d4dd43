/**
 * Cuts a stream of bytes into packets by their lengths alone. A length that is no length makes the rest
 * of the stream one last piece, for the decoder to refuse.
 */

const LENGTH_BYTES_MAX = 4

export class Splitter {
  #rest = new Uint8Array()
  #isBroken = false

  /** Bytes of a packet that has not arrived whole. */
  get pending(): Uint8Array {
    return this.#rest
  }

  /** @returns the packets that are whole now */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const stream = new Uint8Array([...this.#rest, ...bytes])
    const packets: Uint8Array[] = []
    let start = 0
    while (start < stream.length) {
      const end = this.#isBroken ? stream.length : endOfPacket(stream, start)
      if (end === undefined) break
      if (end === 'broken') {
        this.#isBroken = true
        continue
      }
      packets.push(stream.slice(start, end))
      start = end
    }
    this.#rest = stream.slice(start)
    return packets
  }
}

/** Undefined while it is not there yet. */
function endOfPacket(stream: Uint8Array, start: number): number | 'broken' | undefined {
  let length = 0
  for (let index = 0; index < LENGTH_BYTES_MAX; index += 1) {
    const at = start + 1 + index
    const byte = stream[at]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 0x80 ** index
    if (byte < 0x80) return at + 1 + length <= stream.length ? at + 1 + length : undefined
  }
  return 'broken'
}
