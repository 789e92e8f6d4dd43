/** Every control packet as plain data. */
import type { Properties } from './property-table.ts'
import type { ProtocolVersion, QoS } from './protocol.ts'

export interface Will {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: QoS
  readonly retain: boolean
  readonly properties: Properties
}

export interface Connect {
  readonly type: 'connect'
  readonly version: ProtocolVersion
  readonly clientId: string
  /** Clean Session in 3.1 and 3.1.1. */
  readonly cleanStart: boolean
  /** Seconds; 0 turns keep-alive off. */
  readonly keepAlive: number
  readonly userName: string | undefined
  readonly password: Uint8Array | undefined
  readonly will: Will | undefined
  readonly properties: Properties
}

export interface Connack {
  readonly type: 'connack'
  readonly sessionPresent: boolean
  /** Return code 0 to 5 in 3.1 and 3.1.1. */
  readonly reasonCode: number
  readonly properties: Properties
}

export interface Publish {
  readonly type: 'publish'
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: QoS
  readonly retain: boolean
  readonly dup: boolean
  /** 0 at QoS 0. */
  readonly packetId: number
  readonly properties: Properties
}

export type AckType = 'puback' | 'pubrec' | 'pubrel' | 'pubcomp'

/** PUBACK, PUBREC, PUBREL and PUBCOMP have one form. */
export interface Ack {
  readonly type: AckType
  readonly packetId: number
  readonly reasonCode: number
  readonly properties: Properties
}

export interface SubscribeFilter {
  readonly filter: string
  readonly qos: QoS
  readonly noLocal: boolean
  readonly retainAsPublished: boolean
  readonly retainHandling: 0 | 1 | 2
}

export interface Subscribe {
  readonly type: 'subscribe'
  readonly packetId: number
  readonly subscriptions: readonly SubscribeFilter[]
  readonly properties: Properties
}

export interface Suback {
  readonly type: 'suback'
  readonly packetId: number
  readonly reasonCodes: readonly number[]
  readonly properties: Properties
}

export interface Unsubscribe {
  readonly type: 'unsubscribe'
  readonly packetId: number
  readonly filters: readonly string[]
  readonly properties: Properties
}

export interface Unsuback {
  readonly type: 'unsuback'
  readonly packetId: number
  /** Empty in 3.1 and 3.1.1, which have none. */
  readonly reasonCodes: readonly number[]
  readonly properties: Properties
}

export interface Ping {
  readonly type: 'pingreq' | 'pingresp'
}

export interface Disconnect {
  readonly type: 'disconnect'
  readonly reasonCode: number
  readonly properties: Properties
}

export interface Auth {
  readonly type: 'auth'
  readonly reasonCode: number
  readonly properties: Properties
}

export type Packet =
  | Connect
  | Connack
  | Publish
  | Ack
  | Subscribe
  | Suback
  | Unsubscribe
  | Unsuback
  | Ping
  | Disconnect
  | Auth
