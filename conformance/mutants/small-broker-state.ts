/**
 * What all connections of the small broker share: its sessions, its retained messages, and the ways of a
 * message into the sessions. All of it is in memory; what is due is found by `sweep`, so nothing here
 * waits.
 */
import { nowMs } from '../client/clock.ts'
import { propertyNumber } from '../client/property-value.ts'
import type { QoS } from '../wire/packet.ts'
import type { Faults } from './faults.ts'
import { isExpired, messageOf } from './small-broker-message.ts'
import type { Delivery, Message } from './small-broker-message.ts'
import { Session } from './small-broker-session.ts'
import type { Subscribed } from './small-broker-session.ts'
import type { Limits } from './small-broker-limits.ts'
import { matches, matchesLevels } from './small-broker-topics.ts'

const FOR_EVER_SECONDS = 0xffff_ffff

interface Member {
  readonly session: Session
  readonly subscribed: Subscribed
}

export class BrokerState {
  readonly faults: Faults
  readonly limits: Limits
  readonly sessions = new Map<string, Session>()
  readonly #retained = new Map<string, Message>()
  readonly #turns = new Map<string, number>()

  constructor(faults: Faults, limits: Limits) {
    this.faults = faults
    this.limits = limits
  }

  /** A new one replaces what the client had. */
  newSession(clientId: string): Session {
    const session = new Session(clientId, this.faults)
    this.sessions.set(clientId, session)
    return session
  }

  /** The connection of the session has ended; the will is published or waits. @MQTT-5.0:3.1.2-8 */
  leave(session: Session): void {
    session.pause()
    const { expirySeconds, will } = session
    if (expirySeconds < FOR_EVER_SECONDS) session.endsAtMs = nowMs() + expirySeconds * 1000
    if (this.faults.has('sessions never end')) session.endsAtMs = Number.POSITIVE_INFINITY
    const delay = will && propertyNumber(will.properties, 'Will Delay Interval')
    const delaySeconds = this.faults.has('ignores Will Delay Interval') ? 0 : (delay ?? 0)
    session.willDueMs = nowMs() + Math.min(delaySeconds, expirySeconds) * 1000
    this.#settle(session, nowMs())
  }

  /** Takes it away with everything that waits in it. @MQTT-5.0:4.1.0-2 */
  endSession(session: Session): void {
    if (this.sessions.get(session.clientId) === session) this.sessions.delete(session.clientId)
    this.#publishWill(session)
    this.#handOver(session)
  }

  /** Does what has become due. */
  sweep(): void {
    for (const session of this.sessions.values())
      if (!session.isOnline) this.#settle(session, nowMs())
  }

  /** Whether anybody has subscribed to it. */
  publish(message: Message): boolean {
    if (message.retain) this.#retain(message)
    else if (this.faults.has('retains every message')) this.#retain(message)
    const direct = [...this.sessions.values()].map((session) => this.#route(message, session))
    const shared = [...this.#shares(message)].map(([filter, members]) =>
      this.#routeShared(message, filter, members),
    )
    return [...direct, ...shared].includes(true)
  }

  /** @MQTT-5.0:3.3.1-9 */
  deliverRetained(session: Session, subscribed: Subscribed): void {
    const isKept = this.faults.has('retained messages do not expire')
    for (const retained of this.#retained.values()) {
      if (!this.#matches(subscribed, retained.topic)) continue
      const message = isKept ? { ...retained, expiresAtMs: Number.POSITIVE_INFINITY } : retained
      if (isExpired(message)) continue
      const retain = !this.faults.has('retained messages come without RETAIN')
      session.deliver({ ...this.#deliveryOf(message, [subscribed]), retain })
    }
  }

  /** @MQTT-5.0:3.3.1-5 @MQTT-5.0:3.3.1-6 @MQTT-5.0:3.3.1-7 */
  #retain(message: Message): void {
    const { topic, payload } = message
    if (this.faults.has('keeps the first retained message') && this.#retained.has(topic)) return
    if (payload.length > 0 || this.faults.has('retains empty messages')) {
      this.#retained.set(topic, message)
    } else if (!this.faults.has('never clears retained messages')) {
      this.#retained.delete(topic)
    }
  }

  /** One copy, however many subscriptions match. @MQTT-5.0:3.3.4-2 @MQTT-5.0:3.8.3-3 */
  #route(message: Message, session: Session): boolean {
    const matching = [...session.subscriptions.values()].filter(
      (subscribed) =>
        subscribed.filter.share === undefined &&
        this.#matches(subscribed, message.topic) &&
        !this.#isOwn(message, session, subscribed),
    )
    if (matching.length > 0) session.deliver(this.#deliveryOf(message, matching))
    return matching.length > 0
  }

  #isOwn({ publisher }: Message, { clientId }: Session, { subscription }: Subscribed): boolean {
    return subscription.noLocal && publisher === clientId && !this.faults.has('ignores No Local')
  }

  #shares({ topic }: Message): ReadonlyMap<string, readonly Member[]> {
    const members = [...this.sessions.values()].flatMap((session) =>
      [...session.subscriptions.values()]
        .filter((subscribed) => subscribed.filter.share !== undefined)
        .filter((subscribed) => this.#matches(subscribed, topic))
        .map((subscribed): Member => ({ session, subscribed })),
    )
    return Map.groupBy(members, ({ subscribed }) => subscribed.subscription.filter)
  }

  /** To one member, one of those present if there are any. */
  #routeShared(message: Message, sharedBy: string, members: readonly Member[]): boolean {
    const present = members.filter(({ session }) => session.isOnline)
    const candidates = present.length > 0 ? present : members
    const turn = (this.#turns.get(sharedBy) ?? 0) + 1
    this.#turns.set(sharedBy, turn)
    const one = candidates[turn % candidates.length]
    const chosen = this.faults.has('shared messages go to all members') ? members : [one]
    for (const member of chosen) {
      const { session, subscribed } = member ?? {}
      if (subscribed) session?.deliver({ ...this.#deliveryOf(message, [subscribed]), sharedBy })
    }
    return true
  }

  #deliveryOf(message: Message, matching: readonly Subscribed[]): Delivery {
    const granted = matching.map(({ subscription }) => subscription.qos)
    const keepsRetain =
      this.faults.has('passes RETAIN on') ||
      matching.some(({ subscription }) => subscription.retainAsPublished)
    const ignored = this.faults.has('ignores Retain As Published')
    const identifiers = matching.flatMap(({ identifier }) => identifier ?? [])
    return {
      message,
      qos: this.#deliveryQoS(message.qos, granted),
      retain: message.retain && keepsRetain && !ignored,
      identifiers: this.faults.has('one subscription identifier at most')
        ? identifiers.slice(0, 1)
        : identifiers,
      sharedBy: undefined,
    }
  }

  /** @MQTT-5.0:3.8.4-8 */
  #deliveryQoS(published: QoS, granted: readonly QoS[]): QoS {
    if (this.faults.has('delivers at the granted QoS')) return higher(granted)
    if (this.faults.has('delivers at the published QoS')) return published
    const most = this.faults.has('lowest QoS of overlapping filters')
      ? lower(granted)
      : higher(granted)
    return lower([published, most])
  }

  #matches({ filter }: Subscribed, topic: string): boolean {
    const { pattern } = filter
    if (this.faults.has('wildcards match $ topics')) {
      return matchesLevels(pattern.split('/'), topic.split('/'))
    }
    if (this.faults.has('case does not matter')) {
      return matches(pattern.toLowerCase(), topic.toLowerCase())
    }
    if (this.faults.has('# spares the parent level') && pattern === `${topic}/#`) return false
    if (this.faults.has('+ does not match an empty level')) {
      const levels = topic.split('/')
      if (pattern.split('/').some((level, at) => level === '+' && levels[at] === '')) return false
    }
    if (this.faults.has('+ matches the rest')) return matches(pattern.replace(/\+$/, '#'), topic)
    return matches(pattern, topic)
  }

  #settle(session: Session, timeMs: number): void {
    if (session.willDueMs <= timeMs) this.#publishWill(session)
    if (session.endsAtMs <= timeMs) this.endSession(session)
  }

  /** At most once. @MQTT-5.0:3.1.2-10 */
  #publishWill(session: Session): void {
    const { will, clientId } = session
    if (!this.faults.has('publishes a will again and again')) session.will = undefined
    session.willDueMs = Number.POSITIVE_INFINITY
    if (will === undefined || this.faults.has('publishes no will')) return
    const message = messageOf(will, clientId)
    this.publish({
      ...message,
      retain: message.retain && !this.faults.has('wills lose their retain flag'),
      qos: this.faults.has('wills are sent with QoS 0') ? 0 : message.qos,
    })
  }

  /**
   * A QoS 1 message of a share goes to another member when its member's session has ended; one of QoS 2
   * does not. @MQTT-5.0:4.8.2-5
   */
  #handOver(session: Session): void {
    const toOthers = this.faults.has('QoS 2 goes to another member') ? 2 : 1
    session.subscriptions.clear()
    for (const { message, sharedBy, qos } of session.undelivered) {
      if (sharedBy === undefined || qos > toOthers) continue
      const members = this.#shares(message).get(sharedBy)
      if (members !== undefined) this.#routeShared(message, sharedBy, members)
    }
  }
}

function lower(levels: readonly QoS[]): QoS {
  return levels.reduce((least, qos) => (qos < least ? qos : least), 2)
}

function higher(levels: readonly QoS[]): QoS {
  return levels.reduce((most, qos) => (qos > most ? qos : most), 0)
}
