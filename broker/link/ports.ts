/**
 * What shards and keeper say to each other, and the port that carries it. Messages are plain data, so
 * that a socket can carry them as well as a direct call. Each direction is first in, first out; a
 * batch is confirmed when its receiver has worked through it, and that confirmation is what the
 * SUBSCRIBE barrier and the acknowledgement of a forwarded message wait for.
 */
import type { QoS, Will } from '../codec/index.ts'
import type { Message, SubscriptionOptions } from '../routing/index.ts'

/** Number of a session for its whole life; never reused. With its epoch it names one connection. */
export interface SessionRef {
  readonly session: number
  readonly epoch: number
}

/** A filter of a SUBSCRIBE that the shard has accepted. */
export interface SubscribeEntry {
  /** As the client wrote it, `$share/group/` included. */
  readonly name: string
  readonly filter: string
  readonly group: string | undefined
  readonly options: SubscriptionOptions
  readonly retainHandling: 0 | 1 | 2
}

/** Why and how a connection ended; decides over will and session. */
export interface Closed extends SessionRef {
  readonly type: 'closed'
  /** False after DISCONNECT 0x00: the will is thrown away. @MQTT-5.0:3.14.4-3 */
  readonly publishWill: boolean
  /** Session Expiry Interval of the DISCONNECT in seconds, if it had one. */
  readonly sessionExpiryInterval: number | undefined
}

export interface ConnectRequest {
  readonly type: 'connect'
  /** Number of the connection in its shard; the answer names it. */
  readonly connection: number
  readonly clientId: string
  readonly principal: string
  readonly cleanStart: boolean
  /** Seconds, already capped; 0 ends the session with its connection. */
  readonly sessionExpiryInterval: number
  readonly will: Will | undefined
  /** How many QoS 1 and 2 messages may be on their way to the client. */
  readonly window: number
}

export type ToKeeper =
  | ConnectRequest
  | Closed
  | (SessionRef & {
      readonly type: 'subscribe'
      readonly request: number
      readonly entries: readonly SubscribeEntry[]
    })
  | (SessionRef & {
      readonly type: 'unsubscribe'
      readonly request: number
      readonly names: readonly string[]
    })
  | (SessionRef & {
      readonly type: 'publish'
      readonly message: Message
      /** Place in the publisher's line of acknowledgements; undefined when nobody waits. */
      readonly ticket: number | undefined
      /** Packet id of a QoS 2 PUBLISH from a persistent session, else 0. */
      readonly packetId: number
      /** Route version of the shard when it matched: which groups it left to the keeper. */
      readonly routeVersion: number
    })
  | (SessionRef & {
      readonly type: 'ack'
      /** Packet type: PUBACK, PUBREC or PUBCOMP. */
      readonly packet: number
      readonly packetId: number
      readonly reasonCode: number
    })
  /** PUBREL of a persistent publisher: its id may be used again. */
  | (SessionRef & { readonly type: 'release'; readonly packetId: number; readonly ticket: number })
  /** A message that the keeper dealt to a clean member of a group: done with, or given back. */
  | (SessionRef & { readonly type: 'dealt'; readonly tag: number; readonly isDone: boolean })
  /** The last page is on its way to the client, the next one may come. */
  | (SessionRef & { readonly type: 'retainedNext'; readonly request: number })
  | { readonly type: 'route'; readonly filter: string; readonly wanted: boolean }

/** Everything a shard needs to give a client its session. */
export interface Connected extends SessionRef {
  readonly type: 'connected'
  readonly connection: number
  readonly sessionPresent: boolean
  /** The keeper serves it at QoS 1 and 2 and gives the packet ids. */
  readonly isPersistent: boolean
  readonly subscriptions: readonly SubscribeEntry[]
  /** Ids of QoS 2 messages received and not yet released. */
  readonly incomingIds: readonly number[]
}

/** One message for one client, its options already worked out. */
export interface Delivery {
  readonly message: Message
  readonly qos: QoS
  readonly retain: boolean
  readonly identifiers: readonly number[] | undefined
}

export type ToShard =
  | Connected
  | { readonly type: 'refused'; readonly connection: number; readonly reason: RefusalReason }
  | { readonly type: 'takeOver'; readonly connection: number }
  /** What `closed` has led to is durable: a will that was taken back stays so. */
  | { readonly type: 'closed'; readonly connection: number }
  /** The client broke the protocol in a way that only the keeper could see. */
  | { readonly type: 'fault'; readonly connection: number }
  | {
      readonly type: 'subscribed'
      readonly connection: number
      readonly request: number
      readonly reasonCodes: readonly number[]
      readonly retainedFollows: boolean
    }
  | {
      readonly type: 'unsubscribed'
      readonly connection: number
      readonly request: number
    }
  /** The durable half of a publish is safe. */
  | {
      readonly type: 'published'
      readonly connection: number
      readonly ticket: number
      readonly reasonCode: number
    }
  /** An id of a QoS 2 publisher is free again, durably. */
  | {
      readonly type: 'released'
      readonly connection: number
      readonly ticket: number
      readonly reasonCode: number
    }
  /** The queue is full and its policy is to let the client go. */
  | { readonly type: 'overflow'; readonly connection: number }
  | {
      readonly type: 'deliver'
      readonly connection: number
      readonly delivery: Delivery
      /** Given by the keeper to persistent sessions; 0 lets the shard choose. */
      readonly packetId: number
      readonly dup: boolean
      /** For a clean member of a group: what `dealt` names; else 0. */
      readonly tag: number
    }
  | {
      readonly type: 'pubrel'
      readonly connection: number
      readonly packetId: number
      readonly reasonCode: number
    }
  /** One page of retained messages for a new subscription. */
  | {
      readonly type: 'retained'
      readonly connection: number
      readonly request: number
      readonly deliveries: readonly Delivery[]
      /** There is another page, to be asked for with `retainedNext`. */
      readonly more: boolean
    }
  /** The keeper publishes (a will): every shard serves its own clients. */
  | {
      readonly type: 'forward'
      readonly message: Message
      readonly publisher: number
      readonly routeVersion: number
    }
  | {
      readonly type: 'route'
      readonly owner: number
      readonly filter: string
      readonly wanted: boolean
      readonly version: number
    }
  /** From route version `since` on the keeper deals for this group; infinite when it no longer does. */
  | {
      readonly type: 'group'
      readonly name: string
      readonly since: number
      readonly version: number
    }

export type RefusalReason = 'notAuthorized' | 'quotaExceeded' | 'serverBusy' | 'serverUnavailable'

/** What one shard tells another. */
export interface Forward {
  readonly message: Message
  /** Session of the publisher: No Local. */
  readonly publisher: number
  readonly routeVersion: number
}

/** The keeper in routes, which otherwise name shards. */
export const KEEPER = -1
/** The shared groups that the keeper manages, in routes. */
export const KEEPER_GROUPS = -2

/** One end of a link, as seen by who sends. */
export interface LinkSender<T> {
  /** Queues; never fails. What was sent in one turn arrives as one batch. */
  send(message: T): void
  /** Calls back when everything sent before this call has been worked through by the receiver. */
  confirm(onConfirmed: () => void): void
  /** Bytes sent and not yet confirmed: what back-pressure looks at. */
  readonly outstandingBytes: number
}

/** The receiving end: told one batch at a time. */
export interface LinkReceiver<T> {
  onBatch(messages: readonly T[]): void
}
