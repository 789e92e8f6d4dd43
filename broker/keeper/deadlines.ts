/**
 * Things that fall due at some time, soonest first. Nobody takes them out: its owner says of each
 * whether it still counts, when it comes up and when there are suspiciously many.
 */

const SWEEP_MIN = 1024

interface Deadline<Item> {
  readonly atMs: number
  readonly item: Item
}

export class Deadlines<Item> {
  /** A binary heap. */
  #heap: Deadline<Item>[] = []
  readonly #counts: (item: Item, atMs: number) => boolean
  #sweepAt = SWEEP_MIN

  /** @param counts whether an item is still to come up at the time it was added for */
  constructor(counts: (item: Item, atMs: number) => boolean) {
    this.#counts = counts
  }

  get size(): number {
    return this.#heap.length
  }

  add(atMs: number, item: Item): void {
    if (this.#heap.length >= this.#sweepAt) this.#sweep()
    const heap = this.#heap
    let place = heap.length
    const added = { atMs, item }
    heap.push(added)
    while (place > 0) {
      const parent = (place - 1) >>> 1
      const above = heap[parent]
      if (above === undefined || above.atMs <= atMs) break
      heap[place] = above
      place = parent
    }
    heap[place] = added
  }

  /** The soonest item that is due and counts, which is then forgotten; undefined when none is. */
  due(nowMs: number): Item | undefined {
    for (let top = this.#heap[0]; top !== undefined && top.atMs <= nowMs; top = this.#heap[0]) {
      const last = this.#heap.pop()
      if (last !== undefined && last !== top) this.#sink(last)
      if (this.#counts(top.item, top.atMs)) return top.item
    }
    return undefined
  }

  /** Forgets what no longer counts; by the next time there are twice as many. */
  #sweep(): void {
    this.#heap = this.#heap
      .filter(({ item, atMs }) => this.#counts(item, atMs))
      .toSorted((a, b) => a.atMs - b.atMs)
    this.#sweepAt = Math.max(SWEEP_MIN, 2 * this.#heap.length)
  }

  #sink(sinking: Deadline<Item>): void {
    const heap = this.#heap
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const right = left + 1
      const soonest =
        (heap[right]?.atMs ?? Infinity) < (heap[left]?.atMs ?? Infinity) ? right : left
      const below = heap[soonest]
      if (below === undefined || below.atMs >= sinking.atMs) break
      heap[place] = below
      place = soonest
    }
    heap[place] = sinking
  }
}
