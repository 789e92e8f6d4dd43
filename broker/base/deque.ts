/**
 * A first in, first out queue on a ring that grows by doubling and shrinks when it has been empty:
 * adding and taking at either end cost the same however long it is.
 */
const CAPACITY_MIN = 8

export class Deque<T> {
  #ring: (T | undefined)[] = []
  #head = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** The element at `index` from the front; undefined outside. */
  at(index: number): T | undefined {
    if (index < 0 || index >= this.#length) return undefined
    return this.#ring[(this.#head + index) & (this.#ring.length - 1)]
  }

  push(item: T): void {
    if (this.#length === this.#ring.length) this.#grow()
    this.#ring[(this.#head + this.#length) & (this.#ring.length - 1)] = item
    this.#length += 1
  }

  unshift(item: T): void {
    if (this.#length === this.#ring.length) this.#grow()
    this.#head = (this.#head - 1) & (this.#ring.length - 1)
    this.#ring[this.#head] = item
    this.#length += 1
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const item = this.#ring[this.#head]
    this.#ring[this.#head] = undefined
    this.#head = (this.#head + 1) & (this.#ring.length - 1)
    this.#length -= 1
    if (this.#length === 0 && this.#ring.length > CAPACITY_MIN) this.clear()
    return item
  }

  pop(): T | undefined {
    if (this.#length === 0) return undefined
    this.#length -= 1
    const place = (this.#head + this.#length) & (this.#ring.length - 1)
    const item = this.#ring[place]
    this.#ring[place] = undefined
    return item
  }

  clear(): void {
    this.#ring = []
    this.#head = 0
    this.#length = 0
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let i = 0; i < this.#length; i += 1) {
      const item = this.at(i)
      if (item !== undefined) yield item
    }
  }

  #grow(): void {
    const old = this.#ring
    const ring = new Array<T | undefined>(Math.max(CAPACITY_MIN, old.length * 2)).fill(undefined)
    for (let i = 0; i < this.#length; i += 1) ring[i] = old[(this.#head + i) & (old.length - 1)]
    this.#ring = ring
    this.#head = 0
  }
}
