/**
 * One shard: the connected clients of an event loop, the index of what they want, and the parts that
 * serve them. This file wires the parts; what a packet means stands in on/…, what the keeper says in
 * keeper-messages.ts, what time does in housekeeping.ts.
 */
import { PublishView } from '../codec/index.ts'
import type { Packet } from '../codec/index.ts'
import type { Connection } from '../transport/index.ts'
import { Client } from './client.ts'
import { ShardCore } from './core.ts'
import type { ShardParts } from './core.ts'
import { Distribution } from './distribution.ts'
import { Endings } from './endings.ts'
import { FanOut } from './fan-out.ts'
import { writePacket } from './farewell.ts'
import { Matcher } from './matcher.ts'
import { Membership } from './membership.ts'
import { RetainedReplay } from './retained-replay.ts'
import { Sender } from './sender.ts'

export class Shard {
  readonly number: number
  readonly core: ShardCore
  readonly clients = new Map<number, Client>()
  /** Connections without an accepted CONNECT, oldest first. */
  readonly halfOpen = new Set<Client>()
  readonly matcher: Matcher
  readonly sender: Sender
  readonly fanOut: FanOut
  readonly replay: RetainedReplay
  readonly membership: Membership
  readonly distribution: Distribution
  readonly endings: Endings
  /** The PUBLISH being worked on; one for the whole shard. */
  readonly view = new PublishView()
  #lastNumber = 0
  readonly #overflowing = new Set<Client>()

  constructor(parts: ShardParts) {
    const core = new ShardCore(parts)
    const { limits, mqtt } = core.options
    this.number = parts.number
    this.core = core
    this.matcher = new Matcher(limits, core.metrics)
    this.sender = this.#createSender()
    this.fanOut = new FanOut({
      sender: this.sender,
      strategy: mqtt.sharedStrategy,
      mayReceive: this.#deliveryCheck(),
    })
    this.replay = new RetainedReplay(core, this.sender)
    const { matcher, sender, fanOut, replay, clients, halfOpen } = this
    this.membership = new Membership(core, { matcher, replay, peers: parts.peers })
    const { membership } = this
    this.distribution = new Distribution(core, {
      matcher,
      sender,
      fanOut,
      replay,
      peers: parts.peers,
    })
    this.endings = new Endings(core, {
      clients,
      halfOpen,
      matcher,
      sender,
      fanOut,
      membership,
      replay,
    })
    core.turn.addLinkStep(() => this.#endOverflowing())
  }

  #createSender(): Sender {
    const { metrics, options, outbox, time } = this.core
    return new Sender({
      metrics,
      time,
      outbox,
      options: { ...options.limits, ...options.session },
      onDone: (client, item) => this.endings.onDone(client, item),
      onOverflow: (client) => this.onOverflow(client),
    })
  }

  #deliveryCheck(): ((client: Client, topic: string) => boolean) | undefined {
    const { authorizer } = this.core
    if (!authorizer.checksDelivery) return undefined
    return (client, topic) => authorizer.mayReceive(client.principal, topic)
  }

  /** A socket was accepted: the client behind it has yet to say who it is. */
  add(connection: Connection): Client {
    const { metrics, options } = this.core
    this.#lastNumber += 1
    const client = new Client(this.core, connection, this.#lastNumber)
    this.clients.set(client.number, client)
    this.halfOpen.add(client)
    metrics.opened()
    if (this.halfOpen.size > options.limits.halfOpenMax) {
      const [oldest] = this.halfOpen
      metrics.refused('halfOpenMax')
      if (oldest !== undefined) this.endings.cutOff(oldest, 'halfOpenEvicted')
    }
    return client
  }

  /** Sends what the client waits for; one whose Maximum Packet Size leaves no room for it is let go. */
  answer(client: Client, packet: Packet): void {
    if (writePacket(client, packet)) return
    const detail = `${packet.type.toUpperCase()} is larger than the client takes`
    this.endings.end(client, 'answerTooLarge', 'packetTooLarge', detail)
  }

  /** Room in a client's outbox again. */
  onDrained(client: Client): void {
    this.sender.pump(client)
    this.replay.onRoom(client)
  }

  /**
   * The queue of a session is full and its policy is to let the client go: at the end of the turn, for
   * the message that was too much may still be on its way to others.
   */
  onOverflow(client: Client): void {
    this.#overflowing.add(client)
    this.core.turn.request()
  }

  /** What one of them leaves to its groups may be too much for the next, which is then added behind. */
  #endOverflowing(): boolean {
    if (this.#overflowing.size === 0) return false
    for (const client of this.#overflowing) {
      this.endings.end(client, 'queueOverflow', 'quotaExceeded', 'the queue of the session is full')
    }
    this.#overflowing.clear()
    return true
  }

  /** The broker stops: every client is told. @MQTT-5.0:3.14.4-1 */
  shutDown(): void {
    for (const client of this.clients.values()) {
      this.endings.end(client, 'serverShuttingDown', 'serverShuttingDown')
    }
  }
}
