/**
 * @hot Where a message goes from this shard: to its own clients now, or a slice per turn when there are
 * many; to other shards and to the keeper over links, with a word back when somebody waits for it.
 */
import type { PublishView } from '../codec/index.ts'
import type { Forward, LinkSender } from '../link/ports.ts'
import { Phase } from './client.ts'
import type { Client } from './client.ts'
import type { ShardCore } from './core.ts'
import type { FanOut, Source } from './fan-out.ts'
import type { Matcher, Topic, TopicMatch } from './matcher.ts'
import type { RetainedReplay } from './retained-replay.ts'
import type { Sender } from './sender.ts'
import { SlicedFanOut } from './sliced-fan-out.ts'

export interface DistributionParts {
  readonly matcher: Matcher
  readonly sender: Sender
  readonly fanOut: FanOut
  readonly replay: RetainedReplay
  readonly peers: ReadonlyMap<number, LinkSender<Forward>>
}

/** A publish on its way to the other parts of the node. */
export interface Elsewhere {
  readonly view: PublishView
  readonly match: TopicMatch
  readonly topic: Topic
  /** Place in the publisher's line of acknowledgements; undefined when nobody waits. */
  readonly ticket: number | undefined
  readonly needsKeeper: boolean
}

export class Distribution {
  readonly #core: ShardCore
  readonly #parts: DistributionParts
  readonly #sliced: SlicedFanOut

  constructor(core: ShardCore, parts: DistributionParts) {
    this.#core = core
    this.#parts = parts
    this.#sliced = new SlicedFanOut({
      matcher: parts.matcher,
      sender: parts.sender,
      fanOut: parts.fanOut,
      slice: core.options.limits.fanOutSlice,
      core,
    })
  }

  /** Serves the receivers of this shard with the sender's current message; returns how many wanted it. */
  serve(topic: Topic, match: TopicMatch, source: Source): number {
    if (source.retain) this.#parts.replay.onLiveRetained(topic.name)
    let receivers = match.groups.length
    for (let i = 0; i < match.bagCount; i += 1) receivers += match.bags[i]?.length ?? 0
    const isLarge = receivers > this.#core.options.limits.fanOutSlice
    if (isLarge || this.#sliced.isBusy(topic.name)) {
      this.#sliced.add(topic, source)
      return 1
    }
    return this.#parts.fanOut.run(match, source)
  }

  /** Messages of this topic wait for their slices. */
  isSliced(topic: Topic): boolean {
    return this.#sliced.isBusy(topic.name)
  }

  /** Whether a publish has to outlive this process, or is for sessions that the keeper serves. */
  needsKeeper(client: Client, view: PublishView, match: TopicMatch): boolean {
    if (view.retain || match.keeperGroups) return true
    if (view.qos === 0) return match.keeper && this.#core.options.session.queueQos0
    return match.keeper || (view.qos === 2 && client.isPersistent)
  }

  /** Tells the keeper and other shards of the current message; each confirmation settles the ticket. */
  sendElsewhere(client: Client, { match, view, topic, ticket, needsKeeper }: Elsewhere): void {
    const message = this.#parts.sender.message()
    const { routeVersion } = this.#core
    if (needsKeeper) {
      const packetId = view.qos === 2 && client.isPersistent ? view.packetId : 0
      const { session, epoch } = client
      this.#core.toKeeper({
        type: 'publish',
        session,
        epoch,
        message,
        ticket,
        packetId,
        routeVersion,
      })
    }
    for (const shard of match.shards) {
      const peer = this.#parts.peers.get(shard)
      peer?.send({ message, publisher: client.session, routeVersion })
      if (ticket !== undefined) peer?.confirm(() => this.settle(client, ticket, 0))
    }
    if (ticket !== undefined && this.isSliced(topic)) {
      this.#sliced.whenServed(topic.name, (code) => this.settle(client, ticket, code))
    }
  }

  /** One part of the node has done its share of a publish. */
  settle(client: Client, ticket: number, reasonCode: number): void {
    if (client.phase === Phase.connected) client.publisher.line.settle(ticket, reasonCode)
  }

  /** A message from another shard, or from the keeper, for the clients of this one. */
  onForward({ message, publisher, routeVersion }: Forward): void {
    const { matcher, sender } = this.#parts
    const topic = matcher.topicNamed(message.topicName, message.topic.subarray(0, message.topicEnd))
    const match = matcher.match(topic)
    if (match.tooWide) {
      this.#core.metrics.matchAborted()
      return
    }
    sender.beginMessage(message, topic)
    const { qos, retain } = message
    this.serve(topic, match, { topic: topic.name, qos, retain, publisher, routeVersion })
  }
}
