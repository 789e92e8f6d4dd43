/** The packets that answer or announce the end of a connection, in the form each version knows. */
import { connackReturnCode, encodePacket } from '../codec/index.ts'
import type { Packet } from '../codec/index.ts'
import type { Client } from './client.ts'

/** Writes a whole packet, unless it is larger than the client takes. */
export function writePacket(client: Client, packet: Packet): void {
  const bytes = encodePacket(packet, client.version)
  if (bytes.length > client.maximumPacketSize) return
  client.connection.append(bytes, 0, bytes.length)
  client.shard.metrics.sent(packet.type)
}

/**
 * Refuses a CONNECT. Versions 3.x have a code for few reasons; for all others the connection is
 * closed without a CONNACK. @MQTT-3.1.1:3.2.2-6
 */
export function writeConnackRefusal(client: Client, reasonCode: number): void {
  if (!client.hasIntroducedItself) return
  const code = client.version === 5 ? reasonCode : connackReturnCode(reasonCode)
  if (code === undefined) return
  writePacket(client, { type: 'connack', sessionPresent: false, reasonCode: code, properties: {} })
}

/** Says why, which only 5.0 can. @MQTT-5.0:3.14.0-1 */
export function writeDisconnect(client: Client, reasonCode: number): void {
  writePacket(client, { type: 'disconnect', reasonCode, properties: {} })
}
