/**
 * The log in memory: nothing outlives the process, and everything else is as with a log on a disk.
 * Completions come late, in batches, and records are held until they are released.
 */
import type { Turn } from '../../base/turn.ts'
import { Deque } from '../../base/deque.ts'
import type { Log, Position } from '../ports.ts'

interface Held<Record> {
  readonly record: Record
  /** Positions of the notes to this record. */
  notes: Position[] | undefined
}

interface Reading<Record> {
  readonly position: Position
  readonly onRead: (record: Record | undefined) => void
}

export class MemoryLog<Record> implements Log<Record> {
  onDurable: (position: Position) => void = () => undefined
  readonly #turn: Turn
  readonly #held = new Map<Position, Held<Record>>()
  readonly #readings = new Deque<Reading<Record>>()
  #last: Position = 0
  /** What the write under way will have made durable when it ends. */
  #writing: Position = 0
  #durable: Position = 0

  constructor(turn: Turn) {
    this.#turn = turn
    turn.addLinkStep(() => this.#step())
  }

  append(record: Record, about?: Position): Position {
    this.#last += 1
    this.#turn.request()
    if (about === undefined || this.#note(about, this.#last)) {
      this.#held.set(this.#last, { record, notes: undefined })
    }
    return this.#last
  }

  /** False when the record that the note is about has been released. */
  #note(about: Position, position: Position): boolean {
    const held = this.#held.get(about)
    if (held === undefined) return false
    held.notes ??= []
    held.notes.push(position)
    return true
  }

  read(position: Position, onRead: (record: Record | undefined) => void): void {
    this.#readings.push({ position, onRead })
    this.#turn.request()
  }

  /** In memory a crash loses everything, so there is nothing to wait for. */
  release(position: Position): void {
    for (const note of this.#held.get(position)?.notes ?? []) this.#held.delete(note)
    this.#held.delete(position)
  }

  /** Records that are held; what tests look at. */
  get size(): number {
    return this.#held.size
  }

  async replay(): Promise<void> {
    // A new process has no memory of the old one.
  }

  async close(): Promise<void> {
    while (this.#durable < this.#last) this.#step()
  }

  /** One step writes what was appended before it; the next one tells that it is done. */
  #step(): boolean {
    const finished = this.#writing
    this.#writing = this.#last
    const worked = finished > this.#durable || this.#readings.length > 0
    if (finished > this.#durable) {
      this.#durable = finished
      this.onDurable(finished)
    }
    for (let left = this.#readings.length; left > 0; left -= 1) this.#readNext()
    if (this.#writing > this.#durable) this.#turn.request()
    return worked || this.#writing > this.#durable
  }

  #readNext(): void {
    const reading = this.#readings.shift()
    reading?.onRead(this.#held.get(reading.position)?.record)
  }
}
