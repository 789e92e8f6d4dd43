/**
 * @hot The outgoing side of one shard: which connections have something to say in this turn, the
 * buffers they borrow, the bytes that wait in all of them together.
 */
import type { Time } from '../base/time.ts'
import type { Turn } from '../base/turn.ts'
import { BufferPool } from './buffer-pool.ts'

/** What the outbox does with a connection. */
export interface OutboxConnection {
  /** It has something to say in this turn. */
  dirty: boolean
  endTurn(): void
  destroy(): void
}

/** A peer that does not take its last bytes or does not close in this time is cut off. */
const LINGER_MS = 5000

export class Outbox {
  readonly pool = new BufferPool()
  /** Bytes waiting in all connections of the shard. */
  queuedBytes = 0
  /** Connections whose sockets are open. */
  connections = 0
  readonly time: Time
  readonly #turn: Turn
  #dirty: OutboxConnection[] = []
  #spare: OutboxConnection[] = []
  #onEmpty: (() => void) | undefined
  /** Connections that were told to end, with the moment they are cut off; oldest first. */
  readonly #ending = new Map<OutboxConnection, number>()

  constructor(time: Time, turn: Turn) {
    this.time = time
    this.#turn = turn
    turn.addOutputStep(() => this.#flushAll())
  }

  markDirty(connection: OutboxConnection): void {
    connection.dirty = true
    this.#dirty.push(connection)
    this.#turn.request()
  }

  #flushAll(): boolean {
    const dirty = this.#dirty
    this.#dirty = this.#spare
    for (let i = 0; i < dirty.length; i += 1) dirty[i]?.endTurn()
    this.#spare = dirty
    dirty.length = 0
    return true
  }

  onOpened(): void {
    this.connections += 1
  }

  onClosed(): void {
    this.connections -= 1
    if (this.connections === 0) this.#onEmpty?.()
  }

  /** Calls back once, when no connection is open; at once if none is. */
  whenEmpty(onEmpty: () => void): void {
    if (this.connections === 0) onEmpty()
    else this.#onEmpty = onEmpty
  }

  /** Remembers a connection that has been told to end, so that a deaf peer cannot hold it open. */
  watchEnding(connection: OutboxConnection): void {
    this.#ending.set(connection, this.time.nowMs + LINGER_MS)
  }

  forget(connection: OutboxConnection): void {
    this.#ending.delete(connection)
  }

  /** Cuts off the peers that were told to end and have not closed yet. */
  cutOffEnding(): void {
    for (const connection of this.#ending.keys()) connection.destroy()
  }

  /** Cuts off the peers that did not close in time, and lets go of buffers that nobody needs. */
  onTick(): void {
    this.pool.trim()
    for (const [connection, deadlineMs] of this.#ending) {
      if (deadlineMs > this.time.nowMs) return
      this.#ending.delete(connection)
      connection.destroy()
    }
  }
}
