/** Application messages on their way through the small broker, and the packets they leave it in. */
import { nowMs } from '../client/clock.ts'
import { propertyNumber } from '../client/property-value.ts'
import type { Property, Publish, QoS, Will } from '../wire/packet.ts'

export interface Message {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: QoS
  readonly retain: boolean
  /** What is passed on as it is. */
  readonly properties: readonly Property[]
  /** Client identifier. */
  readonly publisher: string
  /** By the clock of the suite; Infinity when it does not expire. */
  readonly expiresAtMs: number
}

/** A message on its way to one session. */
export interface Delivery {
  readonly message: Message
  readonly qos: QoS
  readonly retain: boolean
  /** Subscription Identifiers. */
  readonly identifiers: readonly number[]
  /** The shared filter that it was matched by. */
  readonly sharedBy: string | undefined
}

const NOT_PASSED_ON = [
  'Topic Alias',
  'Subscription Identifier',
  'Message Expiry Interval',
  'Will Delay Interval',
]

/** With the topic in full. */
export function messageOf(packet: Publish | Will, publisher: string): Message {
  const { topic, payload, qos, retain, properties } = packet
  const expirySeconds = propertyNumber(properties, 'Message Expiry Interval')
  return {
    topic,
    payload,
    qos,
    retain,
    properties: properties.filter(({ name }) => !NOT_PASSED_ON.includes(name)),
    publisher,
    expiresAtMs: nowMs() + (expirySeconds ?? Number.POSITIVE_INFINITY) * 1000,
  }
}

/** @MQTT-5.0:3.3.2-5 */
export function isExpired({ expiresAtMs }: Message): boolean {
  return expiresAtMs <= nowMs()
}

/** @MQTT-5.0:3.3.2-6 @MQTT-5.0:3.3.4-3 */
export function publishOf(delivery: Delivery, packetId: number | undefined): Publish {
  const { message, qos, retain, identifiers } = delivery
  const properties: Property[] = [...message.properties]
  if (Number.isFinite(message.expiresAtMs)) {
    const seconds = Math.max(1, Math.ceil((message.expiresAtMs - nowMs()) / 1000))
    properties.push({ name: 'Message Expiry Interval', value: seconds })
  }
  for (const value of identifiers) properties.push({ name: 'Subscription Identifier', value })
  const { topic, payload } = message
  return { type: 'PUBLISH', dup: false, qos, retain, topic, packetId, properties, payload }
}
