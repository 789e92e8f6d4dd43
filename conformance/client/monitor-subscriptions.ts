/**
 * Watches that what the broker delivers was subscribed to: topic, QoS and subscription identifier. Since
 * messages may be under way when a subscription ends, one that ever was is good enough.
 */
import type { Packet, Publish, Subscribe, SubscriptionAnswer } from '../wire/packet.ts'
import type { SessionRecord } from './monitor-ledger.ts'
import type { Report } from './monitor-rules.ts'
import { propertyNumber } from './property-value.ts'

const HIGHEST_QOS = 2

interface Request {
  readonly filter: string
  /** What the filter gave before; undefined when it is new. */
  readonly before: number | undefined
}

export class SubscriptionsMonitor {
  readonly #report: Report
  readonly #session: SessionRecord
  readonly #requests = new Map<number, readonly Request[]>()

  constructor(report: Report, session: SessionRecord) {
    this.#report = report
    this.#session = session
  }

  sent(packet: Packet): void {
    if (packet.type === 'SUBSCRIBE') this.#request(packet)
  }

  /** A PUBLISH has its topic in full. */
  received(packet: Packet): void {
    if (packet.type === 'SUBACK') this.#grant(packet)
    if (packet.type === 'PUBLISH') this.#check(packet)
  }

  /** Messages may come before SUBACK, so what is asked counts until then. @MQTT-5.0:X-48 */
  #request({ packetId, properties, subscriptions }: Subscribe): void {
    const { filters, subscriptionIdentifiers } = this.#session
    const identifier = propertyNumber(properties, 'Subscription Identifier')
    if (identifier !== undefined) subscriptionIdentifiers.add(identifier)
    const requests = subscriptions.map(({ filter }) => ({ filter, before: filters.get(filter) }))
    for (const { filter, qos } of subscriptions) {
      filters.set(filter, Math.max(filters.get(filter) ?? 0, qos))
    }
    this.#requests.set(packetId, requests)
  }

  #grant({ packetId, reasonCodes }: SubscriptionAnswer): void {
    const { filters } = this.#session
    for (const [at, { filter, before }] of (this.#requests.get(packetId) ?? []).entries()) {
      const code = reasonCodes[at]
      const granted = code !== undefined && code <= HIGHEST_QOS ? code : undefined
      if (granted === undefined && before === undefined) filters.delete(filter)
      else filters.set(filter, Math.max(before ?? 0, granted ?? 0))
    }
    this.#requests.delete(packetId)
  }

  #check({ topic, qos, properties }: Publish): void {
    const matching = matchingFilters(this.#session, topic)
    if (matching.length === 0) this.#report('matchingTopic')
    else if (matching.every(([, granted]) => qos > granted)) this.#report('grantedQos')
    const { subscriptionIdentifiers } = this.#session
    const isForeign = properties.some(
      ({ name, value }) =>
        name === 'Subscription Identifier' &&
        typeof value === 'number' &&
        !subscriptionIdentifiers.has(value),
    )
    if (isForeign) this.#report('ownSubscriptionIdentifiers')
  }
}

/** With the QoS of each. */
export function matchingFilters(
  { filters }: SessionRecord,
  topic: string,
): readonly (readonly [filter: string, qos: number])[] {
  return [...filters].filter(([filter]) => matches(filter.replace(/^\$share\/[^/]*\//, ''), topic))
}

function matches(filter: string, topic: string): boolean {
  const levels = topic.split('/')
  const wanted = filter.split('/')
  const hash = wanted.indexOf('#')
  // The parent level is matched too. @MQTT-5.0:X-59
  if (hash < 0 ? wanted.length !== levels.length : hash > levels.length) return false
  return (hash < 0 ? wanted : wanted.slice(0, hash)).every(
    (level, at) => level === '+' || level === levels[at],
  )
}
