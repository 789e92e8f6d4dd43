/**
 * Everything the keeper knows, as it follows from the records of the log. A record changes it in the
 * same way whether it has just been written or is told again after a start; nothing here is said to
 * anybody.
 */
import { assert, unreachable } from '../base/assert.ts'
import { FilterIndex, NEVER, Subscription } from '../routing/index.ts'
import type { Message } from '../routing/index.ts'
import type { SubscribeEntry } from '../link/ports.ts'
import type { Log, Position } from '../storage/ports.ts'
import { Groups } from './groups.ts'
import type { KeeperOptions } from './options.ts'
import type { DeliveryRef, KeeperRecord, MessageRecord, Receiver } from './records.ts'
import { RetainedMessages } from './retained.ts'
import type { Retained } from './retained.ts'
import type { Routes } from './routes.ts'
import { Entry, Progress } from './kept.ts'
import { Session } from './session.ts'

type OwedNote = RecordOf<'superseded' | 'done'>
type RecordOf<Type extends KeeperRecord['type']> = Extract<KeeperRecord, { type: Type }>

export class KeeperState {
  readonly sessions = new Map<number, Session>()
  readonly byClientId = new Map<string, Session>()
  /** What persistent sessions want. */
  readonly index: FilterIndex<Subscription<Session>>
  readonly groups: Groups
  readonly retained: RetainedMessages
  readonly #log: Log<KeeperRecord>
  readonly #routes: Routes
  /** How many still need the record at a position. */
  readonly #holders = new Map<Position, number>()
  readonly #owed: { readonly note: OwedNote; readonly by: Position }[] = []
  #lastSession = 0
  /** Where the newest record stands. */
  lastPosition: Position = 0
  /** Subscriptions of persistent sessions. */
  subscriptions = 0

  constructor(log: Log<KeeperRecord>, routes: Routes, { limits }: KeeperOptions) {
    this.#log = log
    this.#routes = routes
    this.index = new FilterIndex({ visitedNodesMax: limits.matchVisitedNodesMax })
    this.groups = new Groups(routes, limits.matchVisitedNodesMax)
    this.retained = new RetainedMessages(limits)
  }

  /** Rebuilds everything from the log. */
  async recover(): Promise<void> {
    await this.#log.replay((record, position) => this.#apply(record, position))
    this.#writeOwed()
    // Named by messages only: they had ended, and the notes that said so went with their records.
    for (const session of this.sessions.values()) if (session.position === 0) this.end(session)
  }

  /** Writes a record and changes the state as it says. @returns where it stands */
  write(record: KeeperRecord, about?: Position): Position {
    const position = this.#log.append(record, about)
    this.lastPosition = position
    this.#apply(record, position)
    this.#writeOwed()
    return position
  }

  #apply(record: KeeperRecord, position: Position): void {
    switch (record.type) {
      case 'message':
        this.#onMessage(record, position)
        return
      case 'session':
        this.#onSession(record, position)
        return
      case 'superseded':
        this.#onSuperseded(record)
        return
      case 'released':
        this.#onReleased(record)
        return
      case 'subscribed':
        this.#onSubscribed(this.session(record.session), record.entry, position)
        return
      case 'unsubscribed':
        this.#onUnsubscribed(this.session(record.session), record.name)
        return
      case 'left':
        this.#onLeft(record)
        return
      case 'ended':
        this.end(this.session(record.session))
        return
      case 'sent':
      case 'received':
      case 'done':
        this.#onProgress(record)
        return
      default:
        unreachable(record)
    }
  }

  /** The session of a number, made when a record is the first to name it. */
  session(number: number): Session {
    const known = this.sessions.get(number)
    if (known !== undefined) return known
    const session = new Session(number)
    this.sessions.set(number, session)
    this.#lastSession = Math.max(this.#lastSession, number)
    return session
  }

  /** A session that no record tells of yet. */
  newSession(clientId: string, principal: string): Session {
    const session = this.session(this.#lastSession + 1)
    session.clientId = clientId
    session.principal = principal
    this.byClientId.set(clientId, session)
    return session
  }

  #onSession(record: RecordOf<'session'>, position: Position): void {
    const session = this.session(record.session)
    if (session.position !== 0) this.#log.release(session.position)
    session.position = position
    if (record.expiryInterval > 0) session.keep()
    session.clientId = record.clientId
    session.principal = record.principal
    session.expiryInterval = record.expiryInterval
    session.will = record.will
    session.hasLeft = false
    this.byClientId.set(record.clientId, session)
  }

  #onLeft(record: RecordOf<'left'>): void {
    const session = this.session(record.session)
    session.hasLeft = true
    session.expiresAtMs = record.expiresAtMs
    session.willAtMs = record.willAtMs
    if (record.willAtMs === NEVER) session.will = undefined
  }

  /** Forgets a session and everything that was kept for it. */
  end(session: Session): void {
    const { kept } = session
    for (const name of kept?.subscriptions.keys() ?? []) this.#onUnsubscribed(session, name)
    this.groups.leaveAll(session)
    for (const entry of kept?.entries ?? []) this.finish(session, entry)
    for (const position of kept?.incoming.values() ?? []) this.#drop(position)
    if (session.position !== 0) this.#log.release(session.position)
    this.sessions.delete(session.number)
    if (this.byClientId.get(session.clientId) === session) this.byClientId.delete(session.clientId)
  }

  #onSubscribed(session: Session, entry: SubscribeEntry, position: Position): void {
    const { subscriptions } = session.keep()
    const known = subscriptions.get(entry.name)
    if (known === undefined) this.subscriptions += 1
    else this.#log.release(known.position)
    const { group, filter, options } = entry
    const subscription = known?.subscription ?? new Subscription(session, entry.name, options)
    subscriptions.set(entry.name, { subscription, filter, group, position })
    if (group !== undefined) this.groups.join(session, entry)
    if (known !== undefined) subscription.replace(options)
    else if (group === undefined && this.index.add(filter, subscription)) {
      this.#routes.announceKeeper(filter, true)
    }
  }

  #onUnsubscribed(session: Session, name: string): void {
    const known = session.kept?.subscriptions.get(name)
    if (known === undefined) return
    session.kept?.subscriptions.delete(name)
    this.subscriptions -= 1
    this.#log.release(known.position)
    if (known.group !== undefined) this.groups.leave(session, name)
    else if (this.index.remove(known.filter, known.subscription)) {
      this.#routes.announceKeeper(known.filter, false)
    }
  }

  #onMessage(record: MessageRecord, position: Position): void {
    const { message, receivers, retained, publisher, insteadOf } = record
    this.#hold(position)
    for (const receiver of receivers) this.#queue(position, receiver, message)
    if (retained === 'clear') this.#supersede(this.retained.remove(message.topicName), position)
    if (retained === 'set') {
      this.#hold(position)
      this.#supersede(this.retained.set(message, position), position)
    }
    if (insteadOf !== undefined) this.#handOver(insteadOf, position)
    if (publisher !== undefined) {
      this.#hold(position)
      this.session(publisher.session).keep().incoming.set(publisher.packetId, position)
    }
    this.#drop(position)
  }

  #supersede(old: Retained | undefined, by: Position): void {
    if (old === undefined) return
    this.#drop(old.position)
    this.#owe({ type: 'superseded', of: old.position, topic: old.topic }, by)
  }

  #onSuperseded({ of, topic }: RecordOf<'superseded'>): void {
    if (this.retained.at(topic) !== of) return
    this.retained.remove(topic)
    this.#drop(of)
  }

  #handOver(delivery: DeliveryRef, by: Position): void {
    const session = this.sessions.get(delivery.session)
    const entry = session === undefined ? undefined : findEntry(session, delivery)
    if (session !== undefined && entry !== undefined) this.finish(session, entry)
    this.#owe({ type: 'done', ...delivery }, by)
  }

  /**
   * The record `by` has put an end to something that the one it is about says. That one is still held,
   * and after a crash it would say so again once `by` is gone: which waits until a note is in the log.
   */
  #owe(note: OwedNote, by: Position): void {
    if (!this.#holders.has(note.of)) return
    this.#hold(by)
    this.#owed.push({ note, by })
  }

  #writeOwed(): void {
    for (const { note, by } of this.#owed.splice(0)) {
      this.lastPosition = this.#log.append(note, note.of)
      this.#drop(by)
    }
  }

  /** Retained messages whose time is over need no record: a replay would find them expired too. */
  expireRetained(wallMs: number): void {
    let expired = this.retained.takeExpired(wallMs)
    while (expired !== undefined) {
      this.#drop(expired.position)
      expired = this.retained.takeExpired(wallMs)
    }
  }

  #queue(position: Position, receiver: Receiver, message: Message): void {
    this.#hold(position)
    const entry = new Entry(position, receiver, message)
    this.session(receiver.session).keep().addWaiting(entry)
  }

  #onProgress(record: RecordOf<'sent' | 'received' | 'done'>): void {
    const session = this.session(record.session)
    const entry = findEntry(session, record)
    if (entry === undefined) return
    if (record.type === 'done') this.finish(session, entry)
    else if (record.type === 'received') entry.progress = Progress.released
    else {
      session.kept?.removeWaiting(entry)
      session.kept?.addInflight(entry, record.packetId)
    }
  }

  /** Nothing is left to be done for a delivery. */
  finish(session: Session, entry: Entry): void {
    if (entry.progress === Progress.waiting) session.kept?.removeWaiting(entry)
    else session.kept?.removeInflight(entry)
    entry.progress = Progress.over
    this.#drop(entry.position)
  }

  #onReleased({ session: number, packetId }: RecordOf<'released'>): void {
    const { kept } = this.session(number)
    const position = kept?.incoming.get(packetId)
    if (position === undefined) return
    kept?.incoming.delete(packetId)
    this.#drop(position)
  }

  #hold(position: Position): void {
    this.#holders.set(position, (this.#holders.get(position) ?? 0) + 1)
  }

  #drop(position: Position): void {
    const holders = this.#holders.get(position)
    assert(holders !== undefined, 'a record is dropped by those who hold it')
    if (holders > 1) this.#holders.set(position, holders - 1)
    else {
      this.#holders.delete(position)
      this.#log.release(position)
    }
  }
}

function findEntry({ kept }: Session, { of, group }: DeliveryRef): Entry | undefined {
  const isMeant = (entry: Entry): boolean => entry.position === of && entry.group === group
  for (const entry of kept?.inflight.values() ?? []) if (isMeant(entry)) return entry
  for (const entry of kept?.waiting ?? []) if (isMeant(entry)) return entry
  return undefined
}
