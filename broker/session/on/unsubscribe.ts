/** UNSUBSCRIBE: exact filters go, and no message matched from now on is sent for them. */
import { parseTopicFilter, ProtocolFault, ReasonCode } from '../../codec/index.ts'
import type { Unsubscribe } from '../../codec/index.ts'
import type { Client } from '../client.ts'
import type { Shard } from '../shard.ts'

export function onUnsubscribe(shard: Shard, client: Client, packet: Unsubscribe): void {
  // As at SUBSCRIBE, 5.0 has a code for it and 3.x has not. @MQTT-3.1.1:4.7.3-1
  if (client.version !== 5 && !packet.filters.every(isFilter)) {
    throw new ProtocolFault('topicFilterInvalid', 'a topic filter that is none')
  }
  const reasonCodes = packet.filters.map((name) => {
    if (!isFilter(name)) return ReasonCode.topicFilterInvalid
    // @MQTT-5.0:3.10.4-5
    return shard.membership.remove(client, name)
      ? ReasonCode.success
      : ReasonCode.noSubscriptionExisted
  })
  shard.membership.requestUnsubscribe(client, packet.filters, () => {
    shard.answer(client, {
      type: 'unsuback',
      packetId: packet.packetId,
      reasonCodes,
      properties: {},
    })
  })
}

function isFilter(name: string): boolean {
  return parseTopicFilter(name) !== undefined
}
