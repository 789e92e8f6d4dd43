/**
 * The reference machine: what MQTT says about sessions, subscriptions, retained messages, wills and
 * shared groups, in arrays and loops, for one packet after the other. It is told what clients send and
 * when time passes; what they get is judged in reference-session.ts and reference-peer.ts. It shares
 * no code with the broker but the codec.
 */
import assert from 'node:assert/strict'
import { ReasonCode } from '../../codec/index.ts'
import type { Connect, Disconnect, Packet, Publish, Subscribe } from '../../codec/index.ts'
import type { Peer } from './reference-peer.ts'
import { asSaidIn, isShared, isValid } from './reference-filters.ts'
import type { Subscription } from './reference-filters.ts'
import { messageOf, NEVER } from './reference-message.ts'
import type { Message } from './reference-message.ts'
import { Retained } from './reference-retained.ts'
import { Session } from './reference-session.ts'
import { Shares } from './reference-shares.ts'

/** What the standard leaves to the broker. */
export interface Terms {
  readonly receiveMaximum: number
  /** Session Expiry Interval of clients that cannot say one. */
  readonly expiryMaxSeconds: number
  /** QoS 0 waits for clients that are away. */
  readonly keepsQos0: boolean
  /** How often the broker looks at the time. */
  readonly tickMs: number
}

export class Reference {
  /** By client id. */
  readonly #sessions = new Map<string, Session>()
  readonly #sessionByPeer = new Map<Peer, Session>()
  readonly #terms: Terms
  readonly #retained = new Retained()
  readonly #shares = new Shares()
  #isRace = false
  /** Sessions that have ended in a race, which the broker may not know yet. */
  #leaving: Session[] = []
  #nowMs = 0

  constructor(terms: Terms) {
    this.#terms = terms
  }

  /** The session that a connection was given; it may have another connection by now. */
  sessionOf(peer: Peer): Session {
    const session = this.#sessionByPeer.get(peer)
    assert.ok(session !== undefined, 'who says something has connected')
    return session
  }

  /** The commands up to the next rest of the broker come from several clients at once. */
  beginRace(): void {
    this.#isRace = true
  }

  connect(peer: Peer, packet: Connect): void {
    const { clientId, cleanStart, will, version, properties } = packet
    const old = this.#sessions.get(clientId)
    if (old?.peer !== undefined) this.fault(old.peer, ReasonCode.sessionTakenOver)
    if (cleanStart) this.#endSession(clientId)
    const known = this.#sessions.get(clientId)
    const session = known ?? new Session(clientId, this.#terms.keepsQos0)
    session.isMoving = this.#isRace
    this.#sessions.set(clientId, session)
    session.will = will
    session.willAtMs = NEVER
    session.expiresAtMs = NEVER
    const unsaid = version === 5 || cleanStart ? 0 : this.#terms.expiryMaxSeconds
    session.expirySeconds = properties.sessionExpiryInterval ?? unsaid
    peer.lastSeenMs = this.#nowMs
    // 3.1 has no Session Present. @MQTT-3.1.1:3.2.2-2
    peer.owe(`connack ${known !== undefined && version !== 3} 0`)
    this.#sessionByPeer.set(peer, session)
    session.onConnected(peer)
  }

  /** A packet that obeys the standard on its own; what it does in this place is judged here. */
  receive(peer: Peer, packet: Packet): void {
    const session = this.sessionOf(peer)
    if (!peer.isOpen) return
    peer.lastSeenMs = this.#nowMs
    switch (packet.type) {
      case 'publish':
        this.#onPublish(peer, session, packet)
        return
      case 'puback':
      case 'pubrec':
      case 'pubcomp':
        if (!session.onAck(peer, packet)) this.fault(peer, ReasonCode.protocolError)
        return
      case 'pubrel':
        this.#onRelease(peer, session, packet.packetId)
        return
      case 'subscribe':
        this.#onSubscribe(peer, session, packet)
        return
      case 'unsubscribe':
        return this.#onUnsubscribe(peer, session, packet)
      case 'pingreq':
        peer.owe('pingresp ')
        return
      case 'disconnect':
        this.#onDisconnect(peer, packet)
        return
      default:
        throw new Error(`clients do not send ${packet.type}`)
    }
  }

  /** The client has broken the standard, or has to go for another reason. @MQTT-5.0:4.13.1-1 */
  fault(peer: Peer, reasonCode: number): void {
    if (!peer.isOpen) return
    peer.end(reasonCode)
    this.#leave(peer, true)
  }

  /** The socket is gone. */
  drop(peer: Peer): void {
    if (!peer.isOpen) return
    peer.end(undefined)
    this.#leave(peer, true)
  }

  #onDisconnect(peer: Peer, { reasonCode, properties }: Disconnect): void {
    peer.end(undefined)
    const session = this.sessionOf(peer)
    session.expirySeconds = properties.sessionExpiryInterval ?? session.expirySeconds
    this.#leave(peer, reasonCode !== 0)
  }

  #leave(peer: Peer, publishWill: boolean): void {
    const session = this.sessionOf(peer)
    if (session.peer !== peer) return
    session.isMoving = this.#isRace
    session.onGone(peer)
    this.#shares.onGone(session)
    if (!publishWill) session.will = undefined
    const delaySeconds = session.will?.properties.willDelayInterval ?? 0
    session.willAtMs = this.#nowMs + delaySeconds * 1000
    if (delaySeconds === 0) this.#publishWill(session)
    session.expiresAtMs = this.#nowMs + session.expirySeconds * 1000
    if (session.expirySeconds === 0) this.#endSession(session.clientId)
  }

  /** @MQTT-5.0:3.1.2-8 */
  #publishWill(session: Session): void {
    const { will } = session
    session.will = undefined
    session.willAtMs = NEVER
    if (will !== undefined) this.#publish(messageOf(will, session.clientId, this.#nowMs), session)
  }

  /** A will does not wait longer than its session. @MQTT-5.0:3.1.3-9 */
  #endSession(clientId: string): void {
    const session = this.#sessions.get(clientId)
    if (session === undefined) return
    this.#publishWill(session)
    this.#sessions.delete(clientId)
    this.#shares.onEnded(session)
    if (session.isMoving) this.#leaving.push(session)
  }

  #onPublish(peer: Peer, session: Session, packet: Publish): void {
    const { packetId, qos, properties } = packet
    const alias = properties.topicAlias ?? 0
    const topic = packet.topic === '' ? peer.aliases.get(alias) : packet.topic
    if (topic === undefined) throw new Error('clients send no alias that they have not set')
    if (alias > 0) peer.aliases.set(alias, topic)
    // A repeat is acknowledged and goes nowhere. @MQTT-5.0:4.3.3-10
    if (qos === 2 && session.incoming.has(packetId)) {
      peer.oweAck('pubrec', packetId, 0, ReasonCode.noMatchingSubscribers)
      return
    }
    if (qos > 0 && !this.#countPublish(peer)) return
    const isWanted = this.#publish(
      messageOf({ ...packet, topic }, session.clientId, this.#nowMs),
      session,
    )
    // That nobody wants it may be said, and only then. @MQTT-5.0:3.4.2-1
    const isSure = isWanted && !this.#isRace
    const codes = isSure ? [0] : [0, ReasonCode.noMatchingSubscribers]
    if (qos === 1) {
      peer.oweAck('puback', packetId, ...codes)
      peer.answeredPublishes += 1
    }
    if (qos === 2) {
      peer.oweAck('pubrec', packetId, ...codes)
      session.incoming.add(packetId)
    }
  }

  /** False when that was one more than the broker takes at a time. @MQTT-5.0:3.3.4-7 */
  #countPublish(peer: Peer): boolean {
    peer.openPublishes += 1
    if (peer.version !== 5 || peer.openPublishes <= this.#terms.receiveMaximum) return true
    this.fault(peer, ReasonCode.receiveMaximumExceeded)
    return false
  }

  /** Gives a message to everybody who wants it; false when nobody is sure to get it. */
  #publish(message: Message, publisher: Session): boolean {
    if (message.retain) this.#retained.keep(message)
    const sessions = [...this.#sessions.values(), ...this.#leaving]
    const offers = sessions.map((session) => session.offer(message, session === publisher))
    return this.#shares.deal(message, sessions) || offers.includes(true)
  }

  #onSubscribe(peer: Peer, session: Session, { packetId, properties, ...packet }: Subscribe): void {
    const isFilter = packet.subscriptions.map(({ filter }) => isValid(filter))
    if (peer.version !== 5 && isFilter.includes(false)) {
      this.fault(peer, ReasonCode.topicFilterInvalid)
      return
    }
    const [identifier = 0] = properties.subscriptionIdentifiers ?? []
    const codes = packet.subscriptions.map((wanted, place) => {
      if (isFilter[place] === false) return ReasonCode.topicFilterInvalid
      this.#subscribe(session, asSaidIn(peer.version, { ...wanted, identifier }))
      return wanted.qos
    })
    peer.owe(`suback ${packetId} ${codes.join()}`)
  }

  #onUnsubscribe(peer: Peer, session: Session, packet: Extract<Packet, { type: 'unsubscribe' }>) {
    const isFilter = packet.filters.map(isValid)
    if (peer.version !== 5 && isFilter.includes(false)) {
      return this.fault(peer, ReasonCode.topicFilterInvalid)
    }
    const codes = packet.filters.map((name, place) => {
      if (isFilter[place] === false) return ReasonCode.topicFilterInvalid
      return session.subscriptions.delete(name) ? 0 : 0x11
    })
    return peer.owe(`unsuback ${packet.packetId} ${peer.version === 5 ? codes.join() : ''}`)
  }

  #subscribe(session: Session, subscription: Subscription): void {
    const { filter, retainHandling } = subscription
    const isNew = !session.subscriptions.has(filter)
    session.subscriptions.set(filter, subscription)
    if (isNew) session.fresh.add(filter)
    if (isShared(filter)) this.#shares.onSubscribed(session, subscription)
    else if (retainHandling === 0 || (retainHandling === 1 && isNew)) {
      const replays = this.#retained.deliveries(subscription, this.#nowMs)
      session.replays.push(...replays)
      session.queue.push(...replays)
    }
  }

  #onRelease(peer: Peer, session: Session, packetId: number): void {
    const isKnown = session.incoming.delete(packetId)
    peer.oweAck('pubcomp', packetId, isKnown ? 0 : ReasonCode.packetIdentifierNotFound)
    // An id of an earlier connection was not counted on this one.
    if (isKnown && peer.openPublishes > peer.answeredPublishes) peer.answeredPublishes += 1
  }

  /** The broker has looked at the time. */
  tick(nowMs: number): void {
    this.#nowMs = nowMs
    for (const session of this.#sessions.values()) {
      const { peer } = session
      if (peer !== undefined) this.#checkKeepAlive(peer)
      else if (session.expiresAtMs <= nowMs) this.#endSession(session.clientId)
      else if (session.willAtMs <= nowMs) this.#publishWill(session)
    }
  }

  /** @MQTT-5.0:3.1.2-22 */
  #checkKeepAlive(peer: Peer): void {
    const { keepAliveMs } = peer.terms
    const latestMs = peer.lastSeenMs + keepAliveMs * 1.5 + this.#terms.tickMs
    if (keepAliveMs === 0 || this.#nowMs < latestMs) return
    // Others may end in the same tick, and wills may be due.
    this.beginRace()
    this.fault(peer, ReasonCode.keepAliveTimeout)
  }

  /** The client got a packet. */
  observe(peer: Peer, packet: Packet): void {
    assert.ok(!peer.hasFarewell, 'nothing comes after DISCONNECT')
    if (packet.type === 'publish') {
      this.sessionOf(peer).onPublish(peer, packet, this.#shares.all, this.#nowMs)
    } else peer.onAnswer(packet)
  }

  /** All clients are connected and have acknowledged what they got. */
  onDrained(): void {
    this.#shares.onDrained()
  }

  /** The broker has come to rest. @throws AssertionError when something is missing */
  onSettled(): void {
    this.#shares.onSettled(this.#nowMs)
    for (const session of this.#sessions.values()) session.onSettled(this.#nowMs)
    this.#isRace = false
    this.#leaving = []
  }
}
