/**
 * One session of the reference machine: what it has subscribed to, what waits for its client and what
 * is on its way. It does not foretell what comes next but judges what came: a PUBLISH has to be one
 * that may come now, and once the broker rests nothing may be missing.
 */
import assert from 'node:assert/strict'
import { ReasonCode } from '../../codec/index.ts'
import type { Ack, Publish, Will } from '../../codec/index.ts'
import { Delivery, hold } from './reference-delivery.ts'
import type { Member, Share } from './reference-delivery.ts'
import { isShared, matches } from './reference-filters.ts'
import type { Subscription } from './reference-filters.ts'
import { higher, lower, NEVER } from './reference-message.ts'
import type { Message } from './reference-message.ts'
import { SMALL_PACKET_BYTES } from './reference-peer.ts'
import type { Peer } from './reference-peer.ts'

export class Session implements Member {
  readonly clientId: string
  readonly #keepsQos0: boolean
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

  /** @param keepsQos0 whether QoS 0 waits for the client while it is away */
  constructor(clientId: string, keepsQos0: boolean) {
    this.clientId = clientId
    this.#keepsQos0 = keepsQos0
  }

  hasRoom(peer: Peer): boolean {
    return this.inflight.length - this.repeats.length < peer.terms.window
  }

  /** Takes a message if it is wanted; false when it is not, or when nobody promises that it comes. */
  offer(message: Message, isFromHere: boolean): boolean {
    const matching = [...this.subscriptions.values()].filter(
      ({ filter, noLocal }) =>
        !isShared(filter) && matches(filter, message.topic) && !(noLocal && isFromHere),
    )
    if (matching.length === 0) return false
    const delivery = new Delivery(message, {
      qos: lower(message.qos, matching.map(({ qos }) => qos).reduce(higher)),
      retain: message.retain && matching.some(({ retainAsPublished }) => retainAsPublished),
      identifiers: matching.map(({ identifier }) => identifier).filter((id) => id > 0),
      share: undefined,
    })
    const isQos0 = delivery.qos === 0
    const isAway = this.peer === undefined
    delivery.isKept = isQos0 && this.#keepsQos0 && (isAway || this.isMoving)
    // One that is just coming or going may get it or not.
    const isMissed = isQos0 && (this.isMoving || (isAway && !this.#keepsQos0))
    const isFresh = matching.every(({ filter }) => this.fresh.has(filter))
    // The connection that is going, or the one that is coming, may be too small for it.
    const mayNotFit = this.isMoving && message.payload.length > SMALL_PACKET_BYTES
    delivery.mayBeGone = isMissed || isFresh || mayNotFit
    delivery.mayBeRepeat = this.isMoving
    for (const replay of this.replays) replay.mayBeOvertaken = true
    this.queue.push(delivery)
    return !delivery.mayBeGone
  }

  /** What was on its way before is repeated: PUBREL at once, PUBLISH as far as the window goes. */
  onConnected(peer: Peer): void {
    this.peer = peer
    // What was published in the same race may have found it neither away nor here.
    for (const delivery of this.queue) delivery.mayBeGone ||= this.isMoving && delivery.qos === 0
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
      delivery.mayBeGone ||= delivery.qos === 0 || delivery.isTooLarge(peer)
      delivery.isKept ||= delivery.qos === 0 && this.#keepsQos0
    }
    for (const replay of this.replays) replay.mayBeGone = true
    for (const delivery of this.inflight) delivery.leaveOpen()
  }

  /** The client got a PUBLISH. */
  onPublish(peer: Peer, seen: Publish, shares: readonly Share[], nowMs: number): void {
    const isLate = peer !== this.peer
    if (isLate && this.#isOnItsWay(peer, seen, nowMs)) return
    if (!isLate && seen.qos > 0) {
      assert.ok(this.hasRoom(peer), 'the window has room @MQTT-5.0:3.3.4-9')
      if (this.#takeRepeat(peer, seen, nowMs)) return
    }
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
    delivery.leaveOpen()
    if (this.peer !== undefined) this.#repeat(delivery, this.peer)
  }

  /** What does not fit counts as acknowledged when its turn comes; what was sent once never expires. */
  #repeat(delivery: Delivery, peer: Peer): void {
    delivery.mayBeGone ||= delivery.isTooLarge(peer)
    this.repeats.push(delivery)
  }

  /** What is repeated comes first, in its old order, as it was. @MQTT-5.0:4.4.0-1 */
  #takeRepeat(peer: Peer, seen: Publish, nowMs: number): boolean {
    for (let head = this.repeats[0]; head !== undefined; head = this.repeats[0]) {
      this.repeats.shift()
      if (head.packetId === seen.packetId && head.looksLike(seen, peer, nowMs)) {
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
      (delivery) => delivery.packetId === seen.packetId && delivery.looksLike(seen, peer, nowMs),
    )
  }

  /** Messages of one publisher, topic and QoS stay in order. @MQTT-5.0:4.6.0-5 */
  #takeQueued(peer: Peer, seen: Publish, nowMs: number): Delivery | undefined {
    const alike = this.queue.filter((delivery) => delivery.looksLike(seen, peer, nowMs))
    const sendable = alike.filter((each) => !each.isUnsendable(peer, nowMs))
    const delivery =
      sendable.find(({ isKept }) => !isKept) ??
      sendable[0] ??
      alike.find(({ mayBeRepeat }) => mayBeRepeat)
    if (delivery === undefined) return undefined
    const before = this.queue.slice(0, this.queue.indexOf(delivery))
    // The broker has looked at those on its way to this one.
    for (const other of before) other.mayBeGone ||= other.isUnsendable(peer, nowMs)
    const overtaken = before.filter((other) => !other.mayBeGone && !other.mayBeOvertaken)
    if (overtaken.some((other) => other.isInStreamOf(delivery))) return undefined
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
      const form = share.forms.get(this)?.find((each) => each.looksLike(seen, peer, nowMs))
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

  /** PUBACK, PUBREC or PUBCOMP of the client; false when the delivery cannot have it. */
  onAck(peer: Peer, { type, packetId, reasonCode }: Ack): boolean {
    const delivery = this.inflight.find((each) => each.packetId === packetId)
    const isReceipt = type === 'pubrec' && reasonCode < 0x80
    if (delivery === undefined) {
      if (isReceipt) peer.oweAck('pubrel', packetId, ReasonCode.packetIdentifierNotFound)
      return true
    }
    const isQos1 = delivery.qos === 1
    if (isQos1 !== (type === 'puback') || (type === 'pubcomp' && !delivery.isReleased)) return false
    if (isReceipt) {
      delivery.isReleased = true
      peer.oweAck('pubrel', packetId, 0)
      return true
    }
    this.#finish(delivery)
    return true
  }

  #finish(delivery: Delivery): void {
    this.#forget(delivery)
    const twin = this.inflight.find(({ message }) => message === delivery.message)
    const share = delivery.share ?? twin?.share
    if (share === undefined) return
    if (twin === undefined) share.isOver = true
    else {
      // Which of them was the copy of the group cannot be told where they look the same.
      share.holder = undefined
      share.mayBeLost = true
    }
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
        (hasRoom || !delivery.mayWait) &&
        !delivery.mayBeGone &&
        !delivery.isUnsendable(peer, nowMs),
    )
    assert.deepEqual(due, [], 'messages are missing')
    this.queue = hasRoom ? [] : this.queue.filter(({ mayWait }) => mayWait)
    this.isMoving = false
    this.replays = []
    this.fresh.clear()
  }
}
