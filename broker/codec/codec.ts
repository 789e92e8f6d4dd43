/** Any packet from and to bytes, by type; the packets themselves stand in packets/, one file each. */
import { malformed } from './fault.ts'
import { PacketType } from './protocol.ts'
import type { Packet } from './packet.ts'
import type { DecodeContext, ProtocolVersion } from './protocol.ts'
import { decodeAckPacket, encodeAck } from './packets/acks.ts'
import { decodeAuth, encodeAuth } from './packets/auth.ts'
import { decodeConnack, encodeConnack } from './packets/connack.ts'
import { decodeConnect, encodeConnect } from './packets/connect.ts'
import { decodeDisconnect, encodeDisconnect } from './packets/disconnect.ts'
import { checkFlags } from './packets/flags.ts'
import { decodePing, encodePing } from './packets/ping.ts'
import { decodePublishPacket, encodePublish } from './packets/publish.ts'
import { decodeSuback, encodeSuback } from './packets/suback.ts'
import { decodeSubscribe, encodeSubscribe } from './packets/subscribe.ts'
import { decodeUnsuback, encodeUnsuback } from './packets/unsuback.ts'
import { decodeUnsubscribe, encodeUnsubscribe } from './packets/unsubscribe.ts'

/**
 * Decodes the packet whose body is `bytes[start..end)`; nothing of the result points into `bytes`.
 * Who may send which packet is not judged here.
 * @throws ProtocolFault
 */
export function decodePacket(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Packet {
  const type = firstByte >>> 4
  if (type !== PacketType.publish) checkFlags(firstByte, context.version)
  switch (type) {
    case PacketType.connect:
      return decodeConnect(firstByte, bytes, start, end, context.limits)
    case PacketType.connack:
      return decodeConnack(bytes, start, end, context)
    case PacketType.publish:
      return decodePublishPacket(firstByte, bytes, start, end, context)
    case PacketType.puback:
      return decodeAckPacket('puback', firstByte, bytes, start, end, context)
    case PacketType.pubrec:
      return decodeAckPacket('pubrec', firstByte, bytes, start, end, context)
    case PacketType.pubrel:
      return decodeAckPacket('pubrel', firstByte, bytes, start, end, context)
    case PacketType.pubcomp:
      return decodeAckPacket('pubcomp', firstByte, bytes, start, end, context)
    case PacketType.subscribe:
      return decodeSubscribe(firstByte, bytes, start, end, context)
    case PacketType.suback:
      return decodeSuback(bytes, start, end, context)
    case PacketType.unsubscribe:
      return decodeUnsubscribe(firstByte, bytes, start, end, context)
    case PacketType.unsuback:
      return decodeUnsuback(bytes, start, end, context)
    case PacketType.pingreq:
      return decodePing('pingreq', start, end)
    case PacketType.pingresp:
      return decodePing('pingresp', start, end)
    case PacketType.disconnect:
      return decodeDisconnect(firstByte, bytes, start, end, context)
    case PacketType.auth:
      return decodeAuth(firstByte, bytes, start, end, context)
    default:
      throw malformed('packet type 0')
  }
}

/**
 * The bytes of a packet, in the form of `version`; what that version does not have is left out.
 * @throws RangeError when a field is too long or a property cannot stand in the packet
 */
export function encodePacket(packet: Packet, version: ProtocolVersion): Uint8Array {
  switch (packet.type) {
    case 'connect':
      return encodeConnect(packet)
    case 'connack':
      return encodeConnack(packet, version)
    case 'publish':
      return encodePublish(packet, version)
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return encodeAck(packet, version)
    case 'subscribe':
      return encodeSubscribe(packet, version)
    case 'suback':
      return encodeSuback(packet, version)
    case 'unsubscribe':
      return encodeUnsubscribe(packet, version)
    case 'unsuback':
      return encodeUnsuback(packet, version)
    case 'pingreq':
    case 'pingresp':
      return encodePing(packet)
    case 'disconnect':
      return encodeDisconnect(packet, version)
    case 'auth':
      return encodeAuth(packet)
  }
}
