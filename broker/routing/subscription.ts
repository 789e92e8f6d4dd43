/**
 * One subscription: who wants what, and how. The options fit one small integer, because a shard
 * holds one of these per client and filter, and fan-out reads them for every message.
 */
import type { QoS } from '../codec/index.ts'

/** What a client asks for with a filter; `identifier` 0 means none. */
export interface SubscriptionOptions {
  readonly qos: QoS
  readonly noLocal: boolean
  readonly retainAsPublished: boolean
  readonly identifier: number
}

const QOS_MASK = 3
const NO_LOCAL = 4
const RETAIN_AS_PUBLISHED = 8

/** A subscription in the index of its owner: a client of a shard, or a session of the keeper. */
export class Subscription<Owner> {
  readonly owner: Owner
  /** The filter as it was subscribed, `$share/…` included. */
  readonly name: string
  /** Place in its bag of the index; kept by `FilterIndex`. */
  slot = 0
  identifier: number
  #options: number

  constructor(owner: Owner, name: string, options: SubscriptionOptions) {
    this.owner = owner
    this.name = name
    this.identifier = options.identifier
    this.#options = pack(options)
  }

  get qos(): QoS {
    return toQos(this.#options & QOS_MASK)
  }

  get noLocal(): boolean {
    return (this.#options & NO_LOCAL) !== 0
  }

  get retainAsPublished(): boolean {
    return (this.#options & RETAIN_AS_PUBLISHED) !== 0
  }

  /** A repeated SUBSCRIBE replaces the options and keeps the place. @MQTT-5.0:3.8.4-3 */
  replace(options: SubscriptionOptions): void {
    this.identifier = options.identifier
    this.#options = pack(options)
  }
}

function pack(options: SubscriptionOptions): number {
  return (
    options.qos |
    (options.noLocal ? NO_LOCAL : 0) |
    (options.retainAsPublished ? RETAIN_AS_PUBLISHED : 0)
  )
}

function toQos(value: number): QoS {
  return value === 2 ? 2 : value === 1 ? 1 : 0
}
