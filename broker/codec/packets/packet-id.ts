/** The Packet Identifier in front of SUBSCRIBE, UNSUBSCRIBE and their answers. */
import { protocolError } from '../fault.ts'
import type { Reader } from '../reader.ts'

/** @MQTT-5.0:2.2.1-3 @MQTT-3.1.1:2.3.1-1 */
export function readPacketId(reader: Reader): number {
  const packetId = reader.uint16()
  if (packetId === 0) throw protocolError('Packet Identifier 0')
  return packetId
}
