/** UNSUBSCRIBE: exact filters go, and no message matched from now on is sent for them. */
import { decodeUnsubscribe, ReasonCode } from '../../codec/index.ts'
import type { Client } from '../client.ts'
import { writePacket } from '../farewell.ts'

export function onUnsubscribe(
  client: Client,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const { shard, version } = client
  const packet = decodeUnsubscribe(firstByte, bytes, start, end, shard.decodeContext(version))
  const reasonCodes = packet.filters.map((name) =>
    // @MQTT-5.0:3.10.4-5
    shard.membership.remove(client, name) ? ReasonCode.success : ReasonCode.noSubscriptionExisted,
  )
  shard.membership.requestUnsubscribe(client, packet.filters, () => {
    writePacket(client, {
      type: 'unsuback',
      packetId: packet.packetId,
      reasonCodes,
      properties: {},
    })
  })
}
