/** PINGREQ is answered at once, whatever else waits. @MQTT-5.0:3.12.4-1 @MQTT-5.0:3.3.4-10 */
import { decodePacket } from '../../codec/index.ts'
import type { Client } from '../client.ts'
import { writePacket } from '../farewell.ts'

export function onPing(
  client: Client,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  decodePacket(firstByte, bytes, start, end, client.core.decodeContext(client.version))
  writePacket(client, { type: 'pingresp' })
}
