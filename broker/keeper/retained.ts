/**
 * The retained message of each topic, by position in the log, within a bound of messages and one of
 * bytes. It holds no message: those are read from the log when somebody subscribes.
 */
import type { QoS } from '../codec/index.ts'
import { NEVER, TopicTree } from '../routing/index.ts'
import type { Message, TopicCursor } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import { Deadlines } from './deadlines.ts'

export interface Retained {
  readonly topic: string
  readonly position: Position
  readonly qos: QoS
  readonly size: number
  readonly expiresAtMs: number
}

export interface RetainedLimits {
  readonly retainedMessagesMax: number
  readonly retainedBytesMax: number
}

export class RetainedMessages {
  readonly #tree = new TopicTree<Retained>()
  readonly #expiring = new Deadlines<Retained>((each) => this.#tree.get(each.topic) === each)
  readonly #limits: RetainedLimits
  #bytes = 0

  constructor(limits: RetainedLimits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#tree.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The bound that a message would break, if any. */
  boundFor(message: Message): 'retainedPerNode' | 'retainedBytesPerNode' | undefined {
    const old = this.#tree.get(message.topicName)
    if (old === undefined && this.#tree.size >= this.#limits.retainedMessagesMax) {
      return 'retainedPerNode'
    }
    const bytes = this.#bytes - (old?.size ?? 0) + message.size
    return bytes > this.#limits.retainedBytesMax ? 'retainedBytesPerNode' : undefined
  }

  /** Where the message of a topic stands. */
  at(topic: string): Position | undefined {
    return this.#tree.get(topic)?.position
  }

  /** Returns the one that was there before. */
  set(message: Message, position: Position): Retained | undefined {
    const { topicName: topic, qos, size, expiresAtMs } = message
    const old = this.remove(topic)
    const retained = { topic, position, qos, size, expiresAtMs }
    this.#tree.set(topic, retained)
    this.#bytes += size
    if (expiresAtMs !== NEVER) this.#expiring.add(expiresAtMs, retained)
    return old
  }

  /** Returns the one that was there. */
  remove(topic: string): Retained | undefined {
    const old = this.#tree.get(topic)
    if (old === undefined) return undefined
    this.#tree.delete(topic)
    this.#bytes -= old.size
    return old
  }

  /** One of those that have expired, which is then gone; undefined when there is none. */
  takeExpired(wallMs: number): Retained | undefined {
    const due = this.#expiring.due(wallMs)
    return due === undefined ? undefined : this.remove(due.topic)
  }

  /** A page of those that match; it may be empty while more follow. */
  match(
    filter: string,
    limit: number,
    cursor: TopicCursor<Retained> | undefined,
  ): { readonly values: readonly Retained[]; readonly cursor: TopicCursor<Retained> | undefined } {
    return this.#tree.match(filter, limit, cursor)
  }
}
