/** CONNACK: the answer to CONNECT. */
import { malformed, protocolError } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Connack } from '../packet.ts'
import type { DecodeContext, ProtocolVersion } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import { isReasonCodeOf } from '../reason-codes.ts'
import { Reader } from '../reader.ts'
import { Writer } from '../writer.ts'
import { firstByteOf } from './flags.ts'

const SESSION_PRESENT = 1
const RETURN_CODE_MAX = 5
const PLACE = placeOf(PacketType.connack)

export function decodeConnack(
  bytes: Uint8Array,
  start: number,
  end: number,
  context: DecodeContext,
): Connack {
  const { version } = context
  const reader = new Reader(bytes, start, end)
  const flags = reader.uint8()
  // @MQTT-5.0:3.2.2-1 @MQTT-3.1:CONNACK-01
  if (version !== 3 && flags > SESSION_PRESENT) throw malformed('reserved flags of CONNACK')
  const reasonCode = reader.uint8()
  const isKnown =
    version === 5 ? isReasonCodeOf('connack', reasonCode) : reasonCode <= RETURN_CODE_MAX
  if (!isKnown) throw protocolError('a reason code that CONNACK does not have')
  const sessionPresent = version !== 3 && flags === SESSION_PRESENT
  // @MQTT-5.0:3.2.2-6
  if (sessionPresent && reasonCode !== 0) throw protocolError('a session with a refusal')
  const properties = version === 5 ? readProperties(reader, PLACE, context) : {}
  reader.finish()
  return { type: 'connack', sessionPresent, reasonCode, properties }
}

export function encodeConnack(packet: Connack, version: ProtocolVersion): Uint8Array {
  const writer = new Writer()
  writer.uint8(packet.sessionPresent ? SESSION_PRESENT : 0)
  writer.uint8(packet.reasonCode)
  if (version === 5) writeProperties(writer, packet.properties, PLACE)
  return writer.finish(firstByteOf(PacketType.connack))
}
