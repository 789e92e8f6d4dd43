/**
 * What a client must not send: the bytes of each violation and the reason code that a 5.0 client is
 * told; older ones are just let go. Undefined where a version has no such violation.
 */
import { encodePacket, ReasonCode } from '../../codec/index.ts'
import type { Connect, Packet, ProtocolVersion } from '../../codec/index.ts'
import type { Violation } from './step.ts'

export interface Offence {
  readonly bytes: Uint8Array
  readonly reasonCode: number
}

export interface Offender {
  readonly version: ProtocolVersion
  readonly connect: Connect
  /** Larger packets are not taken. */
  readonly maximumPacketSize: number
}

const PUBLISH = {
  type: 'publish',
  topic: 'a',
  payload: new Uint8Array(0),
  qos: 0,
  retain: false,
  dup: false,
  packetId: 0,
  properties: {},
} as const

const SHARED = {
  filter: '$share/g/a',
  qos: 0,
  noLocal: true,
  retainAsPublished: false,
  retainHandling: 0,
} as const

export function offenceOf(violation: Violation, offender: Offender): Offence | undefined {
  const { version, connect, maximumPacketSize } = offender
  const bytesOf = (packet: Packet): Uint8Array => encodePacket(packet, version)
  const protocolError = (bytes: Uint8Array): Offence => ({
    bytes,
    reasonCode: ReasonCode.protocolError,
  })
  const malformed = (bytes: Uint8Array): Offence => ({
    bytes,
    reasonCode: ReasonCode.malformedPacket,
  })
  switch (violation) {
    case 'secondConnect':
      return protocolError(bytesOf(connect))
    case 'noFilters':
      return protocolError(
        bytesOf({ type: 'subscribe', packetId: 1, subscriptions: [], properties: {} }),
      )
    case 'wildcardTopic':
      return {
        bytes: bytesOf({ ...PUBLISH, topic: 'a/+' }),
        reasonCode: ReasonCode.topicNameInvalid,
      }
    case 'qos3':
      return malformed(withFlags(bytesOf(PUBLISH), 0b0110))
    case 'dupAtQos0':
      return malformed(withFlags(bytesOf(PUBLISH), 0b1000))
    case 'packetId0':
      return protocolError(bytesOf({ ...PUBLISH, qos: 1 }))
    case 'serverPacket':
      return protocolError(bytesOf({ type: 'pingresp' }))
    case 'reservedType':
      return malformed(Uint8Array.of(0, 0))
    case 'tooLarge':
      // The length alone decides, so there is no body.
      return {
        bytes: Uint8Array.of(0x30, (maximumPacketSize & 0x7f) | 0x80, maximumPacketSize >>> 7),
        reasonCode: ReasonCode.packetTooLarge,
      }
    default:
      return version === 5 ? offenceIn5(violation, offender) : undefined
  }
}

function offenceIn5(violation: Violation, { connect }: Offender): Offence | undefined {
  const bytesOf = (packet: Packet): Uint8Array => encodePacket(packet, 5)
  switch (violation) {
    case 'aliasUnset':
      // MQTT 5.0 section 3.3.4.
      return {
        bytes: bytesOf({ ...PUBLISH, topic: '', properties: { topicAlias: 3 } }),
        reasonCode: ReasonCode.protocolError,
      }
    case 'aliasTooHigh':
      return {
        bytes: bytesOf({ ...PUBLISH, properties: { topicAlias: 0xffff } }),
        reasonCode: ReasonCode.topicAliasInvalid,
      }
    case 'noLocalOnShared':
      return {
        bytes: bytesOf({ type: 'subscribe', packetId: 1, subscriptions: [SHARED], properties: {} }),
        reasonCode: ReasonCode.protocolError,
      }
    case 'raisedExpiry':
      if (connect.properties.sessionExpiryInterval !== 0) return undefined
      return {
        bytes: bytesOf({
          type: 'disconnect',
          reasonCode: 0,
          properties: { sessionExpiryInterval: 60 },
        }),
        reasonCode: ReasonCode.protocolError,
      }
    default:
      return undefined
  }
}

function withFlags(packet: Uint8Array, flags: number): Uint8Array {
  return Uint8Array.from(packet, (byte, place) => (place === 0 ? (byte & 0xf0) | flags : byte))
}
