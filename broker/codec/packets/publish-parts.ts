/**
 * A message as the codec handles it without copying: its topic, the properties that travel with it as
 * they are, and its payload, as ranges of bytes. Alias, identifiers and expiry differ from packet to
 * packet and stand apart.
 */
import { encodeUtf8 } from '../utf8.ts'

/** A message as ranges of bytes. */
export interface PublishParts {
  readonly topic: Uint8Array
  readonly topicStart: number
  readonly topicEnd: number
  /** In wire form, without their length and without alias, identifiers and expiry. */
  readonly properties: Uint8Array
  readonly propertiesStart: number
  readonly propertiesEnd: number
  readonly payload: Uint8Array
  readonly payloadStart: number
  readonly payloadEnd: number
}

/** The parts of a message that is there as separate values. */
export function partsOf(topic: string, payload: Uint8Array, properties: Uint8Array): PublishParts {
  const topicBytes = encodeUtf8(topic)
  return {
    topic: topicBytes,
    topicStart: 0,
    topicEnd: topicBytes.length,
    properties,
    propertiesStart: 0,
    propertiesEnd: properties.length,
    payload,
    payloadStart: 0,
    payloadEnd: payload.length,
  }
}
