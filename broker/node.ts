/**
 * One node: its shards, its keeper, the log and the links between them, on one event loop. Everything
 * that touches the machine (clock, randomness, sockets) comes from outside, so that a simulation
 * builds the same node around a clock of its own.
 */
import type { Authenticator, Authorizer, EnhancedAuthenticator } from './auth/ports.ts'
import type { Clock, Timer } from './base/clock.ts'
import type { Random } from './base/random.ts'
import { Time } from './base/time.ts'
import { Turn } from './base/turn.ts'
import { Keeper } from './keeper/index.ts'
import type { KeeperOptions, KeeperRecord } from './keeper/index.ts'
import { createInlineLink } from './link/inline/inline-link.ts'
import type { Forward, LinkSender, ToKeeper, ToShard } from './link/ports.ts'
import type { Log as EventLog } from './observe/log.ts'
import { Metrics } from './observe/metrics.ts'
import {
  accept,
  Housekeeping,
  KeeperMessages,
  PeerMessages,
  Shard,
  TICK_MS,
} from './session/index.ts'
import type { ShardOptions } from './session/index.ts'
import type { Log } from './storage/ports.ts'
import { Pressure } from './pressure.ts'
import type { PressureLimits } from './pressure.ts'
import { Outbox } from './transport/index.ts'
import type { Acceptor, Connection } from './transport/index.ts'

export interface NodeParts {
  readonly options: ShardOptions & KeeperOptions & { readonly limits: PressureLimits }
  readonly shards: number
  readonly clock: Clock
  readonly random: Random
  readonly eventLog: EventLog
  readonly authenticator: Authenticator
  readonly enhancedAuthenticator: EnhancedAuthenticator
  readonly authorizer: Authorizer
  readonly openLog: (turn: Turn) => Log<KeeperRecord>
  /** Part of the memory this process may have that it uses, 0 to 1; not watched when absent. */
  readonly memoryUse?: () => number
}

/** A shard with what belongs to it alone. */
export interface NodeShard {
  readonly shard: Shard
  readonly outbox: Outbox
  readonly metrics: Metrics
  /** Takes an accepted connection. */
  readonly accept: (connection: Connection) => void
}

const CLIENT_ID_BYTES = 12

export class BrokerNode {
  readonly time: Time
  readonly shards: readonly NodeShard[]
  readonly keeper: Keeper
  readonly keeperMetrics = new Metrics()
  readonly log: Log<KeeperRecord>
  /** Who takes connections for this node; they pause while its event loop is late. */
  readonly acceptors: Acceptor[] = []
  readonly #eventLog: EventLog
  readonly #pressure: Pressure
  readonly #clock: Clock
  readonly #housekeeping: readonly Housekeeping[]
  #timer: Timer | undefined

  constructor(parts: NodeParts) {
    const { clock, options, openLog } = parts
    this.#clock = clock
    this.#eventLog = parts.eventLog
    this.time = new Time(clock)
    this.#pressure = new Pressure({
      limits: options.limits,
      time: this.time,
      tickMs: TICK_MS,
      memoryUse: parts.memoryUse ?? (() => 0),
    })
    const turn = new Turn(clock, this.time)
    this.log = openLog(turn)
    this.keeper = new Keeper({
      options,
      time: this.time,
      metrics: this.keeperMetrics,
      log: this.log,
    })
    this.shards = createShards(parts, { turn, time: this.time, keeper: this.keeper })
    this.#housekeeping = this.shards.map(({ shard }) => new Housekeeping(shard))
  }

  /** Recovers what the log holds and starts the clockwork; connections may come afterwards. */
  async start(): Promise<void> {
    await this.keeper.start()
    this.#tick()
  }

  #tick(): void {
    this.time.advance()
    this.#watchPressure()
    for (const housekeeping of this.#housekeeping) housekeeping.onTick(this.#pressure.lateMs)
    for (const { outbox } of this.shards) outbox.onTick()
    this.keeper.onTick()
    this.#timer = this.#clock.after(TICK_MS, () => this.#tick())
  }

  #watchPressure(): void {
    const pressure = this.#pressure
    const wasPaused = pressure.pausesAccepts
    pressure.onTick()
    for (const { shard } of this.shards) {
      shard.core.refusesFor = pressure.refusesFor
      shard.core.backpressure.holdPublishers(pressure.holdsPublishers)
    }
    if (pressure.pausesAccepts === wasPaused) return
    if (wasPaused) this.#resumeAccepts()
    else this.#pauseAccepts()
  }

  #pauseAccepts(): void {
    this.#eventLog.warn('accept.paused', { loopDelayMs: this.#pressure.lateMs })
    for (const { metrics } of this.shards) metrics.refused('acceptPaused')
    for (const acceptor of this.acceptors) acceptor.pause()
  }

  #resumeAccepts(): void {
    this.#eventLog.info('accept.resumed')
    for (const acceptor of this.acceptors) acceptor.resume()
  }

  /**
   * Tells every client that the server shuts down, waits until all connections are closed, for
   * `timeoutMs` at most, and cuts off the others; then the log is closed.
   */
  async stop(timeoutMs: number): Promise<void> {
    this.time.advance()
    for (const { shard } of this.shards) shard.shutDown()
    await new Promise<void>((resolve) => {
      let open = this.shards.length
      for (const { outbox } of this.shards) {
        outbox.whenEmpty(() => {
          open -= 1
          if (open === 0) resolve()
        })
      }
      this.#clock.after(timeoutMs, resolve)
    })
    for (const { outbox } of this.shards) outbox.cutOffEnding()
    this.#timer?.cancel()
    await this.log.close()
  }
}

function createShards(
  parts: NodeParts,
  { turn, time, keeper }: { readonly turn: Turn; readonly time: Time; readonly keeper: Keeper },
): NodeShard[] {
  const { options, random } = parts
  const peers = new Map<number, Map<number, LinkSender<Forward>>>()
  for (let number = 0; number < parts.shards; number += 1) peers.set(number, new Map())
  const shards = Array.from(peers, ([number, ofShard]) => {
    const keeperLink = createInlineLink<ToKeeper, ToShard>(turn, { toA: sizeToKeeper, toB: noSize })
    const metrics = new Metrics()
    const outbox = new Outbox(time, turn)
    const shard = new Shard({
      number,
      options,
      time,
      turn,
      outbox,
      metrics,
      log: parts.eventLog,
      authenticator: parts.authenticator,
      enhancedAuthenticator: parts.enhancedAuthenticator,
      authorizer: parts.authorizer,
      keeper: keeperLink.toA,
      peers: ofShard,
      newClientId: () => Buffer.from(random.bytes(CLIENT_ID_BYTES)).toString('hex'),
    })
    keeperLink.connect(keeper.attach(number, keeperLink.toB), new KeeperMessages(shard))
    return {
      shard,
      outbox,
      metrics,
      accept: (connection: Connection) => accept(shard, connection),
    }
  })
  linkPeers(turn, shards, peers)
  return shards
}

/** A link between every two shards. */
function linkPeers(
  turn: Turn,
  shards: readonly NodeShard[],
  peers: ReadonlyMap<number, Map<number, LinkSender<Forward>>>,
): void {
  for (const { shard: a } of shards) {
    for (const { shard: b } of shards) {
      if (a.number >= b.number) continue
      const sizes = { toA: sizeOfForward, toB: sizeOfForward }
      const link = createInlineLink<Forward, Forward>(turn, sizes)
      link.connect(new PeerMessages(a), new PeerMessages(b))
      peers.get(a.number)?.set(b.number, link.toB)
      peers.get(b.number)?.set(a.number, link.toA)
    }
  }
}

function sizeToKeeper(message: ToKeeper): number {
  return message.type === 'publish' ? message.message.size : 0
}

function sizeOfForward({ message }: Forward): number {
  return message.size
}

/** What the keeper says is bounded by windows and pages. */
function noSize(): number {
  return 0
}
