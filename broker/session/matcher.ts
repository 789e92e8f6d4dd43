/**
 * Who wants a topic, as one shard sees it: its own clients, its local groups, other shards, the
 * keeper. It owns the three indexes and remembers recent answers; it delivers nothing.
 */
import { decodeUtf8, topicProblem } from '../codec/index.ts'
import { ProtocolFault } from '../codec/index.ts'
import type { PublishView } from '../codec/index.ts'
import { KEEPER, KEEPER_GROUPS } from '../link/ports.ts'
import { FilterIndex } from '../routing/index.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Subscription } from '../routing/index.ts'
import { TopicCache, TopicEntry } from '../routing/index.ts'
import type { Client } from './client.ts'
import type { LocalGroup } from './local-group.ts'

const CACHED_TOPICS = 4096

/** That some other part of the node wants a filter. */
class ForeignRoute {
  slot = 0
  readonly owner: number

  constructor(owner: number) {
    this.owner = owner
  }
}

/** One answer: bags of the indexes, alive as long as `version` holds. */
export class TopicMatch {
  version = -1
  readonly bags: (readonly Subscription<Client>[])[] = []
  bagCount = 0
  readonly groups: LocalGroup<Client>[] = []
  /** Other shards that want the topic. */
  readonly shards: number[] = []
  /** The keeper has persistent sessions that want the topic. */
  keeper = false
  /** The keeper deals it to shared groups. */
  keeperGroups = false
  /** The match visited too many nodes: nothing of it may be used. */
  tooWide = false
}

export type Topic = TopicEntry<TopicMatch>

export interface MatcherLimits {
  readonly matchVisitedNodesMax: number
  readonly topicBytesMax: number
  readonly topicLevelsMax: number
}

export class Matcher {
  readonly subscriptions: FilterIndex<Subscription<Client>>
  readonly #groups: FilterIndex<LocalGroup<Client>>
  readonly #foreign: FilterIndex<ForeignRoute>
  readonly #routes = new Map<string, ForeignRoute[]>()
  readonly #topics = new TopicCache<TopicMatch>(CACHED_TOPICS)
  readonly #limits: MatcherLimits
  readonly #metrics: Metrics
  readonly #groupBags: (readonly LocalGroup<Client>[])[] = []
  readonly #routeBags: (readonly ForeignRoute[])[] = []
  /** Changes of groups and routes, of which an answer holds copies. */
  #changes = 0

  constructor(limits: MatcherLimits, metrics: Metrics) {
    this.#limits = limits
    this.#metrics = metrics
    const options = { visitedNodesMax: limits.matchVisitedNodesMax }
    this.subscriptions = new FilterIndex(options)
    this.#groups = new FilterIndex(options)
    this.#foreign = new FilterIndex(options)
  }

  /**
   * The topic of an arriving PUBLISH.
   * @throws ProtocolFault when it is not a valid name or over a limit
   */
  topicOf(view: PublishView): Topic {
    const { topic, topicStart, topicEnd } = view
    return this.#topics.find(topic, topicStart, topicEnd) ?? this.#newTopic(view)
  }

  #newTopic(view: PublishView): Topic {
    // The slice of a Buffer would share the memory of the next read.
    const bytes = new Uint8Array(view.topic.subarray(view.topicStart, view.topicEnd))
    const problem = topicProblem(bytes, 0, bytes.length)
    if (problem !== undefined) throw new ProtocolFault(problem, 'the topic is not a valid name')
    const name = decodeUtf8(bytes, 0, bytes.length)
    this.checkName(name, bytes.length)
    return this.#remember(name, bytes)
  }

  /** @throws ProtocolFault topicNameInvalid when the name is over a limit or belongs to the broker */
  checkName(name: string, byteLength: number): void {
    const { topicBytesMax, topicLevelsMax } = this.#limits
    if (byteLength > topicBytesMax || levelsAbove(name, topicLevelsMax)) {
      this.#metrics.refused('topicLimits')
      throw new ProtocolFault('topicNameInvalid', 'the topic is longer or deeper than allowed')
    }
    if (name.startsWith('$') && isReserved(name)) {
      throw new ProtocolFault('topicNameInvalid', 'clients may not publish to this topic')
    }
  }

  /** The topic of a message that came over a link. */
  topicNamed(name: string, bytes: Uint8Array): Topic {
    return this.#topics.find(bytes, 0, bytes.length) ?? this.#remember(name, bytes)
  }

  #remember(name: string, bytes: Uint8Array): Topic {
    const entry = new TopicEntry(name, bytes, new TopicMatch())
    this.#topics.add(entry)
    return entry
  }

  /** Who wants `topic` now; the answer is only good until the next change. */
  match(topic: Topic): TopicMatch {
    const { match } = topic
    const version = this.subscriptions.version + this.#changes
    if (match.version !== version) {
      this.#refresh(topic.name, match)
      match.version = version
    }
    return match
  }

  #refresh(name: string, match: TopicMatch): void {
    match.groups.length = 0
    match.shards.length = 0
    match.keeper = false
    match.keeperGroups = false
    match.bagCount = this.subscriptions.match(name, match.bags)
    match.bags.length = Math.max(0, match.bagCount)
    const groups = this.#groups.filters === 0 ? 0 : this.#groups.match(name, this.#groupBags)
    const routes = this.#foreign.filters === 0 ? 0 : this.#foreign.match(name, this.#routeBags)
    match.tooWide = match.bagCount < 0 || groups < 0 || routes < 0
    if (match.tooWide) return
    for (let i = 0; i < groups; i += 1) {
      for (const group of this.#groupBags[i] ?? []) match.groups.push(group)
    }
    for (let i = 0; i < routes; i += 1) {
      for (const route of this.#routeBags[i] ?? []) {
        if (route.owner === KEEPER) match.keeper = true
        else if (route.owner === KEEPER_GROUPS) match.keeperGroups = true
        else if (!match.shards.includes(route.owner)) match.shards.push(route.owner)
      }
    }
  }

  /** Whether a client or a group of this shard has subscribed to exactly this filter. */
  wants(filter: string): boolean {
    return this.subscriptions.get(filter).length > 0 || this.#groups.get(filter).length > 0
  }

  addGroup(group: LocalGroup<Client>): void {
    this.#changes += 1
    this.#groups.add(group.filter, group)
  }

  removeGroup(group: LocalGroup<Client>): void {
    this.#changes += 1
    this.#groups.remove(group.filter, group)
  }

  /** Another part of the node wants a filter, or no longer does. */
  setRoute(owner: number, filter: string, wanted: boolean): void {
    this.#changes += 1
    const routes = this.#routes.get(filter) ?? []
    const known = routes.find((route) => route.owner === owner)
    if (wanted && known === undefined) {
      const route = new ForeignRoute(owner)
      this.#foreign.add(filter, route)
      this.#routes.set(filter, [...routes, route])
    } else if (!wanted && known !== undefined) {
      this.#foreign.remove(filter, known)
      const left = routes.filter((route) => route !== known)
      if (left.length === 0) this.#routes.delete(filter)
      else this.#routes.set(filter, left)
    }
  }
}

function levelsAbove(name: string, max: number): boolean {
  let levels = 1
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) levels += 1
  return levels > max
}

/** Topics that only the broker itself publishes to, and prefixes that are not topics at all. */
function isReserved(name: string): boolean {
  return (
    name === '$SYS' || name.startsWith('$SYS/') || name.startsWith('$share/') || name === '$share'
  )
}
