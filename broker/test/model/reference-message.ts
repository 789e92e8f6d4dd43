/** Messages as the reference machine keeps them, with what of a PUBLISH travels on. */
import type { Properties, Publish, QoS, Will } from '../../codec/index.ts'

export const NEVER = Number.POSITIVE_INFINITY

export interface Message {
  /** Client id; with topic and QoS it says which messages have to stay in order. */
  readonly publisher: string
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: QoS
  readonly retain: boolean
  /** Those that reach the receiver unchanged. */
  readonly properties: Properties
  readonly expiresAtMs: number
}

export function messageOf(
  { topic, payload, qos, retain, properties }: Publish | Will,
  publisher: string,
  nowMs: number,
): Message {
  const { messageExpiryInterval, contentType, correlationData, userProperties } = properties
  return {
    publisher,
    topic,
    payload,
    qos,
    retain,
    properties: { contentType, correlationData, userProperties },
    expiresAtMs: nowMs + (messageExpiryInterval ?? NEVER) * 1000,
  }
}

export function lower(a: QoS, b: QoS): QoS {
  return a < b ? a : b
}

export function higher(a: QoS, b: QoS): QoS {
  return a > b ? a : b
}
