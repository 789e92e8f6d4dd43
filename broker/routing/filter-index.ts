/**
 * @hot Which items want a topic. Items of one filter share a bag, a live array that a caller may keep
 * while `version` holds. A filter without wildcards costs one entry of a map and is found by the topic
 * itself; only the others are walked. It knows nothing of what the items are.
 */
import { assert } from '../base/assert.ts'
import { WildcardTrie } from './wildcard-trie.ts'

const NONE: readonly never[] = Object.freeze([])

export class FilterIndex<T extends { slot: number }> {
  readonly #bags = new Map<string, T[]>()
  readonly #wildcards: WildcardTrie<readonly T[]>
  #version = 0
  #items = 0

  /** @param options.visitedNodesMax nodes of the trie that one match may visit */
  constructor(options: { readonly visitedNodesMax: number }) {
    this.#wildcards = new WildcardTrie(options.visitedNodesMax)
  }

  /** Grows whenever a filter appears or disappears: an older answer may miss a bag or hold a dead one. */
  get version(): number {
    return this.#version
  }

  /** Number of distinct filters. */
  get filters(): number {
    return this.#bags.size
  }

  get items(): number {
    return this.#items
  }

  /**
   * Adds `item` to the bag of a valid filter; its `slot` belongs to the index from now on.
   * @returns whether the filter is new
   */
  add(filter: string, item: T): boolean {
    this.#items += 1
    const bag = this.#bags.get(filter)
    if (bag !== undefined) {
      item.slot = bag.push(item) - 1
      return false
    }
    item.slot = 0
    // A literal takes room for one item, a push into an empty array for seventeen.
    const fresh = [item]
    this.#bags.set(filter, fresh)
    if (hasWildcard(filter)) this.#wildcards.add(filter, fresh)
    this.#version += 1
    return true
  }

  /**
   * Removes an item that is there.
   * @returns whether it was the last one of its filter
   */
  remove(filter: string, item: T): boolean {
    const bag = this.#bags.get(filter)
    assert(bag?.[item.slot] === item, 'an item to remove is in the bag of its filter')
    this.#items -= 1
    const last = bag.pop()
    if (last !== undefined && last !== item) {
      bag[item.slot] = last
      last.slot = item.slot
    }
    if (bag.length > 0) return false
    this.#bags.delete(filter)
    if (hasWildcard(filter)) this.#wildcards.delete(filter)
    this.#version += 1
    return true
  }

  /** The items of exactly this filter. */
  get(filter: string): readonly T[] {
    return this.#bags.get(filter) ?? NONE
  }

  /**
   * Writes the bag of each filter that matches `topic`, a valid topic name, to the front of `out`.
   * @returns how many, or -1 when too many nodes would be visited: then `out` means nothing
   */
  match(topic: string, out: (readonly T[])[]): number {
    const literal = this.#bags.get(topic)
    if (literal !== undefined) out[0] = literal
    const count = literal === undefined ? 0 : 1
    return this.#wildcards.size === 0 ? count : this.#wildcards.match(topic, out, count)
  }
}

/** In a valid filter a wildcard character is always a wildcard. */
function hasWildcard(filter: string): boolean {
  return filter.includes('+') || filter.includes('#')
}
