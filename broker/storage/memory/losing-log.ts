/**
 * A log that loses what a crash would lose, for tests. What is durable is decided by hand with `sync`,
 * or at the end of every turn; after `crash` only that is left, for the next process to replay.
 */
import { assert } from '../../base/assert.ts'
import { Deque } from '../../base/deque.ts'
import type { Turn } from '../../base/turn.ts'
import type { Log, Position } from '../ports.ts'

interface Held<Record> {
  readonly record: Record
  readonly about: Position | undefined
}

/** What outlives a process. */
export interface Disk<Record> {
  readonly held: ReadonlyMap<Position, Held<Record>>
  readonly last: Position
}

interface Release {
  readonly position: Position
  /** Takes effect when this one is durable. */
  readonly needs: Position
}

export interface LosingLogOptions<Record> {
  readonly disk?: Disk<Record>
  /** Syncs at the end of every turn; without it nothing is durable until `sync`. */
  readonly syncsEachTurn?: boolean
}

export class LosingLog<Record> implements Log<Record> {
  onDurable: (position: Position) => void = () => undefined
  syncsEachTurn: boolean
  /** How many records a step reads, for a disk that is behind. */
  readsPerStep = Number.POSITIVE_INFINITY
  readonly #turn: Turn
  readonly #held: Map<Position, Held<Record>>
  readonly #releases = new Deque<Release>()
  readonly #readings = new Deque<() => void>()
  #last: Position
  #durable: Position
  #isClosed = false

  constructor(turn: Turn, { disk, syncsEachTurn = false }: LosingLogOptions<Record> = {}) {
    this.#turn = turn
    this.#held = new Map(disk?.held)
    this.#last = disk?.last ?? 0
    this.#durable = this.#last
    this.syncsEachTurn = syncsEachTurn
    turn.addLinkStep(() => this.#step())
  }

  append(record: Record, about?: Position): Position {
    assert(!this.#isClosed, 'nothing is appended to a closed log')
    this.#last += 1
    if (about === undefined || this.#held.has(about)) this.#held.set(this.#last, { record, about })
    this.#turn.request()
    return this.#last
  }

  read(position: Position, onRead: (record: Record | undefined) => void): void {
    this.#readings.push(() => onRead(this.#held.get(position)?.record))
    this.#turn.request()
  }

  release(position: Position): void {
    this.#releases.push({ position, needs: this.#last })
    this.#applyReleases()
  }

  async replay(each: (record: Record, position: Position) => void): Promise<void> {
    for (const [position, { record }] of new Map(this.#held)) each(record, position)
  }

  async close(): Promise<void> {
    this.sync()
    this.#isClosed = true
  }

  /** Records that are not durable yet. */
  get pending(): number {
    return this.#last - this.#durable
  }

  /** Everything that is held, in order. */
  get records(): readonly Record[] {
    return Array.from(this.#held.values(), ({ record }) => record)
  }

  /** Makes the oldest `count` of the pending records durable; all of them by default. */
  sync(count = this.pending): void {
    const durable = Math.min(this.#last, this.#durable + count)
    if (durable === this.#durable) return
    this.#durable = durable
    this.#applyReleases()
    this.onDurable(durable)
  }

  /** What is left when the process ends here without a word. */
  crash(): Disk<Record> {
    const durable = [...this.#held].filter(([position]) => position <= this.#durable)
    return { held: new Map(durable), last: this.#durable }
  }

  #step(): boolean {
    const worked = this.#readings.length > 0 || (this.syncsEachTurn && this.pending > 0)
    if (this.syncsEachTurn) this.sync()
    const due = Math.min(this.#readings.length, this.readsPerStep)
    for (let left = due; left > 0; left -= 1) this.#readings.shift()?.()
    if (this.#readings.length > 0) this.#turn.request()
    return worked
  }

  #applyReleases(): void {
    const due: Position[] = []
    for (let head = this.#releases.at(0); head !== undefined; head = this.#releases.at(0)) {
      if (head.needs > this.#durable) break
      this.#releases.shift()
      due.push(head.position)
    }
    if (due.length > 0) this.#forget(new Set(due))
  }

  /** Notes go with the records they are about. */
  #forget(released: ReadonlySet<Position>): void {
    for (const [position, { about }] of this.#held) {
      const isOver = released.has(position) || (about !== undefined && released.has(about))
      if (isOver) this.#held.delete(position)
    }
  }
}
