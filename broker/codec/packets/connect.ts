/** CONNECT: who wants to talk, in which version, and what is to be said if it goes missing. */
import { malformed, protocolError, ProtocolFault } from '../fault.ts'
import { PacketType } from '../protocol.ts'
import type { Connect, Will } from '../packet.ts'
import type { DecodeLimits, ProtocolVersion, QoS } from '../protocol.ts'
import { readProperties, writeProperties } from '../properties.ts'
import { placeOf, WILL_PLACE } from '../property-table.ts'
import type { Properties } from '../property-table.ts'
import { Reader } from '../reader.ts'
import { topicProblem } from '../topic.ts'
import { encodeUtf8 } from '../utf8.ts'
import { Writer } from '../writer.ts'
import { checkFlags, firstByteOf } from './flags.ts'

const RESERVED = 0x01
const CLEAN_START = 0x02
const WILL_FLAG = 0x04
const WILL_QOS_SHIFT = 3
const WILL_RETAIN = 0x20
const PASSWORD = 0x40
const USER_NAME = 0x80
const PLACE = placeOf(PacketType.connect)

/**
 * Decodes the body of a CONNECT.
 * @throws ProtocolFault; with the version as soon as that is known, so that the answer can have its form
 */
export function decodeConnect(
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  limits: DecodeLimits,
): Connect {
  const reader = new Reader(bytes, start, end)
  const version = readVersion(reader)
  try {
    checkFlags(firstByte, version)
    return readConnect(reader, version, limits)
  } catch (error) {
    if (!(error instanceof ProtocolFault)) throw error
    throw new ProtocolFault(error.reason, error.detail, version)
  }
}

/** @MQTT-5.0:3.1.2-1 @MQTT-5.0:3.1.2-2 @MQTT-3.1.1:3.1.2-2 */
function readVersion(reader: Reader): ProtocolVersion {
  const name = reader.text()
  if (name !== 'MQTT' && name !== 'MQIsdp') throw protocolError('not the protocol name of MQTT')
  const level = reader.uint8()
  if (name === 'MQIsdp' && level === 3) return 3
  if (name === 'MQTT' && (level === 4 || level === 5)) return level
  // Told in the oldest form that the client can be expected to read.
  const form = name === 'MQIsdp' ? 3 : level > 4 && level < 0x80 ? 5 : 4
  throw new ProtocolFault('unsupportedProtocolVersion', `protocol level ${level}`, form)
}

function readConnect(reader: Reader, version: ProtocolVersion, limits: DecodeLimits): Connect {
  const flags = reader.uint8()
  checkConnectFlags(flags, version)
  const keepAlive = reader.uint16()
  const context = { sender: 'client', limits } as const
  const properties = version === 5 ? readProperties(reader, PLACE, context) : {}
  const clientId = reader.text()
  const will = (flags & WILL_FLAG) === 0 ? undefined : readWill(reader, flags, version, limits)
  const userName = hasField(reader, flags & USER_NAME, version) ? reader.text() : undefined
  const password = hasField(reader, flags & PASSWORD, version) ? reader.binary() : undefined
  reader.finish()
  const cleanStart = (flags & CLEAN_START) !== 0
  return {
    type: 'connect',
    version,
    clientId,
    cleanStart,
    keepAlive,
    userName,
    password,
    will,
    properties,
  }
}

/** In 3.1 the length of the packet decides whether a field is there. @MQTT-3.1:CONNECT-15 */
function hasField(reader: Reader, flag: number, version: ProtocolVersion): boolean {
  return flag !== 0 && (version !== 3 || reader.hasMore)
}

function checkConnectFlags(flags: number, version: ProtocolVersion): void {
  // 3.1 does not use the bit. @MQTT-5.0:3.1.2-3 @MQTT-3.1.1:3.1.2-3
  if ((flags & RESERVED) !== 0 && version !== 3) throw malformed('the reserved flag of CONNECT')
  const willQos = (flags >>> WILL_QOS_SHIFT) & 3
  const hasWill = (flags & WILL_FLAG) !== 0
  // @MQTT-5.0:3.1.2-12
  if (willQos === 3) throw malformed('a will with QoS 3')
  // @MQTT-5.0:3.1.2-11 @MQTT-5.0:3.1.2-13
  if (!hasWill && version !== 3 && (willQos !== 0 || (flags & WILL_RETAIN) !== 0)) {
    throw malformed('will flags without a will')
  }
  // @MQTT-3.1.1:3.1.2-22
  if (version !== 5 && (flags & PASSWORD) !== 0 && (flags & USER_NAME) === 0) {
    throw malformed('a password without a user name')
  }
}

function readWill(
  reader: Reader,
  flags: number,
  version: ProtocolVersion,
  limits: DecodeLimits,
): Will {
  const context = { sender: 'client', limits } as const
  const properties: Properties = version === 5 ? readProperties(reader, WILL_PLACE, context) : {}
  const topic = reader.text()
  const payload = reader.binary()
  const topicBytes = encodeUtf8(topic)
  const problem = topicProblem(topicBytes, 0, topicBytes.length)
  if (problem !== undefined) throw new ProtocolFault(problem, 'the will topic is not a topic name')
  return {
    topic,
    payload,
    qos: willQos(flags),
    retain: (flags & WILL_RETAIN) !== 0,
    properties,
  }
}

function willQos(flags: number): QoS {
  const qos = (flags >>> WILL_QOS_SHIFT) & 3
  return qos === 2 ? 2 : qos === 1 ? 1 : 0
}

export function encodeConnect(packet: Connect): Uint8Array {
  const { version, will, userName, password } = packet
  const writer = new Writer()
  writer.text(version === 3 ? 'MQIsdp' : 'MQTT')
  writer.uint8(version)
  writer.uint8(flagsOf(packet))
  writer.uint16(packet.keepAlive)
  if (version === 5) writeProperties(writer, packet.properties, PLACE)
  writer.text(packet.clientId)
  if (will !== undefined) {
    if (version === 5) writeProperties(writer, will.properties, WILL_PLACE)
    writer.text(will.topic)
    writer.binary(will.payload)
  }
  if (userName !== undefined) writer.text(userName)
  if (password !== undefined) writer.binary(password)
  return writer.finish(firstByteOf(PacketType.connect))
}

function flagsOf({ cleanStart, will, userName, password }: Connect): number {
  let flags = cleanStart ? CLEAN_START : 0
  if (will !== undefined) {
    flags |= WILL_FLAG | (will.qos << WILL_QOS_SHIFT) | (will.retain ? WILL_RETAIN : 0)
  }
  if (userName !== undefined) flags |= USER_NAME
  if (password !== undefined) flags |= PASSWORD
  return flags
}
