/**
 * Output buffers lent to connections that have something to say. Three sizes, cut from slabs of
 * 1 MiB, so that an idle client owns none and a fan-out to thousands costs 2 KiB each.
 */

/** Sizes of the lent buffers in bytes; a packet larger than the last gets a buffer of its own. */
export const BUFFER_SIZES = [2048, 8192, 65_536] as const
export const LARGEST_BUFFER = BUFFER_SIZES[2]

const SLAB_BYTES = 1_048_576
/** Buffers kept for the next time, in bytes per size; the rest goes back to the heap. */
const KEPT_BYTES_MAX = 32 * SLAB_BYTES

export class BufferPool {
  readonly #free: Buffer[][] = BUFFER_SIZES.map(() => [])

  /** A buffer of at least `size` bytes; its content is arbitrary. */
  take(size: number): Buffer {
    const index = sizeIndex(size)
    const free = this.#free[index]
    if (free === undefined) return Buffer.allocUnsafeSlow(size)
    const buffer = free.pop()
    return buffer ?? cutSlab(free, BUFFER_SIZES[index] ?? size)
  }

  /** Takes a buffer back. Whoever gives must hold no view of it any more. */
  give(buffer: Buffer): void {
    const size = buffer.length
    const free = this.#free[sizeIndex(size)]
    if (free === undefined || free.length * size >= KEPT_BYTES_MAX) return
    free.push(buffer)
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
