/**
 * Retained messages for a new subscription, a page at a time, so that a filter that matches a million
 * topics costs no more than one that matches ten until its client takes them. Only what was retained
 * before the subscription became known everywhere is sent: later ones come as live messages.
 */
import type { QoS } from '../codec/index.ts'
import type { Delivery, SubscribeEntry } from '../link/ports.ts'
import type { TopicCursor } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import type { KeeperCore } from './core.ts'
import type { Delivering } from './delivering.ts'
import type { Retained } from './retained.ts'
import type { Session } from './session.ts'

const PAGE_MESSAGES_MAX = 1000
const PAGE_BYTES_MAX = 262_144
/** Topics asked for at once while a page fills. */
const STEP_MESSAGES = 32

interface Snapshot {
  readonly session: Session
  readonly epoch: number
  readonly request: number
  readonly entries: readonly SubscribeEntry[]
  /** Retained messages with later positions came live. */
  readonly until: Position
  /** Which entry, and where in it. */
  index: number
  cursor: TopicCursor<Retained> | undefined
}

export class Snapshots {
  readonly #core: KeeperCore
  readonly #delivering: Delivering
  /** Those that wait for their shard to ask, by session. */
  readonly #paused = new Map<Session, Snapshot[]>()
  /** Those that wait for room in the queue of a persistent session. */
  readonly #parked = new Map<Session, Snapshot[]>()

  constructor(core: KeeperCore, delivering: Delivering) {
    this.#core = core
    this.#delivering = delivering
  }

  /** Starts one; `entries` are those that want retained messages. */
  start(
    session: Session,
    request: number,
    entries: readonly SubscribeEntry[],
    until: Position,
  ): void {
    const { epoch } = session
    this.#page({ session, epoch, request, entries, until, index: 0, cursor: undefined })
  }

  /** The shard has room for the next page. */
  onNext(session: Session, request: number): void {
    const paused = this.#paused.get(session) ?? []
    const place = paused.findIndex((snapshot) => snapshot.request === request)
    const [snapshot] = place < 0 ? [] : paused.splice(place, 1)
    if (paused.length === 0) this.#paused.delete(session)
    if (snapshot !== undefined) this.#page(snapshot)
  }

  /** The queue of a session has become shorter. */
  onRoom(session: Session): void {
    const parked = this.#parked.get(session)
    if (parked === undefined || this.#roomFor(session) <= 0) return
    this.#parked.delete(session)
    for (const snapshot of parked) this.#page(snapshot)
  }

  onLeft(session: Session): void {
    this.#paused.delete(session)
    this.#parked.delete(session)
  }

  /** Messages that may be queued: a replay alone never fills a queue. */
  #roomFor(session: Session): number {
    if (session.kept === undefined) return PAGE_MESSAGES_MAX
    const room =
      Math.ceil(this.#core.options.session.queueMessagesMax / 2) - session.kept.waiting.length
    return Math.min(PAGE_MESSAGES_MAX, room)
  }

  #page(snapshot: Snapshot): void {
    const { session } = snapshot
    if (session.connection === undefined || session.epoch !== snapshot.epoch) return
    const room = this.#roomFor(session)
    if (room <= 0) {
      put(this.#parked, snapshot)
      return
    }
    const entry = snapshot.entries[snapshot.index]
    if (entry === undefined) {
      this.#send(snapshot, [])
      return
    }
    this.#collect(snapshot, entry, this.#match(snapshot, entry, room))
  }

  /** The next topics that match: as many as make a page, or fewer where matches are rare. */
  #match(snapshot: Snapshot, { filter }: SubscribeEntry, room: number): readonly Retained[] {
    const matched: Retained[] = []
    let bytes = 0
    let left = room
    while (left > 0 && bytes < PAGE_BYTES_MAX) {
      const limit = Math.min(left, STEP_MESSAGES)
      const { values, cursor } = this.#core.state.retained.match(filter, limit, snapshot.cursor)
      snapshot.cursor = cursor
      for (const value of values) bytes += value.size
      matched.push(...values)
      left -= values.length
      if (cursor === undefined) snapshot.index += 1
      if (cursor === undefined || values.length === 0) break
    }
    return matched
  }

  /** Reads the messages of a page, those for the queue excepted. */
  #collect(snapshot: Snapshot, entry: SubscribeEntry, values: readonly Retained[]): void {
    const { session } = snapshot
    const direct: (readonly [Retained, QoS])[] = []
    for (const retained of values) {
      const isOver = retained.expiresAtMs <= this.#core.time.wallMs
      if (isOver || retained.position > snapshot.until) continue
      const qos = entry.options.qos < retained.qos ? entry.options.qos : retained.qos
      if (qos > 0 && session.isPersistent) this.#queue(session, entry, retained, qos)
      else direct.push([retained, qos])
    }
    if (direct.length === 0) this.#send(snapshot, [])
    else this.#read(snapshot, entry, direct)
  }

  /** A copy of its own, so that what is noted about it does not stay as long as the retained one. */
  #queue(session: Session, entry: SubscribeEntry, { position, topic }: Retained, qos: QoS): void {
    const { log, state } = this.#core
    const identifiers = identifiersOf(entry)
    const receiver = {
      session: session.number,
      qos,
      retain: true,
      identifiers,
      group: undefined,
    } as const
    log.read(position, (record) => {
      if (record?.type !== 'message' || state.retained.at(topic) !== position) return
      if (state.sessions.get(session.number) !== session) return
      const { message } = record
      state.write({
        type: 'message',
        message,
        receivers: [receiver],
        retained: 'none',
        publisher: undefined,
        insteadOf: undefined,
      })
      this.#delivering.onQueued(session, message)
    })
  }

  #read(
    snapshot: Snapshot,
    entry: SubscribeEntry,
    wanted: readonly (readonly [Retained, QoS])[],
  ): void {
    const deliveries: Delivery[] = []
    const identifiers = identifiersOf(entry)
    const last = wanted.length - 1
    wanted.forEach(([{ position }, qos], place) => {
      this.#core.log.read(position, (record) => {
        if (record?.type === 'message') {
          deliveries.push({ message: record.message, qos, retain: true, identifiers })
        }
        if (place === last) this.#send(snapshot, deliveries)
      })
    })
  }

  #send(snapshot: Snapshot, deliveries: readonly Delivery[]): void {
    const { session, request } = snapshot
    const { connection } = session
    if (connection === undefined || session.epoch !== snapshot.epoch) return
    const more = snapshot.index < snapshot.entries.length
    if (more) put(this.#paused, snapshot)
    const { shard, number } = connection
    this.#core.gate.send(
      shard,
      { type: 'retained', connection: number, request, deliveries, more },
      snapshot.until,
    )
  }
}

function put(table: Map<Session, Snapshot[]>, snapshot: Snapshot): void {
  const known = table.get(snapshot.session)
  if (known === undefined) table.set(snapshot.session, [snapshot])
  else known.push(snapshot)
}

function identifiersOf({ options }: SubscribeEntry): readonly number[] | undefined {
  return options.identifier === 0 ? undefined : [options.identifier]
}
