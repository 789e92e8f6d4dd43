/**
 * Things that fall due at some wall-clock time, soonest first. What became of an item meanwhile is for
 * its owner to judge when it comes up: nothing is ever taken out early.
 */

interface Deadline<Item> {
  readonly atMs: number
  readonly item: Item
}

export class Deadlines<Item> {
  /** A binary heap. */
  readonly #heap: Deadline<Item>[] = []

  get size(): number {
    return this.#heap.length
  }

  add(atMs: number, item: Item): void {
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

  /** The soonest item that is due, which is then forgotten; undefined when none is. */
  due(nowMs: number): Item | undefined {
    const top = this.#heap[0]
    if (top === undefined || top.atMs > nowMs) return undefined
    const last = this.#heap.pop()
    if (last !== undefined && last !== top) this.#sink(last)
    return top.item
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
