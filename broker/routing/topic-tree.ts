/**
 * Values by topic, found by filter: the shape of a store of retained messages. It answers in pages,
 * each with bounded work, and stays correct while it changes between them. It does not know what the
 * values are, and it never expires one.
 */
import { assert } from '../base/assert.ts'

/** Nodes that one page may visit; at tens of nanoseconds each it stays well below a millisecond. */
const VISITED_NODES_PER_PAGE = 4096

/** The end of a path of topic levels. `children` comes with the first child: most nodes have none. */
class TopicNode<V> {
  /** Nodes are numbered as they are made, so the children of one are always in this order. */
  readonly serial: number
  value: V | undefined
  children: Map<string, TopicNode<V>> | undefined

  constructor(serial: number) {
    this.serial = serial
  }
}

/** Nodes still to visit; they fit the first `depth` levels of the filter. */
interface Frame<V> {
  readonly nodes: Iterator<TopicNode<V>>
  readonly depth: number
}

/**
 * Where a page ended. Iterators of a `Map` go on correctly after it has changed, so a stack of them is
 * all it takes. Opaque, and good for one continuation: going on moves it.
 */
export class TopicCursor<V> {
  readonly #levels: readonly string[]
  readonly #newest: number
  readonly #frames: Frame<V>[]

  constructor(root: TopicNode<V>, filter: string, newest: number) {
    this.#levels = filter.split('/')
    this.#newest = newest
    this.#frames = [{ nodes: [root].values(), depth: 0 }]
  }

  /** Visits one more node, which may add its value; false when there is none left. */
  advance(values: V[]): boolean {
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      const { done, value: node } = frame.nodes.next()
      // Nodes that are newer than the cursor come last. They are left out, or else a writer could
      // keep it going for ever, and a topic that is deleted and set again would appear twice.
      if (done !== true && node.serial <= this.#newest) {
        this.#enter(node, frame.depth, values)
        return true
      }
      this.#frames.pop()
    }
    return false
  }

  #enter(node: TopicNode<V>, depth: number, values: V[]): void {
    const level = this.#levels[depth]
    if ((level === undefined || level === '#') && node.value !== undefined) values.push(node.value)
    if (level === undefined || node.children === undefined) return
    if (level === '#') {
      this.#frames.push({ nodes: node.children.values(), depth })
    } else if (level === '+') {
      this.#frames.push({ nodes: node.children.values(), depth: depth + 1 })
    } else {
      const child = node.children.get(level)
      if (child !== undefined) this.#frames.push({ nodes: [child].values(), depth: depth + 1 })
    }
  }
}

export interface TopicPage<V> {
  readonly values: V[]
  /** Where to go on; undefined when this was the last page. */
  readonly cursor: TopicCursor<V> | undefined
}

/** `V` has no `undefined`, which stands for a topic that is not there. */
export class TopicTree<V extends NonNullable<unknown>> {
  // Topics that begin with `$` have a root of their own, which a filter reaches only when it begins
  // with `$` itself, so not with a wildcard. @MQTT-5.0:4.7.2-1 @MQTT-3.1.1:4.7.2-1
  readonly #plain = new TopicNode<V>(0)
  readonly #reserved = new TopicNode<V>(0)
  #newest = 0
  #size = 0

  /** Number of topics. */
  get size(): number {
    return this.#size
  }

  get(topic: string): V | undefined {
    let node: TopicNode<V> | undefined = this.#rootOf(topic)
    for (const level of topic.split('/')) node = node?.children?.get(level)
    return node?.value
  }

  /** @returns the value it replaces */
  set(topic: string, value: V): V | undefined {
    let node = this.#rootOf(topic)
    for (const level of topic.split('/')) {
      node = node.children?.get(level) ?? this.#grow(node, level)
    }
    const old = node.value
    node.value = value
    if (old === undefined) this.#size += 1
    return old
  }

  #grow(parent: TopicNode<V>, level: string): TopicNode<V> {
    this.#newest += 1
    const node = new TopicNode<V>(this.#newest)
    parent.children ??= new Map()
    parent.children.set(level, node)
    return node
  }

  /** @returns the value that was there */
  delete(topic: string): V | undefined {
    const levels = topic.split('/')
    let node = this.#rootOf(topic)
    // The deepest node on the way that others need, and the level at which the way leaves it.
    let stays = node
    let leaving = levels[0] ?? ''
    for (const level of levels) {
      if (node.value !== undefined || (node.children?.size ?? 0) > 1) {
        stays = node
        leaving = level
      }
      const child = node.children?.get(level)
      if (child === undefined) return undefined
      node = child
    }
    const old = node.value
    if (old === undefined) return undefined
    // A cursor may still come to the node, even after it has been cut off.
    node.value = undefined
    if (node.children === undefined) cut(stays, leaving)
    this.#size -= 1
    return old
  }

  /**
   * A page of at most `limit` values whose topics match `filter`, in no order. It may be short, even
   * empty, though more follow. What is there from the first page to the last appears exactly once;
   * what comes or goes meanwhile appears at most once.
   *
   * @param cursor that of the page before with the same filter; undefined for the first page
   */
  match(filter: string, limit: number, cursor: TopicCursor<V> | undefined): TopicPage<V> {
    assert(limit > 0, 'a page has room for a value')
    const going = cursor ?? new TopicCursor(this.#rootOf(filter), filter, this.#newest)
    const values: V[] = []
    for (let visited = 0; visited < VISITED_NODES_PER_PAGE; visited += 1) {
      if (values.length === limit) break
      if (!going.advance(values)) return { values, cursor: undefined }
    }
    return { values, cursor: going }
  }

  #rootOf(name: string): TopicNode<V> {
    return name.startsWith('$') ? this.#reserved : this.#plain
  }
}

function cut<V>(parent: TopicNode<V>, level: string): void {
  parent.children?.delete(level)
  if (parent.children?.size === 0) parent.children = undefined
}
