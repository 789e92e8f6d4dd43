/**
 * @hot Topics that were published lately, found by their bytes: saves decoding, checking and matching
 * the same topic for every message. One table per shard, direct mapped, so it is bounded by itself;
 * a topic that is pushed out is looked up again, nothing else.
 */

/** Longer topics are not worth the memory; they take the slow way each time. */
const TOPIC_BYTES_MAX = 256

/** One topic and what the shard remembers of it, of type `M`. */
export class TopicEntry<M> {
  readonly name: string
  readonly bytes: Uint8Array
  /** What the owner derived from the topic; the owner knows when it is stale. */
  readonly match: M

  constructor(name: string, bytes: Uint8Array, match: M) {
    this.name = name
    this.bytes = bytes
    this.match = match
  }
}

export class TopicCache<M> {
  readonly #entries: (TopicEntry<M> | undefined)[]
  readonly #mask: number

  /** @param size entries; a power of two */
  constructor(size: number) {
    this.#entries = new Array<TopicEntry<M> | undefined>(size).fill(undefined)
    this.#mask = size - 1
  }

  find(bytes: Uint8Array, start: number, end: number): TopicEntry<M> | undefined {
    const entry = this.#entries[hashOf(bytes, start, end) & this.#mask]
    if (entry === undefined) return undefined
    const known = entry.bytes
    if (known.length !== end - start) return undefined
    for (let i = 0, from = start; from < end; i += 1, from += 1) {
      if (known[i] !== bytes[from]) return undefined
    }
    return entry
  }

  add(entry: TopicEntry<M>): void {
    const { bytes } = entry
    if (bytes.length > TOPIC_BYTES_MAX) return
    this.#entries[hashOf(bytes, 0, bytes.length) & this.#mask] = entry
  }
}

/** FNV-1a with a final mix, so that neighbouring topics spread over the low bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193)
  return hash ^ (hash >>> 15)
}
