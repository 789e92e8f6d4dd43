/**
 * Sessions from CONNECT to their end: given to a client, taken over by the next one, kept while nobody
 * is there, ended when their time is over. One client id has one session, and a session has at most
 * one connection: the old one is told to go, and the new one waits until it has.
 */
import type { Closed, ConnectRequest, RefusalReason, SubscribeEntry } from '../link/ports.ts'
import { NEVER } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import type { KeeperCore } from './core.ts'
import type { Dealing } from './dealing.ts'
import { Deadlines } from './deadlines.ts'
import type { Delivering } from './delivering.ts'
import type { PendingConnect, Session } from './session.ts'
import type { Snapshots } from './snapshots.ts'
import type { Wills } from './wills.ts'

/** A shard that does not answer in this time is not waited for: the epoch shuts its messages out. */
const TAKE_OVER_TIMEOUT_MS = 1000

interface TakeOver {
  readonly session: Session
  readonly epoch: number
}

export interface ConnectingParts {
  readonly delivering: Delivering
  readonly dealing: Dealing
  readonly snapshots: Snapshots
  readonly wills: Wills
}

export class Connecting {
  readonly #core: KeeperCore
  readonly #parts: ConnectingParts
  /** A session may be given to a client again, or be over already. */
  readonly #expiring = new Deadlines<Session>(
    (session, atMs) => session.expiresAtMs === atMs && !session.isEnding,
  )
  readonly #takeOvers = new Deadlines<TakeOver>(
    ({ session, epoch }) => session.epoch === epoch && session.connection !== undefined,
  )

  constructor(core: KeeperCore, parts: ConnectingParts) {
    this.#core = core
    this.#parts = parts
  }

  /** After a start: whoever was connected when the process ended is gone now. */
  onRecovered(): void {
    for (const session of this.#core.state.sessions.values()) {
      if (!session.hasLeft) this.#onGone(session, true)
      else {
        this.#expiring.add(session.expiresAtMs, session)
        if (session.willAtMs !== NEVER) this.#parts.wills.schedule(session, session.willAtMs)
      }
    }
  }

  onConnect(shard: number, request: ConnectRequest): void {
    const pending = { shard, request }
    const session = this.#core.state.byClientId.get(request.clientId)
    if (session === undefined) this.#begin(pending, 0)
    else if (session.principal !== request.principal) this.#refuse(pending, 'notAuthorized')
    else {
      if (session.next !== undefined) this.#refuse(session.next, 'serverBusy')
      session.next = pending
      if (session.connection !== undefined) this.#takeOver(session)
      else if (!session.isEnding) this.#proceed(session)
    }
  }

  #refuse({ shard, request }: PendingConnect, reason: RefusalReason): void {
    this.#core.gate.send(shard, { type: 'refused', connection: request.connection, reason })
  }

  /** @MQTT-5.0:3.1.4-3 @MQTT-3.1.1:3.1.4-2 */
  #takeOver(session: Session): void {
    const { connection, epoch } = session
    if (connection === undefined) return
    const { shard, number } = connection
    this.#core.gate.send(shard, { type: 'takeOver', connection: number })
    this.#takeOvers.add(this.#core.time.nowMs + TAKE_OVER_TIMEOUT_MS, { session, epoch })
  }

  /** Nobody is connected to the session any more: it goes to whoever waits for it. */
  #proceed(session: Session): void {
    const { next } = session
    if (next === undefined) return
    // @MQTT-5.0:3.1.2-4
    if (next.request.cleanStart) this.#end(session)
    else {
      session.next = undefined
      this.#grant(session, next, { sessionPresent: true, needs: 0 })
    }
  }

  #begin(pending: PendingConnect, needs: Position): void {
    const { options, state, metrics } = this.#core
    const { clientId, principal, sessionExpiryInterval } = pending.request
    if (state.sessions.size >= options.limits.sessionsMax) {
      metrics.refused('sessionsPerNode')
      this.#refuse(pending, 'quotaExceeded')
      return
    }
    const session = state.newSession(clientId, principal)
    if (sessionExpiryInterval > 0) session.keep()
    this.#grant(session, pending, { sessionPresent: false, needs })
  }

  #grant(
    session: Session,
    { shard, request }: PendingConnect,
    { sessionPresent, needs }: { readonly sessionPresent: boolean; readonly needs: Position },
  ): void {
    session.epoch += 1
    session.connection = { shard, number: request.connection }
    session.isTold = false
    session.window = request.window
    session.expiryInterval = request.sessionExpiryInterval
    session.will = request.will
    session.willAtMs = NEVER
    session.expiresAtMs = NEVER
    // The will of a clean session outlives a crash too. @MQTT-5.0:3.1.2-7
    const isOnRecord = session.isPersistent || session.will !== undefined
    const position = isOnRecord ? this.#write(session) : needs
    const { routes } = this.#core
    routes.announceResumed(shard, filtersOf(session))
    const { epoch } = session
    routes.whenHeard(() => {
      if (session.epoch === epoch) this.#tellConnected(session, sessionPresent, position)
    })
  }

  /** Everybody knows what the session wants: from now on it misses nothing. */
  #tellConnected(session: Session, sessionPresent: boolean, needs: Position): void {
    const { connection, epoch, isPersistent, kept } = session
    if (connection === undefined) return
    this.#core.gate.send(
      connection.shard,
      {
        type: 'connected',
        connection: connection.number,
        session: session.number,
        epoch,
        sessionPresent,
        isPersistent,
        subscriptions: subscriptionsOf(session),
        incomingIds: [...(kept?.incoming.keys() ?? [])],
      },
      needs,
    )
    session.isTold = true
    this.#parts.delivering.onConnected(session)
  }

  #write({ number, clientId, principal, expiryInterval, will }: Session): Position {
    return this.#core.state.write({
      type: 'session',
      session: number,
      clientId,
      principal,
      expiryInterval,
      will,
    })
  }

  onClosed(session: Session, closed: Closed): void {
    if (closed.sessionExpiryInterval !== undefined) {
      session.expiryInterval = closed.sessionExpiryInterval
    }
    const { connection } = session
    this.#onGone(session, closed.publishWill)
    if (connection === undefined) return
    const { gate, state } = this.#core
    const needs = session.position === 0 ? 0 : state.lastPosition
    gate.send(connection.shard, { type: 'closed', connection: connection.number }, needs)
  }

  #onGone(session: Session, publishWill: boolean): void {
    const { delivering, dealing, snapshots, wills } = this.#parts
    session.connection = undefined
    delivering.onLeft(session)
    snapshots.onLeft(session)
    wills.onLeft(session, publishWill)
    if (session.expiryInterval === 0) {
      this.#end(session)
      return
    }
    session.expiresAtMs = this.#core.time.wallMs + session.expiryInterval * 1000
    this.#expiring.add(session.expiresAtMs, session)
    wills.writeLeft(session)
    dealing.passOn(session, () => undefined)
    this.#proceed(session)
  }

  /** A session is over. Its will does not wait any longer. @MQTT-5.0:3.1.3-9 */
  #end(session: Session): void {
    const { dealing, wills } = this.#parts
    const { state } = this.#core
    session.isEnding = true
    if (session.willAtMs !== NEVER) wills.publish(session)
    state.groups.leaveAll(session)
    dealing.onEnded(session)
    dealing.passOn(session, () => {
      let needs = 0
      if (session.position !== 0) {
        needs = state.write({ type: 'ended', session: session.number }, session.position)
      } else state.end(session)
      if (session.next !== undefined) this.#begin(session.next, needs)
    })
  }

  onTick(): void {
    const { nowMs, wallMs } = this.#core.time
    const takeOvers = this.#takeOvers
    for (let due = takeOvers.due(nowMs); due !== undefined; due = takeOvers.due(nowMs)) {
      this.#onGone(due.session, true)
    }
    const expiring = this.#expiring
    for (let due = expiring.due(wallMs); due !== undefined; due = expiring.due(wallMs)) {
      this.#end(due)
    }
  }
}

/** What a session had subscribed to, for the shard that its client is connected to now. */
function subscriptionsOf({ kept }: Session): SubscribeEntry[] {
  return Array.from(kept?.subscriptions.values() ?? [], ({ subscription, filter, group }) => ({
    name: subscription.name,
    filter,
    group,
    options: subscription,
    retainHandling: 2,
  }))
}

/** Filters of a session that its shard serves; groups of persistent sessions are the keeper's. */
function* filtersOf({ kept }: Session): Iterable<string> {
  for (const { filter, group } of kept?.subscriptions.values() ?? []) {
    if (group === undefined) yield filter
  }
}
