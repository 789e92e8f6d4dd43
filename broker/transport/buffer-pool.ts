/**
 * Output buffers lent to connections that have something to say. Three sizes, cut from slabs of
 * 1 MiB, so that an idle client owns none and a fan-out to thousands costs 2 KiB each.
 */

/** Sizes of the lent buffers in bytes; a packet larger than the last gets a buffer of its own. */
export const BUFFER_SIZES = [2048, 8192, 65_536] as const
export const LARGEST_BUFFER = BUFFER_SIZES[2]

const SLAB_BYTES = 1_048_576
/** Part of the buffers that nobody has needed since the last look which goes back to the heap. */
const TRIMMED_PART = 1 / 8

/** Free buffers of one size, the one given back last on top. */
interface Shelf {
  readonly size: number
  readonly free: Buffer[]
  /** Fewest that were free at any time since the last look: so many nobody needed. */
  fewest: number
}

export class BufferPool {
  readonly #shelves: readonly Shelf[] = BUFFER_SIZES.map((size) => ({ size, free: [], fewest: 0 }))

  /** A buffer of at least `size` bytes; its content is arbitrary. */
  take(size: number): Buffer {
    const shelf = this.#shelves[sizeIndex(size)]
    if (shelf === undefined) return Buffer.allocUnsafeSlow(size)
    const { free } = shelf
    const buffer = free.pop() ?? cutSlab(free, shelf.size)
    if (free.length < shelf.fewest) shelf.fewest = free.length
    return buffer
  }

  /** Takes a buffer back. Whoever gives must hold no view of it any more. */
  give(buffer: Buffer): void {
    const shelf = this.#shelves[sizeIndex(buffer.length)]
    if (shelf?.size === buffer.length) shelf.free.push(buffer)
  }

  /**
   * Lets go of what has not been needed for a while, a part at a time: a burst that comes back finds its
   * buffers, and one that does not is forgotten. To be called now and then.
   */
  trim(): void {
    for (const shelf of this.#shelves) {
      const { free, size } = shelf
      const spare = shelf.fewest - SLAB_BYTES / size
      if (spare > 0) free.splice(0, Math.ceil(spare * TRIMMED_PART))
      shelf.fewest = free.length
    }
  }
}

function sizeIndex(size: number): number {
  if (size <= BUFFER_SIZES[0]) return 0
  if (size <= BUFFER_SIZES[1]) return 1
  return size <= BUFFER_SIZES[2] ? 2 : -1
}

function cutSlab(free: Buffer[], size: number): Buffer {
  const slab = Buffer.allocUnsafeSlow(SLAB_BYTES)
  for (let at = size; at < SLAB_BYTES; at += size) free.push(slab.subarray(at, at + size))
  return slab.subarray(0, size)
}
