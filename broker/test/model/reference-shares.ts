/**
 * Shared groups of the reference machine. Which member gets a message is the broker's choice, so every
 * member is offered it, and whoever takes it first has it.
 */
import assert from 'node:assert/strict'
import { Delivery } from './reference-delivery.ts'
import type { Share } from './reference-delivery.ts'
import { isShared, matches } from './reference-filters.ts'
import type { Subscription } from './reference-filters.ts'
import { lower, NEVER } from './reference-message.ts'
import type { Message } from './reference-message.ts'
import { SMALL_PACKET_BYTES } from './reference-peer.ts'
import type { Peer } from './reference-peer.ts'
import type { Session } from './reference-session.ts'

/** A share of the current command, with the members and the connections that they had. */
interface Dealt {
  readonly share: Share
  readonly members: { readonly session: Session; readonly peer: Peer | undefined }[]
  /** All members have their SUBACK. */
  isSure: boolean
}

export class Shares {
  readonly all: Share[] = []
  #dealt: Dealt[] = []

  /** One copy for each group that wants the message; false when none is sure to. */
  deal(message: Message, sessions: readonly Session[]): boolean {
    const dealt = new Map<string, Dealt>()
    for (const session of sessions) {
      for (const subscription of session.subscriptions.values()) {
        const { filter: name } = subscription
        if (!isShared(name) || !matches(name, message.topic)) continue
        const one = dealt.get(name) ?? newDealt(message, name)
        dealt.set(name, one)
        offer(one.share, session, subscription)
        one.members.push({ session, peer: session.peer })
        one.isSure &&= !session.fresh.has(name)
        one.share.mayBeLost ||= session.isMoving || session.fresh.has(name)
      }
    }
    this.#dealt.push(...dealt.values())
    this.all.push(...Array.from(dealt.values(), ({ share }) => share))
    return [...dealt.values()].some(({ isSure }) => isSure)
  }

  /** A new member may get what others leave behind, and one with new options gets it in their form. */
  onSubscribed(session: Session, subscription: Subscription): void {
    for (const share of this.all) {
      if (share.name === subscription.filter) offer(share, session, subscription)
    }
  }

  /** A member is gone, perhaps with what was dealt to it and nobody has seen. */
  onGone(session: Session): void {
    for (const share of this.all) {
      for (const form of share.forms.get(session) ?? []) form.mayBeRepeat = true
    }
  }

  onEnded(session: Session): void {
    for (const share of this.all) share.mayBeLost ||= share.forms.has(session)
  }

  /** Everybody is here and has acknowledged everything: above QoS 0 each message came to somebody. */
  onDrained(): void {
    for (const { name, message, forms, isOver, mayBeLost } of this.all) {
      const isCertain =
        message.expiresAtMs === NEVER &&
        message.payload.length <= SMALL_PACKET_BYTES &&
        [...forms.values()].flat().every(({ qos }) => qos > 0)
      assert.ok(isOver || mayBeLost || !isCertain, `nobody ever got what is for ${name}`)
    }
  }

  /**
   * A share has to come at once when every member that was there could take it. Else it may wait
   * for one who is away or whose window is full, which the model does not follow.
   */
  onSettled(nowMs: number): void {
    for (const { share, members, isSure } of this.#dealt) {
      const isTaken = share.isOver || share.holder !== undefined
      const isDue =
        isSure &&
        members.some(({ peer }) => peer !== undefined) &&
        members.every(
          ({ session, peer }) => !session.isMoving && canTake(share, session, peer, nowMs),
        )
      assert.ok(isTaken || !isDue, `nobody got what is for ${share.name}`)
    }
    this.#dealt = []
  }
}

/** True also of one who is away: it is not asked. */
function canTake(share: Share, session: Session, peer: Peer | undefined, nowMs: number): boolean {
  if (peer === undefined) return true
  const forms = share.forms.get(session) ?? []
  return (
    session.peer === peer &&
    forms.every((form) => !form.isUnsendable(peer, nowMs)) &&
    (session.hasRoom(peer) || forms.every(({ qos }) => qos === 0))
  )
}

function newDealt(message: Message, name: string): Dealt {
  const share = {
    message,
    name,
    forms: new Map(),
    holder: undefined,
    isOver: false,
    mayBeLost: false,
  }
  return { share, members: [], isSure: true }
}

function offer(share: Share, session: Session, subscription: Subscription): void {
  const { qos, retainAsPublished, identifier } = subscription
  const forms = share.forms.get(session) ?? []
  const delivery = new Delivery(share.message, {
    qos: lower(qos, share.message.qos),
    retain: share.message.retain && retainAsPublished,
    identifiers: identifier === 0 ? [] : [identifier],
    share,
  })
  delivery.mayBeRepeat = session.isMoving
  share.forms.set(session, [...forms, delivery])
}
