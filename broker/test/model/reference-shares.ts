/**
 * Shared groups of the reference machine. Which member gets a message is the broker's choice, so every
 * member is offered it, and whoever takes it first has it.
 */
import assert from 'node:assert/strict'
import { isShared, matches } from './reference-filters.ts'
import type { Subscription } from './reference-filters.ts'
import { lower } from './reference-message.ts'
import type { Message } from './reference-message.ts'
import type { Peer } from './reference-peer.ts'
import { Delivery } from './reference-session.ts'
import type { Session, Share } from './reference-session.ts'

/** A share with the members who were connected when it was dealt. */
interface Dealt {
  readonly share: Share
  readonly members: readonly { readonly session: Session; readonly peer: Peer }[]
}

export class Shares {
  readonly all: Share[] = []
  /** Those of the current command. */
  #dealt: Dealt[] = []

  /** One copy for each group that wants the message; false when nobody is sure to want it. */
  deal(message: Message, sessions: readonly Session[]): boolean {
    const shares = new Map<string, Share>()
    for (const session of sessions) {
      for (const subscription of session.subscriptions.values()) {
        const { filter: name } = subscription
        if (!isShared(name) || !matches(name, message.topic)) continue
        const share = shares.get(name) ?? newShare(message, name)
        shares.set(name, share)
        offer(share, session, subscription)
      }
    }
    for (const share of shares.values()) {
      const members = [...share.forms.keys()].flatMap((session) =>
        session.peer === undefined ? [] : [{ session, peer: session.peer }],
      )
      this.all.push(share)
      this.#dealt.push({ share, members })
    }
    return [...shares.values()].some(({ name, forms }) =>
      [...forms.keys()].some(({ fresh }) => !fresh.has(name)),
    )
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

  onSettled(nowMs: number): void {
    for (const { share, members } of this.#dealt) {
      const isTaken = share.isOver || share.holder !== undefined
      const isDue =
        members.length > 0 &&
        members.every(({ session, peer }) => canTake(share, session, peer, nowMs)) &&
        ![...share.forms.keys()].some(({ isMoving }) => isMoving)
      assert.ok(isTaken || !isDue, `nobody got what is for ${share.name}`)
    }
    this.#dealt = []
  }
}

/**
 * A share has to come at once when any member that was there could have taken it. Else it may wait for
 * one who is away or whose window is full, which the model does not follow.
 */
function canTake(share: Share, session: Session, peer: Peer, nowMs: number): boolean {
  const forms = share.forms.get(session) ?? []
  return (
    session.peer === peer &&
    !session.fresh.has(share.name) &&
    forms.every((form) => !form.isUnsendable(peer, nowMs)) &&
    (session.hasRoom(peer) || forms.every(({ qos }) => qos === 0))
  )
}

function newShare(message: Message, name: string): Share {
  return { message, name, forms: new Map(), holder: undefined, isOver: false }
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
