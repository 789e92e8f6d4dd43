/** What tests read in packets: payloads, acknowledgements. */
import type { Ack, Packet, Publish } from '../../codec/index.ts'

export function isPublish(packet: Packet): packet is Publish {
  return packet.type === 'publish'
}

export function payloadsIn(packets: readonly Packet[]): string[] {
  return packets.filter(isPublish).map(({ payload }) => Buffer.from(payload).toString())
}

/** Each acknowledgement as its type, packet id and reason code. */
export function acksIn(packets: readonly Packet[]): string[] {
  const isAck = (packet: Packet): packet is Ack =>
    packet.type.startsWith('pub') && !isPublish(packet)
  return packets
    .filter(isAck)
    .map(({ type, packetId, reasonCode }) => `${type} ${packetId} ${reasonCode}`)
}

/** The numbers from 0 on, as payloads. */
export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${number}`)
}
