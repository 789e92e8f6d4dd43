/**
 * What the keeper writes to the log: facts, never commands. Its state is what follows from them, in
 * order (state.ts), so a keeper that starts again is the keeper that stopped. A record marked as a note
 * goes with the record it is about.
 */
import type { QoS, Will } from '../codec/index.ts'
import type { SubscribeEntry } from '../link/ports.ts'
import type { Message } from '../routing/index.ts'

/** One session that a message is for. */
export interface Receiver {
  readonly session: number
  readonly qos: QoS
  readonly retain: boolean
  readonly identifiers: readonly number[] | undefined
  /** Name of the shared group that it was dealt by. */
  readonly group: string | undefined
}

/** What a message does to the retained message of its topic. */
export type RetainedChange = 'none' | 'set' | 'clear'

export interface MessageRecord {
  readonly type: 'message'
  readonly message: Message
  readonly receivers: readonly Receiver[]
  readonly retained: RetainedChange
  /** Session and packet id of a QoS 2 publisher: a repeat of the packet is known by them. */
  readonly publisher: { readonly session: number; readonly packetId: number } | undefined
  /** The delivery that this one takes the place of: a group has dealt the message again. */
  readonly insteadOf: DeliveryRef | undefined
}

/**
 * The delivery of the message at a position to a session. It may get several: one of its own, and one
 * from each group that dealt to it.
 */
export interface DeliveryRef {
  readonly of: number
  readonly session: number
  readonly group: string | undefined
}

export type KeeperRecord =
  /**
   * A session began, or a client came back to it; replaces the record before it. A clean session has one
   * for its will, which a crash must not take.
   */
  | {
      readonly type: 'session'
      readonly session: number
      readonly clientId: string
      readonly principal: string
      /** Seconds. */
      readonly expiryInterval: number
      readonly will: Will | undefined
    }
  /**
   * Note to the session: its client left. In wall-clock ms: when it ends unless one comes back, and when
   * its will is published, which is infinite when there is none any more.
   */
  | {
      readonly type: 'left'
      readonly session: number
      readonly expiresAtMs: number
      readonly willAtMs: number
    }
  /** Note to the session. */
  | { readonly type: 'ended'; readonly session: number }
  | { readonly type: 'subscribed'; readonly session: number; readonly entry: SubscribeEntry }
  /** Note to the subscription. */
  | { readonly type: 'unsubscribed'; readonly session: number; readonly name: string }
  | MessageRecord
  /** Note to a message: it goes to a session at QoS 2 under this packet id. */
  | (DeliveryNote<'sent'> & { readonly packetId: number })
  /** Note to a message: the client has it, from now on only its release counts. */
  | DeliveryNote<'received'>
  /** Note to a message: nothing is left to be done for this delivery. */
  | DeliveryNote<'done'>
  /** Note to a message that others still wait for: it is no longer the retained one of its topic. */
  | { readonly type: 'superseded'; readonly of: number; readonly topic: string }
  /** Note to a message: its QoS 2 publisher has released the packet id. */
  | { readonly type: 'released'; readonly session: number; readonly packetId: number }

interface DeliveryNote<Type extends string> extends DeliveryRef {
  readonly type: Type
}
