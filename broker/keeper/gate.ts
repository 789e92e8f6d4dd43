/**
 * What the keeper says to shards, held back until the log has what it depends on. Everything leaves in
 * the order in which it was said, so a later word never overtakes an earlier one that waits. This is
 * the one place where "acknowledged" is tied to "durable".
 */
import { Deque } from '../base/deque.ts'
import type { LinkSender, ToShard } from '../link/ports.ts'
import type { Position } from '../storage/ports.ts'

interface Output {
  readonly needs: Position
  readonly shard: number
  readonly message: ToShard
}

export class Gate {
  readonly #links = new Map<number, LinkSender<ToShard>>()
  readonly #waiting = new Deque<Output>()
  #durable: Position = 0

  attach(shard: number, link: LinkSender<ToShard>): void {
    this.#links.set(shard, link)
  }

  get shards(): Iterable<number> {
    return this.#links.keys()
  }

  link(shard: number): LinkSender<ToShard> | undefined {
    return this.#links.get(shard)
  }

  /** Says `message` to a shard as soon as the record at `needs` is durable; 0 needs nothing. */
  send(shard: number, message: ToShard, needs: Position = 0): void {
    if (this.#waiting.length === 0 && needs <= this.#durable) this.#links.get(shard)?.send(message)
    else this.#waiting.push({ needs, shard, message })
  }

  /** The log has everything up to `position`. */
  onDurable(position: Position): void {
    this.#durable = position
    for (let head = this.#waiting.at(0); head !== undefined; head = this.#waiting.at(0)) {
      if (head.needs > position) return
      this.#waiting.shift()
      this.#links.get(head.shard)?.send(head.message)
    }
  }

  /** Outputs that wait for the log. */
  get waiting(): number {
    return this.#waiting.length
  }
}
