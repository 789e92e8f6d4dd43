/**
 * The durable half of the broker: sessions, their queues, retained messages, wills, shared groups over
 * shards. It hears the shards over links, writes facts to the log, and answers when they are durable
 * (gate.ts). This file wires its parts together and sends each message to the one it is for.
 */
import { unreachable } from '../base/assert.ts'
import type { Time } from '../base/time.ts'
import type { LinkReceiver, LinkSender, SessionRef, ToKeeper, ToShard } from '../link/ports.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Log } from '../storage/ports.ts'
import { Connecting } from './connecting.ts'
import type { KeeperCore } from './core.ts'
import { Dealing } from './dealing.ts'
import { Delivering } from './delivering.ts'
import { Gate } from './gate.ts'
import type { KeeperOptions } from './options.ts'
import { Publishing } from './publishing.ts'
import type { KeeperRecord } from './records.ts'
import { Routes } from './routes.ts'
import type { Session } from './session.ts'
import { Snapshots } from './snapshots.ts'
import { KeeperState } from './state.ts'
import { Subscribing } from './subscribing.ts'
import { Wills } from './wills.ts'

export interface KeeperParts {
  readonly options: KeeperOptions
  readonly time: Time
  readonly metrics: Metrics
  readonly log: Log<KeeperRecord>
}

type OfSession = Exclude<ToKeeper, { type: 'connect' | 'route' }>

export class Keeper {
  readonly #core: KeeperCore
  readonly #connecting: Connecting
  readonly #delivering: Delivering
  readonly #dealing: Dealing
  readonly #publishing: Publishing
  readonly #snapshots: Snapshots
  readonly #subscribing: Subscribing
  readonly #wills: Wills

  constructor({ options, time, metrics, log }: KeeperParts) {
    const gate = new Gate()
    const routes = new Routes()
    const state = new KeeperState(log, routes, options)
    const core = { options, time, metrics, log, gate, routes, state }
    this.#core = core
    this.#delivering = new Delivering(core, (session) => this.#snapshots.onRoom(session))
    this.#snapshots = new Snapshots(core, this.#delivering)
    this.#dealing = new Dealing(core, this.#delivering)
    this.#publishing = new Publishing(core, this.#delivering, this.#dealing)
    this.#wills = new Wills(core, this.#publishing)
    this.#subscribing = new Subscribing(core, this.#snapshots)
    this.#connecting = new Connecting(core, {
      delivering: this.#delivering,
      dealing: this.#dealing,
      snapshots: this.#snapshots,
      wills: this.#wills,
    })
    log.onDurable = (position) => gate.onDurable(position)
  }

  /** Rebuilds the state from the log; to be awaited before a connection is taken. */
  async start(): Promise<void> {
    await this.#core.state.recover()
    this.#delivering.onRecovered()
    this.#connecting.onRecovered()
  }

  /** Takes a shard on: `link` leads to it, and what it returns hears it. */
  attach(shard: number, link: LinkSender<ToShard>): LinkReceiver<ToKeeper> {
    this.#core.gate.attach(shard, link)
    this.#core.routes.attach(shard, link)
    return {
      onBatch: (messages) => {
        for (const message of messages) this.#onMessage(shard, message)
      },
    }
  }

  #onMessage(shard: number, message: ToKeeper): void {
    switch (message.type) {
      case 'connect':
        this.#connecting.onConnect(shard, message)
        return
      case 'route':
        this.#core.routes.announce(shard, message.filter, message.wanted)
        return
      default: {
        const session = this.#current(message)
        if (session !== undefined) this.#onSessionMessage(session, message)
      }
    }
  }

  /** The session of a message, unless that is from a connection that has been given up. */
  #current({ session, epoch }: SessionRef): Session | undefined {
    const known = this.#core.state.sessions.get(session)
    return known?.epoch === epoch && known.connection !== undefined ? known : undefined
  }

  #onSessionMessage(session: Session, message: OfSession): void {
    switch (message.type) {
      case 'publish':
        this.#publishing.onPublish(session, message)
        return
      case 'ack':
        this.#delivering.onAck(session, message.packet, message.packetId, message.reasonCode)
        return
      case 'release':
        this.#publishing.onRelease(session, message.packetId, message.ticket)
        return
      case 'subscribe':
        this.#subscribing.onSubscribe(session, message)
        return
      case 'unsubscribe':
        this.#subscribing.onUnsubscribe(session, message.request, message.names)
        return
      case 'dealt':
        this.#dealing.onDealt(session, message.tag, message.isDone)
        return
      case 'retainedNext':
        this.#snapshots.onNext(session, message.request)
        return
      case 'closed':
        this.#connecting.onClosed(session, message)
        return
      default:
        unreachable(message)
    }
  }

  /** To be called several times a second, after the time was advanced. */
  onTick(): void {
    this.#connecting.onTick()
    this.#wills.onTick()
    this.#core.state.expireRetained(this.#core.time.wallMs)
  }

  /** Sizes, for metrics and tests. */
  get counts(): {
    readonly sessions: number
    readonly retained: number
    readonly retainedBytes: number
  } {
    const { sessions, retained } = this.#core.state
    return { sessions: sessions.size, retained: retained.size, retainedBytes: retained.bytes }
  }
}
