/**
 * One session of the reference machine: what it has subscribed to, what waits for its client and what
 * is on its way. It does not foretell what comes next but judges what came: a PUBLISH has to be one
 * that may come now, and once the broker rests nothing may be missing.
 */
import assert from 'node:assert/strict'
import type { Publish, QoS, Will } from '../../codec/index.ts'
import type { Subscription } from './reference-filters.ts'
import { NEVER } from './reference-message.ts'
import type { Message } from './reference-message.ts'
import { SMALL_PACKET_BYTES } from './reference-peer.ts'
import type { Peer } from './reference-peer.ts'

/** A message that one member of a shared group gets. */
export interface Share {
  readonly message: Message
  readonly name: string
  /** What each session would get that is or was a member since. */
  readonly forms: Map<Session, Delivery[]>
  /** Who has got it and may still have to acknowledge it. */
  holder: Session | undefined
  isOver: boolean
}

/** A message on its way to one session. */
export class Delivery {
  readonly message: Message
  readonly qos: QoS
  readonly retain: boolean
  readonly identifiers: readonly number[]
  readonly share: Share | undefined
  packetId = 0
  /** QoS 2: the client has it, PUBCOMP is to come. */
  isReleased = false
  /** It may have been sent on a connection that ended before anybody looked. */
  mayBeRepeat = false
  /** A retained message that live ones may overtake, published before its SUBACK. */
  mayBeOvertaken = false
  /** The broker may have given it up: it did not fit, expired, or went to another member. */
  mayBeGone = false

  constructor(message: Message, form: Pick<Delivery, 'qos' | 'retain' | 'identifiers' | 'share'>) {
    this.message = message
    this.qos = form.qos
    this.retain = form.retain
    this.identifiers = form.identifiers
    this.share = form.share
  }

  /** Too large for the client, or too late. @MQTT-5.0:3.1.2-24 @MQTT-5.0:3.3.2-5 */
  isUnsendable(peer: Peer, nowMs: number): boolean {
    const isTooLarge = peer.terms.isSmall && this.message.payload.length > SMALL_PACKET_BYTES
    return isTooLarge || this.message.expiresAtMs <= nowMs
  }
}

export class Session {
  readonly clientId: string
  readonly subscriptions = new Map<string, Subscription>()
  /** Those whose SUBACK is not out: nothing is promised for them yet. */
  readonly fresh = new Set<string>()
  /** Retained messages for SUBSCRIBEs whose SUBACK is not out. */
  replays: Delivery[] = []
  /** Ids of QoS 2 publishes that the client has not released. */
  readonly incoming = new Set<number>()
  /** Not sent yet, oldest first. */
  queue: Delivery[] = []
  /** Sent and not acknowledged, in the order in which they were sent first. */
  inflight: Delivery[] = []
  /** Those in flight that this connection has not seen yet. */
  repeats: Delivery[] = []
  peer: Peer | undefined
  will: Will | undefined
  willAtMs = NEVER
  expirySeconds = 0
  expiresAtMs = NEVER
  /** Its connection changes while others publish. */
  isMoving = false

  constructor(clientId: string) {
    this.clientId = clientId
  }

  hasRoom(peer: Peer): boolean {
    return this.inflight.length - this.repeats.length < peer.terms.window
  }

  /** What was on its way before is repeated: PUBREL at once, PUBLISH as far as the window goes. */
  onConnected(peer: Peer): void {
    this.peer = peer
    peer.session = this
    for (const delivery of this.inflight) {
      if (delivery.isReleased) peer.oweAck('pubrel', delivery.packetId, 0)
      else this.#repeat(delivery, peer)
    }
  }

  /** The client has left this connection. */
  onGone(peer: Peer): void {
    this.peer = undefined
    this.repeats = []
    for (const delivery of this.queue) {
      delivery.mayBeRepeat = true
      delivery.mayBeGone ||= delivery.qos === 0 || isTooLarge(delivery, peer)
    }
    for (const replay of this.replays) replay.mayBeGone = true
    for (const delivery of this.inflight) leaveOpen(delivery)
  }

  /** The client got a PUBLISH. */
  onPublish(peer: Peer, seen: Publish, shares: readonly Share[], nowMs: number): void {
    const isLate = peer !== this.peer
    if (seen.qos > 0 && !isLate)
      assert.ok(this.hasRoom(peer), 'the window has room @MQTT-5.0:3.3.4-9')
    if (seen.qos > 0 && !isLate && this.#takeRepeat(peer, seen, nowMs)) return
    if (isLate && this.#isOnItsWay(peer, seen, nowMs)) return
    const delivery =
      this.#takeQueued(peer, seen, nowMs) ?? this.#takeShare(peer, seen, shares, nowMs)
    assert.ok(delivery !== undefined, 'nothing of the kind is due to this client now')
    assert.ok(!seen.dup || delivery.mayBeRepeat, 'DUP is for repeats')
    if (seen.qos === 0) return
    const isTaken = this.inflight.some(({ packetId }) => packetId === seen.packetId)
    assert.ok(!isTaken, 'the packet id is free')
    delivery.packetId = seen.packetId
    this.inflight.push(delivery)
    // Another connection has taken over since: what this one got is repeated there.
    if (!isLate) return
    leaveOpen(delivery)
    if (this.peer !== undefined) this.#repeat(delivery, this.peer)
  }

  /** What does not fit counts as acknowledged when its turn comes; what was sent once never expires. */
  #repeat(delivery: Delivery, peer: Peer): void {
    delivery.mayBeGone ||= isTooLarge(delivery, peer)
    this.repeats.push(delivery)
  }

  /** What is repeated comes first, in its old order, as it was. @MQTT-5.0:4.4.0-1 */
  #takeRepeat(peer: Peer, seen: Publish, nowMs: number): boolean {
    for (let head = this.repeats[0]; head !== undefined; head = this.repeats[0]) {
      this.repeats.shift()
      if (head.packetId === seen.packetId && isSame(head, seen, peer, nowMs)) {
        assert.ok(seen.dup, 'a repeat says DUP @MQTT-5.0:3.3.1-1')
        head.mayBeGone = false
        if (head.share !== undefined) hold(head.share, this)
        return true
      }
      assert.ok(head.mayBeGone, 'repeats come before anything new')
      this.#forget(head)
    }
    return false
  }

  /** A repeat that still went to the connection before. */
  #isOnItsWay(peer: Peer, seen: Publish, nowMs: number): boolean {
    return this.inflight.some(
      (delivery) => delivery.packetId === seen.packetId && isSame(delivery, seen, peer, nowMs),
    )
  }

  /** Messages of one publisher, topic and QoS stay in order. @MQTT-5.0:4.6.0-5 */
  #takeQueued(peer: Peer, seen: Publish, nowMs: number): Delivery | undefined {
    const alike = this.queue.filter((delivery) => isSame(delivery, seen, peer, nowMs))
    const delivery =
      alike.find((each) => !each.isUnsendable(peer, nowMs)) ??
      alike.find(({ mayBeRepeat }) => mayBeRepeat)
    if (delivery === undefined) return undefined
    const before = this.queue.slice(0, this.queue.indexOf(delivery))
    // The broker has looked at those on its way to this one.
    for (const other of before) other.mayBeGone ||= other.isUnsendable(peer, nowMs)
    const overtaken = before.filter((other) => !other.mayBeGone && !other.mayBeOvertaken)
    if (overtaken.some((other) => isOneStream(other, delivery))) return undefined
    this.queue = this.queue.filter((other) => other !== delivery)
    return delivery
  }

  #takeShare(
    peer: Peer,
    seen: Publish,
    shares: readonly Share[],
    nowMs: number,
  ): Delivery | undefined {
    // A client may publish the same again after a new session: then the newer one is meant.
    for (const share of shares.toReversed()) {
      if (share.holder !== undefined || share.isOver) continue
      const form = share.forms.get(this)?.find((each) => isSame(each, seen, peer, nowMs))
      if (form === undefined) continue
      assert.ok(form.mayBeRepeat || !form.isUnsendable(peer, nowMs), 'it fits and is not too late')
      hold(share, this)
      if (form.qos === 0) share.isOver = true
      const delivery = new Delivery(form.message, form)
      delivery.mayBeRepeat = form.mayBeRepeat
      return delivery
    }
    return undefined
  }

  /** The client is done with a delivery. */
  finish(delivery: Delivery): void {
    this.#forget(delivery)
    if (delivery.share !== undefined) delivery.share.isOver = true
  }

  #forget(delivery: Delivery): void {
    this.inflight = this.inflight.filter((other) => other !== delivery)
    this.repeats = this.repeats.filter((other) => other !== delivery)
  }

  /** Another member has got a message that this one may have waited for. */
  giveUp(share: Share): void {
    for (const delivery of this.inflight.filter((each) => each.share === share)) {
      if (delivery.mayBeGone) this.#forget(delivery)
    }
  }

  /** The broker rests: what there is room for has been sent, and QoS 0 does not wait. */
  onSettled(nowMs: number): void {
    const { peer } = this
    const hasRoom = peer !== undefined && this.hasRoom(peer)
    for (const repeat of hasRoom ? this.repeats : []) {
      assert.ok(repeat.mayBeGone, 'a repeat is missing')
      this.#forget(repeat)
    }
    const due = this.queue.filter(
      (delivery) =>
        peer !== undefined &&
        (hasRoom || delivery.qos === 0) &&
        !delivery.mayBeGone &&
        !delivery.isUnsendable(peer, nowMs),
    )
    assert.deepEqual(due, [], 'messages are missing')
    this.queue = hasRoom ? [] : this.queue.filter(({ qos }) => qos > 0)
    this.isMoving = false
    this.replays = []
    this.fresh.clear()
  }
}

/** What a member leaves behind unacknowledged may wait for it or go to another. */
function leaveOpen(delivery: Delivery): void {
  const { share, qos } = delivery
  // @MQTT-5.0:4.8.2-5
  if (share === undefined || qos === 2) return
  delivery.mayBeGone = true
  share.holder = undefined
}

function hold(share: Share, session: Session): void {
  share.holder = session
  for (const other of share.forms.keys()) if (other !== session) other.giveUp(share)
}

function isTooLarge({ message }: Delivery, { terms }: Peer): boolean {
  return terms.isSmall && message.payload.length > SMALL_PACKET_BYTES
}

function isOneStream(a: Delivery, b: Delivery): boolean {
  return (
    a.message.publisher === b.message.publisher &&
    a.message.topic === b.message.topic &&
    a.message.qos === b.message.qos &&
    a.qos === b.qos
  )
}

function isSame(delivery: Delivery, seen: Publish, { version }: Peer, nowMs: number): boolean {
  const { message, qos, retain, identifiers } = delivery
  const isSameMessage =
    message.topic === seen.topic &&
    Buffer.compare(message.payload, seen.payload) === 0 &&
    qos === seen.qos &&
    retain === seen.retain
  if (!isSameMessage || version !== 5) return isSameMessage
  const { subscriptionIdentifiers = [], messageExpiryInterval, ...properties } = seen.properties
  return (
    subscriptionIdentifiers.toSorted().join() === identifiers.toSorted().join() &&
    isLeft(message.expiresAtMs - nowMs, messageExpiryInterval) &&
    JSON.stringify(properties) === JSON.stringify(message.properties)
  )
}

/** Whether `seconds` is what is left of a lifetime; how to round is not said. @MQTT-5.0:3.3.2-6 */
function isLeft(leftMs: number, seconds: number | undefined): boolean {
  if (leftMs === NEVER || seconds === undefined) return leftMs === NEVER && seconds === undefined
  return Math.abs(seconds - Math.max(0, leftMs / 1000)) < 1
}
