/** UNSUBSCRIBE: exact filters go, and no message matched from now on is sent for them. */
import { ReasonCode } from '../../codec/index.ts'
import type { Unsubscribe } from '../../codec/index.ts'
import type { Client } from '../client.ts'
import type { Shard } from '../shard.ts'

export function onUnsubscribe(shard: Shard, client: Client, packet: Unsubscribe): void {
  const reasonCodes = packet.filters.map((name) =>
    // @MQTT-5.0:3.10.4-5
    shard.membership.remove(client, name) ? ReasonCode.success : ReasonCode.noSubscriptionExisted,
  )
  shard.membership.requestUnsubscribe(client, packet.filters, () => {
    shard.answer(client, {
      type: 'unsuback',
      packetId: packet.packetId,
      reasonCodes,
      properties: {},
    })
  })
}
