/** Packets to a client that are not on the hot path, and the last ones, in the form each version knows. */
import { connackReasonCode, connackReturnCode, encodePacket } from '../codec/index.ts'
import type { Packet } from '../codec/index.ts'
import type { Client } from './client.ts'

/**
 * Writes a whole packet. One that is larger than the client takes goes without its reason string, and
 * not at all when that does not help. @MQTT-5.0:3.1.2-25
 * @returns whether it was written
 */
export function writePacket(client: Client, packet: Packet): boolean {
  const bytes = encodePacket(packet, client.version)
  if (bytes.length <= client.maximumPacketSize) {
    client.connection.append(bytes, 0, bytes.length)
    client.core.metrics.sent(packet.type)
    return true
  }
  if (!('properties' in packet) || packet.properties.reasonString === undefined) return false
  const properties = { ...packet.properties, reasonString: undefined }
  return writePacket(client, { ...packet, properties })
}

/**
 * Refuses a CONNECT. Versions 3.x have a code for few reasons; for all others the connection is
 * closed without a CONNACK. @MQTT-3.1.1:3.2.2-6
 */
export function writeConnackRefusal(client: Client, reasonCode: number, detail: string): void {
  if (!client.hasIntroducedItself) return
  const code = client.version === 5 ? connackReasonCode(reasonCode) : connackReturnCode(reasonCode)
  if (code === undefined) return
  const properties = { reasonString: detail === '' ? undefined : detail }
  writePacket(client, { type: 'connack', sessionPresent: false, reasonCode: code, properties })
}

/** Says why, which only 5.0 can. @MQTT-5.0:3.14.0-1 */
export function writeDisconnect(client: Client, reasonCode: number, detail: string): void {
  if (client.version !== 5) return
  const properties = { reasonString: detail === '' ? undefined : detail }
  writePacket(client, { type: 'disconnect', reasonCode, properties })
}
