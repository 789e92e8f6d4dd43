/** Reads the body of CONNECT. */
import { has, readProperties } from './decode-properties.ts'
import type { Connect, QoS, Version, Will } from './packet.ts'
import type { Reader } from './reader.ts'
import { LEFT_OVER_OF } from './wire-rules.ts'

/** How CONNECT names each version. */
const PROTOCOLS = {
  '3.1': { name: 'MQIsdp', level: 3 },
  '3.1.1': { name: 'MQTT', level: 4 },
  '5.0': { name: 'MQTT', level: 5 },
} as const satisfies Record<Version, { name: string; level: number }>

const RESERVED = 0x01
const CLEAN_START = 0x02
const WILL = 0x04
const WILL_QOS_SHIFT = 3
const WILL_RETAIN = 0x20
const PASSWORD = 0x40
const USER_NAME = 0x80

export function decodeConnect(reader: Reader): Connect {
  const { name, level } = PROTOCOLS[reader.version]
  const protocolName = reader.text('protocol name')
  reader.expect(protocolName === name, 'protocolName', protocolName)
  const protocolLevel = reader.byte('protocol level')
  reader.expect(protocolLevel === level, 'protocolLevel', String(protocolLevel))
  const flags = reader.byte('connect flags')
  expectFlags(reader, flags)
  const head = {
    type: 'CONNECT',
    protocolName,
    protocolLevel,
    cleanStart: (flags & CLEAN_START) !== 0,
    keepAlive: reader.two('keep alive'),
  } as const
  const properties = readProperties(reader, 'CONNECT')
  const isAuthenticated = has(properties, 'Authentication Method')
  const isMethodMissing = has(properties, 'Authentication Data') && !isAuthenticated
  reader.expect(!isMethodMissing, 'authenticationData', 'CONNECT')
  const clientId = reader.text('client identifier')
  const will = (flags & WILL) === 0 ? undefined : readWill(reader, flags)
  const userName = isThere(reader, flags & USER_NAME) ? reader.text('user name') : undefined
  const password = isThere(reader, flags & PASSWORD) ? reader.binary('password') : undefined
  expectNothingLeft(reader, flags)
  return { ...head, properties, clientId, will, userName, password }
}

function expectFlags(reader: Reader, flags: number): void {
  reader.expect((flags & RESERVED) === 0, 'connectFlagReserved', 'connect flags')
  if ((flags & WILL) !== 0) {
    reader.expect(willQos(flags) !== 3, 'willQos', 'connect flags')
  } else if (reader.version !== '3.1') {
    reader.expect(willQos(flags) === 0, 'noWillQos', 'connect flags')
    reader.expect((flags & WILL_RETAIN) === 0, 'noWillRetain', 'connect flags')
  }
  const isPasswordAlone = (flags & PASSWORD) !== 0 && (flags & USER_NAME) === 0
  reader.expect(!isPasswordAlone || reader.version === '5.0', 'passwordAlone', 'connect flags')
}

function readWill(reader: Reader, flags: number): Will {
  const properties = readProperties(reader, 'will')
  const topic = reader.topicName('will topic')
  reader.expect(topic !== '', 'topicEmpty', 'will topic')
  const payload = reader.binary('will payload')
  return { topic, payload, qos: willQos(flags), retain: (flags & WILL_RETAIN) !== 0, properties }
}

function willQos(flags: number): QoS {
  return toQos(flags >> WILL_QOS_SHIFT)
}

/** In 3.1 a flag may be set for a field that is not there. @MQTT-3.1:CONNECT-15 */
function isThere(reader: Reader, flag: number): boolean {
  return flag !== 0 && !(reader.version === '3.1' && reader.isAtEnd)
}

function expectNothingLeft(reader: Reader, flags: number): void {
  const surplus = (flags & USER_NAME) === 0 ? 'user name' : 'password'
  const isFlagged = (flags & USER_NAME) !== 0 && (flags & PASSWORD) !== 0
  const also = isFlagged ? undefined : LEFT_OVER_OF[surplus]
  reader.expect(reader.isAtEnd, 'leftOver', 'CONNECT', also)
}

/** The two lowest bits. */
export function toQos(bits: number): QoS {
  const [low, high] = [(bits & 1) !== 0, (bits & 2) !== 0]
  if (high) return low ? 3 : 2
  return low ? 1 : 0
}
