/**
 * An application message that outlives the read it arrived in: it waits in a queue, is retained, or
 * crosses a link. It owns its bytes and never changes. The fields are those of `PublishParts`, so the
 * encoder writes it like a PUBLISH that has just arrived.
 *
 *   bytes: | topic | properties (as on the wire, without length, alias and expiry) | payload |
 */
import type { PublishParts, PublishView, QoS, Will } from '../codec/index.ts'
import { encodeMessageProperties, partsOf } from '../codec/index.ts'

/** A message without Message Expiry Interval never expires. */
export const NEVER = Number.POSITIVE_INFINITY

export class Message implements PublishParts {
  readonly topicName: string
  readonly topic: Uint8Array
  readonly topicStart: number
  readonly topicEnd: number
  readonly properties: Uint8Array
  readonly propertiesStart: number
  readonly propertiesEnd: number
  readonly payload: Uint8Array
  readonly payloadStart: number
  readonly payloadEnd: number
  readonly qos: QoS
  readonly retain: boolean
  /** Wall-clock ms at which it expires, or `NEVER`. */
  readonly expiresAtMs: number

  constructor(topicName: string, parts: PublishParts, options: MessageOptions) {
    const topicLength = parts.topicEnd - parts.topicStart
    const propertiesLength = parts.propertiesEnd - parts.propertiesStart
    const payloadLength = parts.payloadEnd - parts.payloadStart
    const bytes = new Uint8Array(topicLength + propertiesLength + payloadLength)
    bytes.set(parts.topic.subarray(parts.topicStart, parts.topicEnd))
    bytes.set(parts.properties.subarray(parts.propertiesStart, parts.propertiesEnd), topicLength)
    const payloadStart = topicLength + propertiesLength
    bytes.set(parts.payload.subarray(parts.payloadStart, parts.payloadEnd), payloadStart)
    this.topicName = topicName
    this.topic = bytes
    this.topicStart = 0
    this.topicEnd = topicLength
    this.properties = bytes
    this.propertiesStart = topicLength
    this.propertiesEnd = payloadStart
    this.payload = bytes
    this.payloadStart = payloadStart
    this.payloadEnd = bytes.length
    this.qos = options.qos
    this.retain = options.retain
    this.expiresAtMs = options.expiresAtMs
  }

  /** Bytes it holds on to; what byte bounds count. */
  get size(): number {
    return this.topic.length + MESSAGE_OVERHEAD
  }

  get payloadLength(): number {
    return this.payloadEnd - this.payloadStart
  }
}

export interface MessageOptions {
  readonly qos: QoS
  readonly retain: boolean
  readonly expiresAtMs: number
}

/** What the object and its string cost besides the bytes; measured roughly, counted always. */
const MESSAGE_OVERHEAD = 200

/** Copies an arriving PUBLISH out of the read buffer. `topicName` resolves its alias. */
export function copyMessage(
  view: PublishView,
  topic: { readonly name: string; readonly bytes: Uint8Array },
  wallMs: number,
): Message {
  const parts: PublishParts = {
    topic: topic.bytes,
    topicStart: 0,
    topicEnd: topic.bytes.length,
    properties: view.properties,
    propertiesStart: view.propertiesStart,
    propertiesEnd: view.propertiesEnd,
    payload: view.payload,
    payloadStart: view.payloadStart,
    payloadEnd: view.payloadEnd,
  }
  return new Message(topic.name, parts, {
    qos: view.qos,
    retain: view.retain,
    expiresAtMs: expiryStamp(view.messageExpiryInterval, wallMs),
  })
}

/** The message a will becomes when it is published at `wallMs`. @MQTT-5.0:3.1.2-8 */
export function messageOfWill(will: Will, wallMs: number): Message {
  const parts = partsOf(will.topic, will.payload, encodeMessageProperties(will.properties))
  return new Message(will.topic, parts, {
    qos: will.qos,
    retain: will.retain,
    expiresAtMs: expiryStamp(will.properties.messageExpiryInterval ?? -1, wallMs),
  })
}

function expiryStamp(intervalSeconds: number, wallMs: number): number {
  return intervalSeconds < 0 ? NEVER : wallMs + intervalSeconds * 1000
}

/**
 * Seconds left to pass on, rounded up so that a message that is not expired never says 0 early;
 * -1 when it never expires. @MQTT-5.0:3.3.2-6
 */
export function remainingExpiry(expiresAtMs: number, wallMs: number): number {
  if (expiresAtMs === NEVER) return -1
  return Math.max(0, Math.ceil((expiresAtMs - wallMs) / 1000))
}
