/**
 * One connection and the connection half of its session, as data: who the client is, what it was told,
 * what is on its way in both directions. What its packets mean stands in on/…, what reads them in
 * dispatcher.ts, how it ends in endings.ts.
 */
import type { Connect, ProtocolVersion } from '../codec/index.ts'
import type { BoundName } from '../observe/events.ts'
import type { Connection } from '../transport/index.ts'
import type { ShardCore } from './core.ts'
import type { Exchange } from './exchange.ts'
import { Inbound } from './inbound.ts'
import type { Outbound } from './outbound.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { ServerAliases } from './topic-alias.ts'

/** How far a connection has come. */
export const Phase = {
  /** Nothing but CONNECT is allowed. */
  awaitingConnect: 0,
  /** CONNECT is being judged; AUTH may come, everything else waits unread. */
  authenticating: 1,
  /** The keeper is giving it its session; everything waits unread. */
  connecting: 2,
  connected: 3,
  closed: 4,
} as const
export type Phase = (typeof Phase)[keyof typeof Phase]

/** Where a client's packets come from. */
export interface PacketSource {
  /** Goes on with packets that came while the client had to wait. */
  resume(): void
  /** Forgets what came and takes nothing more. */
  stop(): void
}

/** SUBSCRIBE and UNSUBSCRIBE under way for one client, each with up to a packet of filters. */
const UNANSWERED_MAX = 16

export class Client {
  readonly core: ShardCore
  readonly connection: Connection
  /** Number of the connection in its shard; the keeper addresses it by this. */
  readonly number: number
  readonly acceptedAtMs: number
  source: PacketSource | undefined
  phase: Phase = Phase.awaitingConnect
  version: ProtocolVersion = 4
  clientId = ''
  principal = ''
  session = 0
  /** Which session of its shard it was to start; 0 before that. */
  started = 0
  epoch = 0
  /** The keeper serves it at QoS 1 and 2. */
  isPersistent = false
  /** What the client asked for in CONNECT; DISCONNECT may not raise it from 0. */
  sessionExpiryInterval = 0
  keepAliveMs = 0
  lastSeenMs: number
  /** Largest packet the client takes. @MQTT-5.0:3.1.2-24 */
  maximumPacketSize = Number.POSITIVE_INFINITY
  /** QoS 1 and 2 messages that may be on their way to the client. */
  window = 0
  /** True once a CONNECT told the version: before that nothing can be answered. */
  hasIntroducedItself = false
  /** Reason strings may stand in every answer. @MQTT-5.0:3.1.2-29 */
  wantsProblemInformation = true
  subscriptions: Subscriptions<Client> | undefined
  inbound: Inbound | undefined
  outbound: Outbound | undefined
  serverAliases: ServerAliases | undefined
  exchange: Exchange | undefined
  /** The CONNECT, until CONNACK has answered it. */
  connect: Connect | undefined
  authenticationData: Uint8Array | undefined
  hasAssignedId = false
  /** Session Expiry Interval of a DISCONNECT, in seconds. */
  finalExpiryInterval: number | undefined
  /** Scratch of `FanOut`: in which message, and at which place, this client already is. */
  fanOutSerial = 0
  fanOutPlace = 0
  /** Monotonic ms since which twice the outbox bound has been waiting, 0 when it is not. */
  overfullSinceMs = 0
  packetsIn = 0
  /** SUBSCRIBE and UNSUBSCRIBE that the keeper has not answered. */
  unanswered = 0
  /** It sends messages: whoever only receives is read even when memory is short. */
  hasPublished = false
  /** Reading from the socket is stopped: the client cannot be blamed for its silence. */
  isPaused = false

  constructor(core: ShardCore, connection: Connection, number: number) {
    this.core = core
    this.connection = connection
    this.number = number
    this.acceptedAtMs = core.time.nowMs
    this.lastSeenMs = this.acceptedAtMs
  }

  /** True while packets of this client may be worked on. */
  get mayRead(): boolean {
    if (this.phase === Phase.connecting) return false
    if (this.phase === Phase.authenticating) return this.exchange?.isOurTurn === false
    return this.heldBackBy === undefined
  }

  /** The bound that keeps the broker from taking more of a connected client. */
  get heldBackBy(): BoundName | undefined {
    const { backpressure, options } = this.core
    // Answers are never dropped: whoever does not take them is not asked for more.
    if (this.connection.queuedBytes >= options.limits.outboxBytesPerConnection * 2) {
      return 'outboxBytes'
    }
    if (this.unanswered >= UNANSWERED_MAX) return 'unansweredRequests'
    return this.inbound === undefined && !this.hasPublished
      ? backpressure.boundOfAll()
      : backpressure.boundOfPublisher(this.inbound?.line.bytes ?? 0)
  }

  resume(): void {
    this.source?.resume()
  }

  /** Something that it may have waited for is there. */
  resumeIfPossible(): void {
    if (this.isPaused && this.mayRead) this.resume()
  }

  /** The publishing side of the client, made when it first needs one. */
  get publisher(): Inbound {
    this.inbound ??= new Inbound(this.core, this.connection, this.version)
    return this.inbound
  }
}
