/**
 * What the suite sends and receives, as data: one shape for each packet, the same for all versions. A
 * field that a version does not have is ignored when a packet is encoded for it. The shapes can hold
 * what is not allowed; only the decoder judges.
 */

export const VERSIONS = ['3.1', '3.1.1', '5.0'] as const
export type Version = (typeof VERSIONS)[number]

export type QoS = 0 | 1 | 2 | 3

/** A property by the specification's name, such as `Session Expiry Interval`, in the order of the wire. */
export interface Property {
  readonly name: string
  readonly value: PropertyValue
}

/** A pair is a User Property. */
export type PropertyValue = number | string | Uint8Array | readonly [string, string]

export interface Will {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: QoS
  readonly retain: boolean
  readonly properties: readonly Property[]
}

export interface Connect {
  readonly type: 'CONNECT'
  readonly protocolName: string
  readonly protocolLevel: number
  /** Called Clean Session before 5.0. */
  readonly cleanStart: boolean
  /** Seconds. */
  readonly keepAlive: number
  readonly clientId: string
  readonly will: Will | undefined
  readonly userName: string | undefined
  readonly password: Uint8Array | undefined
  readonly properties: readonly Property[]
}

export interface Connack {
  readonly type: 'CONNACK'
  readonly sessionPresent: boolean
  /** The return code, before 5.0. */
  readonly reasonCode: number
  readonly properties: readonly Property[]
}

export interface Publish {
  readonly type: 'PUBLISH'
  readonly dup: boolean
  readonly qos: QoS
  readonly retain: boolean
  readonly topic: string
  /** Undefined with QoS 0. */
  readonly packetId: number | undefined
  readonly properties: readonly Property[]
  readonly payload: Uint8Array
}

export interface Acknowledgement {
  readonly type: 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP'
  readonly packetId: number
  /** 0 where it is left out. */
  readonly reasonCode: number
  readonly properties: readonly Property[]
}

export interface Subscription {
  readonly filter: string
  readonly qos: QoS
  readonly noLocal: boolean
  readonly retainAsPublished: boolean
  readonly retainHandling: number
}

export interface Subscribe {
  readonly type: 'SUBSCRIBE'
  readonly packetId: number
  readonly properties: readonly Property[]
  readonly subscriptions: readonly Subscription[]
}

export interface Unsubscribe {
  readonly type: 'UNSUBSCRIBE'
  readonly packetId: number
  readonly properties: readonly Property[]
  readonly filters: readonly string[]
}

export interface SubscriptionAnswer {
  readonly type: 'SUBACK' | 'UNSUBACK'
  readonly packetId: number
  readonly properties: readonly Property[]
  /** One for each filter; none in an UNSUBACK before 5.0. */
  readonly reasonCodes: readonly number[]
}

export interface Ping {
  readonly type: 'PINGREQ' | 'PINGRESP'
}

export interface Ending {
  readonly type: 'DISCONNECT' | 'AUTH'
  /** 0 where it is left out. */
  readonly reasonCode: number
  readonly properties: readonly Property[]
}

export type Packet =
  | Connect
  | Connack
  | Publish
  | Acknowledgement
  | Subscribe
  | Unsubscribe
  | SubscriptionAnswer
  | Ping
  | Ending

export type PacketType = Packet['type']
