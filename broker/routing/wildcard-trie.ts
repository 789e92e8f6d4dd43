/**
 * @hot The filters that hold wildcards, as a trie with one node per filter level; each filter carries
 * one value. It finds the values of all filters that match a topic, and knows nothing of what they are.
 */
import { assert } from '../base/assert.ts'

/** The end of a path of filter levels. `children` comes with the first child: most nodes have none. */
class TrieNode<V> {
  children: Map<string, TrieNode<V>> | undefined
  /** The child for `+`. */
  plus: TrieNode<V> | undefined
  /** Value of the filter that ends here. */
  value: V | undefined
  /** Value of the filter that goes on from here with `#` alone. */
  rest: V | undefined

  child(level: string): TrieNode<V> | undefined {
    return level === '+' ? this.plus : this.children?.get(level)
  }

  grow(level: string): TrieNode<V> {
    const node = new TrieNode<V>()
    if (level === '+') {
      this.plus = node
    } else {
      this.children ??= new Map()
      this.children.set(level, node)
    }
    return node
  }

  cut(level: string): void {
    if (level === '+') {
      this.plus = undefined
    } else {
      this.children?.delete(level)
      if (this.children?.size === 0) this.children = undefined
    }
  }

  /** Filters that end here and branches that go on: nothing is left of a node when it is 0. */
  get uses(): number {
    return (
      (this.children?.size ?? 0) +
      (this.plus === undefined ? 0 : 1) +
      (this.value === undefined ? 0 : 1) +
      (this.rest === undefined ? 0 : 1)
    )
  }
}

export class WildcardTrie<V> {
  // Filters and topics that begin with `$` have a root of their own, where no filter begins with a
  // wildcard: so none of those reaches a `$` topic. @MQTT-5.0:4.7.2-1 @MQTT-3.1.1:4.7.2-1
  readonly #plain = new TrieNode<V>()
  readonly #reserved = new TrieNode<V>()
  readonly #visitedNodesMax: number
  /** The nodes a match visits, in order. Kept between matches, so that none allocates. */
  readonly #visited: TrieNode<V>[] = []
  #size = 0

  constructor(visitedNodesMax: number) {
    this.#visitedNodesMax = visitedNodesMax
  }

  /** Number of filters. */
  get size(): number {
    return this.#size
  }

  /** Adds a filter that is not there yet. */
  add(filter: string, value: V): void {
    const levels = filter.split('/')
    const multiLevel = levels.at(-1) === '#'
    if (multiLevel) levels.pop()
    let node = this.#rootOf(filter)
    for (const level of levels) node = node.child(level) ?? node.grow(level)
    if (multiLevel) node.rest = value
    else node.value = value
    this.#size += 1
  }

  /** Removes a filter that is there, and the nodes that served it alone. */
  delete(filter: string): void {
    const levels = filter.split('/')
    const multiLevel = levels.at(-1) === '#'
    if (multiLevel) levels.pop()
    let node = this.#rootOf(filter)
    // The deepest node on the way that others need, and the level at which the way leaves it.
    let stays = node
    let leaving = levels[0] ?? ''
    for (const level of levels) {
      if (node.uses > 1) {
        stays = node
        leaving = level
      }
      const child = node.child(level)
      assert(child !== undefined, 'a filter to delete is in the trie')
      node = child
    }
    if (multiLevel) node.rest = undefined
    else node.value = undefined
    if (node.uses === 0) stays.cut(leaving)
    this.#size -= 1
  }

  /**
   * Writes the values of all filters that match `topic` to `out` from `count` on, in no order.
   * @returns the new count, or -1 when it would visit more than `visitedNodesMax` nodes
   */
  match(topic: string, out: V[], count: number): number {
    // Breadth first: all nodes of one depth stand side by side, so a level is cut out only once.
    const visited = this.#visited
    visited[0] = this.#rootOf(topic)
    let first = 0
    let end = 1
    for (let start = 0; start <= topic.length && first < end; ) {
      const slash = topic.indexOf('/', start)
      const levelEnd = slash < 0 ? topic.length : slash
      const level = topic.slice(start, levelEnd)
      const next = end
      for (; first < next; first += 1) {
        const node = visited[first]
        if (node?.rest !== undefined) out[count++] = node.rest
        const child = node?.children?.get(level)
        if (child !== undefined) visited[end++] = child
        if (node?.plus !== undefined) visited[end++] = node.plus
      }
      if (end > this.#visitedNodesMax) return -1
      start = levelEnd + 1
    }
    for (; first < end; first += 1) {
      const node = visited[first]
      if (node?.value !== undefined) out[count++] = node.value
      if (node?.rest !== undefined) out[count++] = node.rest
    }
    return count
  }

  #rootOf(name: string): TrieNode<V> {
    return name.startsWith('$') ? this.#reserved : this.#plain
  }
}
