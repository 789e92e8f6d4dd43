/** DISCONNECT of a client: decides over its will and may shorten its session. */
import { ProtocolFault, ReasonCode } from '../../codec/index.ts'
import type { Disconnect } from '../../codec/index.ts'
import type { Client } from '../client.ts'
import type { Shard } from '../shard.ts'

export function onDisconnect(shard: Shard, client: Client, packet: Disconnect): void {
  const expiry = packet.properties.sessionExpiryInterval
  if (expiry !== undefined) {
    // A session that was to end with its connection cannot be prolonged at its end.
    if (client.sessionExpiryInterval === 0 && expiry > 0) {
      throw new ProtocolFault('protocolError', 'Session Expiry Interval raised from 0')
    }
    client.finalExpiryInterval = Math.min(expiry, client.core.options.session.expiryMaxSeconds)
  }
  // Only 0x00 throws the will away. @MQTT-5.0:3.14.4-3 @MQTT-3.1.1:3.14.4-3
  shard.endings.endByClient(
    client,
    packet.reasonCode !== ReasonCode.normalDisconnection,
    packet.reasonCode,
  )
}
