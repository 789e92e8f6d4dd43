/** One message on its way to one session, in the form that the session is to get it. */
import type { Publish, QoS } from '../../codec/index.ts'
import { NEVER } from './reference-message.ts'
import type { Message } from './reference-message.ts'
import { SMALL_PACKET_BYTES } from './reference-peer.ts'
import type { Peer } from './reference-peer.ts'

/** A message that one member of a shared group gets. */
export interface Share {
  readonly message: Message
  readonly name: string
  /** What each session would get that is or was a member since. */
  readonly forms: Map<Member, Delivery[]>
  /** Who has got it and may still have to acknowledge it. */
  holder: Member | undefined
  isOver: boolean
  /** It was not sure to be dealt, or a session has ended that may have taken it along. */
  mayBeLost: boolean
}

/** A session, as its group sees it. */
export interface Member {
  /** Another member has got what this one may have waited for. */
  giveUp(share: Share): void
}

export class Delivery {
  readonly message: Message
  readonly qos: QoS
  readonly retain: boolean
  readonly identifiers: readonly number[]
  readonly share: Share | undefined
  packetId = 0
  /** QoS 2: the client has it, PUBCOMP is to come. */
  isReleased = false
  /** QoS 0 for a client that was away, where the broker keeps that. */
  isKept = false
  /** A retained message that live ones may overtake, published before its SUBACK. */
  mayBeOvertaken = false
  /** It may have been sent on a connection that ended before anybody looked. */
  mayBeRepeat = false
  /** The broker may have given it up: it did not fit, expired, or went to another member. */
  mayBeGone = false

  constructor(message: Message, form: Pick<Delivery, 'qos' | 'retain' | 'identifiers' | 'share'>) {
    this.message = message
    this.qos = form.qos
    this.retain = form.retain
    this.identifiers = form.identifiers
    this.share = form.share
  }

  /** For room in the window, or for the client to come back. */
  get mayWait(): boolean {
    return this.qos > 0 || this.isKept
  }

  /** @MQTT-5.0:3.1.2-24 */
  isTooLarge({ terms }: Peer): boolean {
    return terms.isSmall && this.message.payload.length > SMALL_PACKET_BYTES
  }

  /** @MQTT-5.0:3.3.2-5 */
  isUnsendable(peer: Peer, nowMs: number): boolean {
    return this.isTooLarge(peer) || this.message.expiresAtMs <= nowMs
  }

  /** Whether order counts between the two. @MQTT-5.0:4.6.0-5 */
  isInStreamOf({ message, qos }: Delivery): boolean {
    return (
      this.message.publisher === message.publisher &&
      this.message.topic === message.topic &&
      this.message.qos === message.qos &&
      this.qos === qos
    )
  }

  /** Whether this is what the client has seen; before 5.0 it sees less. */
  looksLike(seen: Publish, { version }: Peer, nowMs: number): boolean {
    const { message, qos, retain, identifiers } = this
    const isSameMessage =
      message.topic === seen.topic &&
      Buffer.compare(message.payload, seen.payload) === 0 &&
      qos === seen.qos &&
      retain === seen.retain
    if (!isSameMessage || version !== 5) return isSameMessage
    const { subscriptionIdentifiers = [], messageExpiryInterval, ...properties } = seen.properties
    return (
      ascending(subscriptionIdentifiers) === ascending(identifiers) &&
      isLeft(message.expiresAtMs - nowMs, messageExpiryInterval) &&
      JSON.stringify(properties) === JSON.stringify(message.properties)
    )
  }

  /** What a member leaves behind unacknowledged may wait for it or go to another. */
  leaveOpen(): void {
    const { share, qos } = this
    // @MQTT-5.0:4.8.2-5
    if (share === undefined || qos === 2) return
    this.mayBeGone = true
    share.holder = undefined
  }
}

/** A member has got the message: nobody else waits for it any more. */
export function hold(share: Share, member: Member): void {
  share.holder = member
  for (const other of share.forms.keys()) if (other !== member) other.giveUp(share)
}

/** Subscription Identifiers come in any order. @MQTT-5.0:3.3.4-4 */
function ascending(identifiers: readonly number[]): string {
  return identifiers.toSorted((a, b) => a - b).join()
}

/** Whether `seconds` is what is left of a lifetime; how to round is not said. @MQTT-5.0:3.3.2-6 */
function isLeft(leftMs: number, seconds: number | undefined): boolean {
  if (leftMs === NEVER || seconds === undefined) return leftMs === NEVER && seconds === undefined
  return Math.abs(seconds - Math.max(0, leftMs / 1000)) < 1
}
