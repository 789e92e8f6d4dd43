/** The commands of the model test as plain data, so that a failing sequence prints and shrinks well. */
import type { ProtocolVersion, QoS, SubscribeFilter } from '../../codec/index.ts'

/** Clients of a run; each has one id, and at most one connection that it still uses. */
export const CLIENTS = 4

export interface WillWish {
  readonly qos: QoS
  readonly retain: boolean
  readonly delaySeconds: number
}

export interface ConnectStep {
  readonly type: 'connect'
  readonly client: number
  /** Modulo the number of shards. */
  readonly shard: number
  readonly version: ProtocolVersion
  readonly cleanStart: boolean
  /** Only 5.0 can say it. */
  readonly expirySeconds: number
  readonly keepAliveSeconds: number
  readonly will: WillWish | undefined
  readonly receiveMaximum: number
  /** With a Maximum Packet Size that long payloads do not fit in. */
  readonly isSmall: boolean
  readonly topicAliasMaximum: number
  readonly behind: readonly MessageWish[]
}

export interface MessageWish {
  readonly topic: string
  readonly qos: QoS
  readonly retain: boolean
  readonly payload: 'short' | 'long' | 'empty'
  readonly expirySeconds: number | undefined
  readonly hasProperties: boolean
  /** Above QoS 0 it says DUP, though the broker has not seen it before. */
  readonly isRepeat: boolean
  /** 0 for none. */
  readonly alias: number
}

export type AcknowledgeHow =
  | 'next'
  | 'error'
  /** Once more what has been said. */
  | 'again'
  /** A packet that the QoS does not have. */
  | 'wrong'
  | 'unknownId'

export const VIOLATIONS = [
  'secondConnect',
  'noFilters',
  'wildcardTopic',
  'qos3',
  'dupAtQos0',
  'packetId0',
  'serverPacket',
  'reservedType',
  'aliasUnset',
  'aliasTooHigh',
  'tooLarge',
  'noLocalOnShared',
  'raisedExpiry',
] as const
export type Violation = (typeof VIOLATIONS)[number]

/** All in one segment. */
export interface PublishStep {
  readonly type: 'publish'
  readonly client: number
  readonly messages: readonly MessageWish[]
}

export interface DropStep {
  readonly type: 'drop'
  readonly client: number
}

export interface AcknowledgeStep {
  readonly type: 'acknowledge'
  readonly client: number
  readonly pick: number
  readonly how: AcknowledgeHow
}

/** Several clients do something before the broker gets a turn. */
export interface RaceStep {
  readonly type: 'race'
  readonly steps: readonly (PublishStep | DropStep | ConnectStep | AcknowledgeStep)[]
}

/** Messages `behind` a packet are published in the same segment, before it is answered. */
export type Step =
  | ConnectStep
  | { readonly type: 'disconnect'; readonly client: number; readonly withWill: boolean }
  | { readonly type: 'endSession'; readonly client: number }
  | DropStep
  | {
      readonly type: 'subscribe'
      readonly client: number
      readonly filters: readonly SubscribeFilter[]
      /** 0 for none. */
      readonly identifier: number
      readonly behind: readonly MessageWish[]
    }
  | {
      readonly type: 'unsubscribe'
      readonly client: number
      readonly filters: readonly string[]
      readonly behind: readonly MessageWish[]
    }
  | PublishStep
  | RaceStep
  /** The client sends a QoS 2 message again that it has not released. */
  | { readonly type: 'repeat'; readonly client: number; readonly pick: number }
  | { readonly type: 'release'; readonly client: number; readonly pick: number }
  | AcknowledgeStep
  | { readonly type: 'acknowledgeAll'; readonly client: number }
  | { readonly type: 'ping'; readonly client: number }
  | { readonly type: 'wait'; readonly ticks: number }
  | { readonly type: 'violate'; readonly client: number; readonly violation: Violation }
