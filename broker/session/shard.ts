/**
 * One shard: the connected clients of an event loop, the index of what they want, and the way to the
 * keeper and to other shards. It wires the parts of the session layer together; what a packet means
 * stands in on/…, what the keeper says in keeper-messages.ts, what time does in housekeeping.ts.
 */
import type { Authenticator, Authorizer, EnhancedAuthenticator } from '../auth/ports.ts'
import type { Time } from '../base/time.ts'
import type { Turn } from '../base/turn.ts'
import { ProtocolFault, PublishView } from '../codec/index.ts'
import type {
  DecodeContext,
  DecodeLimits,
  ProtocolVersion,
  ReasonCodeName,
} from '../codec/index.ts'
import type { Forward, LinkSender, ToKeeper } from '../link/ports.ts'
import type { Log } from '../observe/log.ts'
import type { BoundName, Metrics } from '../observe/metrics.ts'
import type { Connection } from '../transport/connection.ts'
import type { Outbox } from '../transport/outbox.ts'
import { Client, Phase } from './client.ts'
import { FanOut } from './fan-out.ts'
import type { Source } from './fan-out.ts'
import { Farewells } from './leaving.ts'
import { Matcher } from './matcher.ts'
import type { Topic, TopicMatch } from './matcher.ts'
import type { Waiting } from './outbound.ts'
import { Membership } from './membership.ts'
import { RetainedReplay } from './retained-replay.ts'
import type { ShardOptions } from './options.ts'
import { Sender } from './sender.ts'
import { SlicedFanOut } from './sliced-fan-out.ts'

/** What a shard is given by the composition. */
export interface ShardParts {
  /** Number of the shard in its node, from 0. */
  readonly number: number
  readonly options: ShardOptions
  readonly time: Time
  readonly turn: Turn
  readonly outbox: Outbox
  readonly metrics: Metrics
  readonly log: Log
  readonly authenticator: Authenticator
  readonly enhancedAuthenticator: EnhancedAuthenticator
  readonly authorizer: Authorizer
  readonly keeper: LinkSender<ToKeeper>
  /** The other shards, by number. */
  readonly peers: ReadonlyMap<number, LinkSender<Forward>>
  /** Makes client ids that nobody else has. */
  readonly newClientId: () => string
}

/** A publish on its way to the other parts of the node. */
export interface Elsewhere {
  readonly view: PublishView
  readonly match: TopicMatch
  readonly topic: Topic
  readonly ticket: number | undefined
  readonly needsKeeper: boolean
}

export class Shard {
  readonly number: number
  readonly options: ShardOptions
  readonly time: Time
  readonly turn: Turn
  readonly metrics: Metrics
  readonly log: Log
  readonly authenticator: Authenticator
  readonly enhancedAuthenticator: EnhancedAuthenticator
  readonly authorizer: Authorizer
  readonly newClientId: () => string
  readonly clients = new Map<number, Client>()
  /** Connections without an accepted CONNECT, oldest first. */
  readonly halfOpen = new Set<Client>()
  readonly matcher: Matcher
  readonly sender: Sender
  readonly fanOut: FanOut
  readonly membership: Membership
  readonly replay: RetainedReplay
  /** The PUBLISH being worked on; one for the whole shard. */
  readonly view = new PublishView()
  readonly decodeLimits: DecodeLimits
  /** Grows with every change of routes that the keeper announced. */
  routeVersion = 0
  /** Bytes of messages whose acknowledgements are owed, over all clients. */
  readonly unacked = { bytes: 0 }
  /** New clients are refused: set by housekeeping when the loop cannot keep up. */
  isOverloaded = false
  readonly #keeper: LinkSender<ToKeeper>
  readonly #peers: ReadonlyMap<number, LinkSender<Forward>>
  readonly #sliced: SlicedFanOut
  readonly #farewells: Farewells
  readonly #contexts: Readonly<Record<ProtocolVersion, DecodeContext>>
  readonly #paused = new Set<Client>()
  #mayResume = false
  #lastNumber = 0

  constructor(parts: ShardParts) {
    const { options } = parts
    this.number = parts.number
    this.options = options
    this.time = parts.time
    this.turn = parts.turn
    this.metrics = parts.metrics
    this.log = parts.log
    this.authenticator = parts.authenticator
    this.enhancedAuthenticator = parts.enhancedAuthenticator
    this.authorizer = parts.authorizer
    this.newClientId = parts.newClientId
    this.#keeper = parts.keeper
    this.#peers = parts.peers
    this.decodeLimits = {
      userProperties: options.limits.userPropertiesMax,
      userPropertyBytes: options.limits.userPropertyBytesMax,
    }
    this.#contexts = {
      3: this.#context(3),
      4: this.#context(4),
      5: this.#context(5),
    }
    const { metrics, time, outbox, turn } = parts
    this.matcher = new Matcher(options.limits)
    this.sender = new Sender({
      metrics,
      time,
      outbox,
      options: { ...options.limits, ...options.session },
    })
    this.fanOut = new FanOut({
      sender: this.sender,
      strategy: options.mqtt.sharedStrategy,
      mayReceive: this.#deliveryCheck(),
    })
    this.#sliced = new SlicedFanOut({
      turn,
      matcher: this.matcher,
      sender: this.sender,
      fanOut: this.fanOut,
      slice: options.limits.fanOutSlice,
    })
    this.membership = new Membership(this)
    this.replay = new RetainedReplay(this)
    this.#farewells = new Farewells(this)
    turn.addLinkStep(() => this.#resumePaused())
  }

  #context(version: ProtocolVersion): DecodeContext {
    return { version, sender: 'client', limits: this.decodeLimits }
  }

  #deliveryCheck(): ((client: Client, topic: string) => boolean) | undefined {
    const { authorizer } = this
    if (!authorizer.checksDelivery) return undefined
    return (client, topic) => {
      if (authorizer.mayReceive(client.principal, topic)) return true
      this.metrics.dropped('unauthorised')
      return false
    }
  }

  decodeContext(version: ProtocolVersion): DecodeContext {
    return this.#contexts[version]
  }

  /** True when other shards exist, so that routes have to be told. */
  get hasPeers(): boolean {
    return this.#peers.size > 0
  }

  /** A socket was accepted. */
  onConnection(connection: Connection): void {
    this.#lastNumber += 1
    const client = new Client(this, connection, this.#lastNumber)
    connection.handler = client
    this.clients.set(client.number, client)
    this.halfOpen.add(client)
    this.metrics.opened()
    if (this.halfOpen.size <= this.options.limits.halfOpenMax) return
    const [oldest] = this.halfOpen
    this.metrics.refused('halfOpenMax')
    oldest?.cutOff('halfOpenEvicted')
  }

  toKeeper(message: ToKeeper): void {
    this.#keeper.send(message)
  }

  /** A refusal at one of our own bounds: counted, and told in the peer's terms. */
  refusal(bound: BoundName, reason: ReasonCodeName): ProtocolFault {
    this.metrics.refused(bound)
    return new ProtocolFault(reason, `over the limit ${bound}`)
  }

  /** Serves the receivers of this shard with the sender's current message; returns how many wanted it. */
  serve(topic: Topic, match: TopicMatch, source: Source): number {
    if (source.retain) this.replay.onLiveRetained(topic.name)
    let receivers = 0
    for (let i = 0; i < match.bagCount; i += 1) receivers += match.bags[i]?.length ?? 0
    if (receivers > this.options.limits.fanOutSlice || this.#sliced.isBusy(topic.name)) {
      this.#sliced.add(topic, source)
      return 1
    }
    return this.fanOut.run(match, source)
  }

  isSliced(topic: Topic): boolean {
    return this.#sliced.isBusy(topic.name)
  }

  /** Whether a publish has to outlive this process, or is for sessions that the keeper serves. */
  needsKeeper(client: Client, view: PublishView, match: TopicMatch): boolean {
    if (view.retain || match.keeperGroups) return true
    if (view.qos === 0) return match.keeper && this.options.session.queueQos0
    return match.keeper || (view.qos === 2 && client.isPersistent)
  }

  /** Tells the keeper and other shards of the current message; each confirmation settles the ticket. */
  sendElsewhere(client: Client, { match, view, topic, ticket, needsKeeper }: Elsewhere): void {
    const message = this.sender.message()
    const { routeVersion } = this
    if (needsKeeper) {
      const packetId = view.qos === 2 && client.isPersistent ? view.packetId : 0
      const { session, epoch } = client
      this.toKeeper({ type: 'publish', session, epoch, message, ticket, packetId, routeVersion })
    }
    for (const shard of match.shards) {
      const peer = this.#peers.get(shard)
      peer?.send({ message, publisher: client.session, routeVersion })
      if (ticket !== undefined) peer?.confirm(() => this.settle(client, ticket, 0))
    }
    if (ticket !== undefined && this.isSliced(topic)) {
      this.#sliced.whenServed(topic.name, () => this.settle(client, ticket, 0))
    }
  }

  /** One part of the node has done its share of a publish. */
  settle(client: Client, ticket: number, reasonCode: number): void {
    if (client.phase === Phase.connected) client.publisher.line.settle(ticket, reasonCode)
  }

  /** A message from another shard, or from the keeper, for the clients of this one. */
  onForward({ message, publisher, routeVersion }: Forward): void {
    const topic = this.matcher.topicNamed(
      message.topicName,
      message.topic.subarray(0, message.topicEnd),
    )
    const match = this.matcher.match(topic)
    if (match.tooWide) {
      this.metrics.matchAborted()
      return
    }
    this.sender.beginMessage(message, topic)
    const { qos, retain } = message
    this.serve(topic, match, { topic: topic.name, qos, retain, publisher, routeVersion })
  }

  /** Messages that wait for their acknowledgement, or on the way to the keeper, are within bounds. */
  get mayTakeMore(): boolean {
    const { unackedBytesPerNode, linkBytesMax } = this.options.limits
    return this.unacked.bytes < unackedBytesPerNode && this.#keeper.outstandingBytes < linkBytesMax
  }

  onPaused(client: Client): void {
    this.#paused.add(client)
    if (client.phase === Phase.connected) this.metrics.refused('unackedBytes')
  }

  /** An answer left: whoever waited for room may go on, at the end of the turn. */
  onAcknowledged(): void {
    if (this.#paused.size === 0) return
    this.#mayResume = true
    this.turn.request()
  }

  #resumePaused(): boolean {
    if (!this.#mayResume) return false
    this.#mayResume = false
    for (const client of this.#paused) {
      if (client.mayRead) this.resume(client)
    }
    return true
  }

  resume(client: Client): void {
    this.#paused.delete(client)
    client.resume()
  }

  /** Room in a client's outbox again. */
  onDrained(client: Client): void {
    this.sender.pump(client)
    this.replay.onRoom(client)
  }

  /** A delivery is over. The keeper hears of those that it dealt to a member of a group. */
  onDone(client: Client, item: Waiting): void {
    this.#tellDealt(client, item, true)
  }

  /** A delivery of the keeper's that the client leaves behind: somebody else may get it. */
  onReturned(client: Client, item: Waiting): void {
    this.#tellDealt(client, item, false)
  }

  #tellDealt({ session, epoch }: Client, { tag }: Waiting, isDone: boolean): void {
    if (tag !== 0) this.toKeeper({ type: 'dealt', session, epoch, tag, isDone })
  }

  /** The broker stops: every client is told. @MQTT-5.0:3.14.4-1 */
  shutDown(): void {
    for (const client of this.clients.values()) {
      client.end('serverShuttingDown', 'serverShuttingDown')
    }
  }

  onLeft(client: Client, how: Parameters<Farewells['onLeft']>[1]): void {
    this.#paused.delete(client)
    this.#farewells.onLeft(client, how)
  }
}
