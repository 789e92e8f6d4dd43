/**
 * The way into the codec: MQTT 3.1, 3.1.1 and 5.0 from and to bytes. It imports nothing from outside
 * its folder, so that load generators, browsers and tools can share it.
 */
export { decodePacket, encodePacket } from './codec.ts'
export { ProtocolFault } from './fault.ts'
export { Framer } from './framer.ts'
export type { PacketSink } from './framer.ts'
export { NO_LIMITS, PacketType, ProtocolVersion } from './protocol.ts'
export type {
  Ack,
  AckType,
  Auth,
  Connack,
  Connect,
  Disconnect,
  Packet,
  Publish,
  Subscribe,
  SubscribeFilter,
  Unsubscribe,
  Will,
} from './packet.ts'
export type { DecodeContext, DecodeLimits, QoS, Sender } from './protocol.ts'
export { ACK_SIZE_MAX, AckView, decodeAck, writeAck } from './packets/acks.ts'
export { partsOf } from './packets/publish-parts.ts'
export type { PublishParts } from './packets/publish-parts.ts'
export { decodePublish, PublishView } from './packets/publish-view.ts'
export {
  packetIdOffset,
  PublishHeader,
  publishLength,
  writePublish,
} from './packets/publish-writer.ts'
export { encodeMessageProperties } from './properties.ts'
export type { Properties, UserProperty } from './property-table.ts'
export { connackReasonCode, connackReturnCode, ReasonCode, reasonCodeName } from './reason-codes.ts'
export type { ReasonCodeName } from './reason-codes.ts'
export { parseTopicFilter, topicProblem } from './topic.ts'
export type { TopicFilter } from './topic.ts'
export { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts'
