/**
 * Retained messages for a new subscription, a page at a time, so that a filter that matches a million
 * topics costs no more than one that matches ten until its client takes them. Only what was retained
 * before the subscription became known everywhere is sent: later ones come as live messages.
 */
import type { Delivery, SubscribeEntry } from '../link/ports.ts'
import type { TopicCursor } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import type { KeeperCore } from './core.ts'
import type { Delivering } from './delivering.ts'
import type { Retained } from './retained.ts'
import type { Session } from './session.ts'

const PAGE_MESSAGES_MAX = 1000
const PAGE_BYTES_MAX = 262_144

interface Snapshot {
  readonly session: Session
  readonly epoch: number
  readonly request: number
  readonly entries: readonly SubscribeEntry[]
  /** Retained messages with later positions came live. */
  readonly until: Position
  /** Which entry, and where in it; no cursor: at its start, or behind its end when `isMatched`. */
  index: number
  cursor: TopicCursor<Retained> | undefined
  isMatched: boolean
  /** Matched and not sent, in order. */
  matched: Retained[]
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

  /** Announces one; `entries` are those that want retained messages. The shard asks for every page. */
  start(
    session: Session,
    request: number,
    entries: readonly SubscribeEntry[],
    until: Position,
  ): void {
    const { epoch } = session
    const start = { index: 0, cursor: undefined, isMatched: false, matched: [] }
    this.#send({ session, epoch, request, entries, until, ...start }, [])
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

  /** Messages that a page may have: a replay alone never fills a queue. */
  #roomFor({ kept }: Session): number {
    const { queueMessagesMax, queueBytesMax } = this.#core.options.session
    if ((kept?.waitingBytes ?? 0) >= queueBytesMax / 2) return 0
    const room = Math.ceil(queueMessagesMax / 2) - (kept?.waiting.length ?? 0)
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
    if (entry === undefined) this.#send(snapshot, [])
    else this.#read(snapshot, entry, this.#match(snapshot, entry, room))
  }

  /**
   * The next topics that match, as many as make a page. The tree is asked once at most, and answers with
   * bounded work, so that a page of a filter that hardly matches costs no more than a full one.
   */
  #match(snapshot: Snapshot, { filter }: SubscribeEntry, room: number): readonly Retained[] {
    if (snapshot.matched.length === 0) this.#matchMore(snapshot, filter)
    const { matched } = snapshot
    let bytes = 0
    let taken = 0
    for (const { size } of matched) {
      bytes += size
      if (taken === room || (taken > 0 && bytes > PAGE_BYTES_MAX)) break
      taken += 1
    }
    const page = matched.splice(0, taken)
    if (matched.length === 0 && snapshot.isMatched) {
      snapshot.index += 1
      snapshot.isMatched = false
    }
    return page
  }

  #matchMore(snapshot: Snapshot, filter: string): void {
    const { retained } = this.#core.state
    const { values, cursor } = retained.match(filter, PAGE_MESSAGES_MAX, snapshot.cursor)
    const { wallMs } = this.#core.time
    snapshot.cursor = cursor
    snapshot.isMatched = cursor === undefined
    snapshot.matched = values.filter(
      ({ expiresAtMs, position }) => expiresAtMs > wallMs && position <= snapshot.until,
    )
  }

  /** Reads the messages of a page; it leaves when the last one has been read. */
  #read(snapshot: Snapshot, entry: SubscribeEntry, page: readonly Retained[]): void {
    if (page.length === 0) {
      this.#send(snapshot, [])
      return
    }
    const deliveries: Delivery[] = []
    const identifiers = identifiersOf(entry)
    const last = page.length - 1
    page.forEach((retained, place) => {
      const qos = entry.options.qos < retained.qos ? entry.options.qos : retained.qos
      this.#core.log.read(retained.position, (record) => {
        if (record?.type === 'message' && retained.expiresAtMs > this.#core.time.wallMs) {
          const delivery = { message: record.message, qos, retain: true, identifiers } as const
          if (qos === 0 || !snapshot.session.isPersistent) deliveries.push(delivery)
          else this.#queue(snapshot.session, delivery, retained)
        }
        if (place === last) this.#send(snapshot, deliveries)
      })
    })
  }

  /** A copy of its own, so that what is noted about it does not stay as long as the retained one. */
  #queue(session: Session, delivery: Delivery, { position, topic }: Retained): void {
    const { state } = this.#core
    if (state.retained.at(topic) !== position) return
    if (state.sessions.get(session.number) !== session) return
    const { message, qos, retain, identifiers } = delivery
    state.write({
      type: 'message',
      message,
      receivers: [{ session: session.number, qos, retain, identifiers, group: undefined }],
      retained: 'none',
      publisher: undefined,
      insteadOf: undefined,
    })
    this.#delivering.onQueued(session, message)
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
