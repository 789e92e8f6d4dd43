/** SUBSCRIBE and UNSUBSCRIBE at the small broker. */
import { propertyNumber } from '../client/property-value.ts'
import type { QoS, Subscribe, Subscription, Unsubscribe } from '../wire/packet.ts'
import type { Connection } from './small-broker-connection.ts'
import type { Session, Subscribed } from './small-broker-session.ts'
import { parseFilter } from './small-broker-topics.ts'
import type { Filter } from './small-broker-topics.ts'
import { REASON } from './small-broker-reasons.ts'

interface Granted {
  readonly code: number
  /** Undefined when nothing was subscribed to. */
  readonly made: Subscribed | undefined
  readonly isNew: boolean
}

/** @MQTT-5.0:3.8.4-1 @MQTT-5.0:3.8.4-5 @MQTT-5.0:3.8.4-6 */
export function acceptSubscribe(connection: Connection, session: Session, packet: Subscribe): void {
  const { faults } = connection.broker
  const identifier = propertyNumber(packet.properties, 'Subscription Identifier')
  const error = errorOf(connection, packet, identifier)
  if (error !== undefined) return connection.fail(error)
  const granted = packet.subscriptions.map((subscription) =>
    grant(connection, session, subscription, identifier),
  )
  const codes = granted.map(({ code }) => code)
  const reasonCodes = faults.has('answers filters in reverse') ? codes.toReversed() : codes
  connection.send({ type: 'SUBACK', packetId: packet.packetId, properties: [], reasonCodes })
  for (const one of granted) sendRetained(connection, session, one)
}

/** @MQTT-5.0:3.10.4-1 @MQTT-5.0:3.10.4-4 @MQTT-5.0:3.10.4-5 */
export function acceptUnsubscribe(
  connection: Connection,
  session: Session,
  { filters, packetId }: Unsubscribe,
): void {
  const { faults } = connection.broker
  const codes = filters.map((filter, index) => {
    if (index > 0 && faults.has('takes only the first filter away')) return 0
    return remove(connection, session, filter) ? 0 : REASON.noSubscription
  })
  const known = codes.includes(0) || !faults.has('answers UNSUBSCRIBE only when it matters')
  if (faults.has('UNSUBSCRIBE drops what is in flight')) session.forgetInFlight()
  const ordered = faults.has('answers filters in reverse') ? codes.toReversed() : codes
  const reasonCodes = connection.version === '5.0' ? ordered : []
  if (known) connection.send({ type: 'UNSUBACK', packetId, properties: [], reasonCodes })
}

function remove({ broker }: Connection, { subscriptions }: Session, filter: string): boolean {
  if (broker.faults.has('takes subscriptions away by their beginning')) {
    for (const other of subscriptions.keys()) {
      if (other.startsWith(filter.replace(/\/?#$/, ''))) subscriptions.delete(other)
    }
    return true
  }
  if (broker.faults.has('keeps what was unsubscribed')) return subscriptions.has(filter)
  return subscriptions.delete(filter)
}

/** Of the packet as a whole. @MQTT-5.0:3.8.3-4 @MQTT-5.0:X-28 @MQTT-5.0:X-29 @MQTT-5.0:X-30 */
function errorOf(
  { broker, version }: Connection,
  { subscriptions }: Subscribe,
  identifier: number | undefined,
): number | undefined {
  const { faults, limits } = broker
  const parsed = subscriptions.map(({ filter }) => parseFilter(filter, version))
  const isShared = parsed.some((filter) => filter?.share !== undefined)
  const isOwn = subscriptions.some(
    ({ noLocal }, index) => noLocal && parsed[index]?.share !== undefined,
  )
  if (isOwn) return REASON.protocolError
  if (version !== '5.0') {
    const isInvalid = parsed.includes(undefined) && !faults.has('takes every filter')
    return isInvalid ? REASON.malformed : undefined
  }
  const without = limits.without ?? []
  if (identifier !== undefined && without.includes('subscription identifiers')) {
    return REASON.identifiersUnsupported
  }
  if (isShared && without.includes('shared subscriptions')) return REASON.sharedUnsupported
  return undefined
}

/** @MQTT-5.0:3.8.4-3 @MQTT-5.0:3.8.4-7 */
function grant(
  connection: Connection,
  session: Session,
  subscription: Subscription,
  identifier: number | undefined,
): Granted {
  const { faults, limits } = connection.broker
  const { filter: text } = subscription
  const filter =
    parseFilter(text, connection.version) ??
    (faults.has('takes every filter') ? loose(text) : undefined)
  const refusal = filter && refusalOf(connection, filter, subscription)
  const none = { made: undefined, isNew: false }
  if (filter === undefined || refusal !== undefined) {
    return { code: refusalCode(connection, subscription, refusal ?? REASON.filterInvalid), ...none }
  }
  const isNew = !session.subscriptions.has(text)
  const qos = granted(subscription.qos, limits['maximum QoS'])
  const made = { filter, subscription: { ...subscription, qos }, identifier }
  const isKept = !isNew && faults.has('subscribing again changes nothing')
  if (!isKept && !faults.has('subscribes to nothing')) session.subscriptions.set(text, made)
  return { code: faults.has('grants more than it was asked for') ? 2 : qos, made, isNew }
}

function refusalOf(
  { broker }: Connection,
  { pattern }: Filter,
  { filter, qos }: Subscription,
): number | undefined {
  const { faults, limits } = broker
  const { without = [] } = limits
  if (qos > (limits['maximum QoS'] ?? 2) && faults.has('refuses subscriptions above its QoS')) {
    return REASON.unspecified
  }
  if (without.includes('wildcards') && /[+#]/.test(pattern)) return REASON.wildcardsUnsupported
  return limits['denied topics']?.includes(filter) ? REASON.notAuthorized : undefined
}

/** 3.1 has no code for it. @MQTT-3.1:SUBSCRIBE-04 */
function refusalCode({ version }: Connection, { qos }: Subscription, reasonCode: number): number {
  if (version === '5.0') return reasonCode
  return version === '3.1' ? qos : REASON.unspecified
}

/** @MQTT-5.0:3.3.1-9 @MQTT-5.0:3.3.1-10 @MQTT-5.0:3.3.1-11 @MQTT-5.0:X-63 */
function sendRetained({ broker }: Connection, session: Session, { made, isNew }: Granted): void {
  if (made === undefined || broker.faults.has('sends no retained messages')) return
  if (made.filter.share !== undefined && !broker.faults.has('shares get retained messages')) return
  const { retainHandling } = made.subscription
  const always = retainHandling === 0 || broker.faults.has('ignores Retain Handling')
  const isDue = always || (retainHandling === 1 && isNew)
  const isMissed = !isNew && broker.faults.has('sends retained messages once')
  if (isDue && !isMissed) broker.deliverRetained(session, made)
}

function granted(requested: QoS, most: QoS | undefined): QoS {
  return most !== undefined && requested > most ? most : requested
}

function loose(pattern: string): Filter {
  return { share: undefined, pattern }
}
