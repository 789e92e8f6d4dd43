/** Reads the body of a CONNECT. */
import { decodeProperties } from './decode-properties.ts'
import type { Connect, QoS, Version, Will } from './packet.ts'
import type { Reader, Statements } from './reader.ts'

export const PROTOCOLS: Readonly<
  Record<Version, { readonly name: string; readonly level: number }>
> = {
  '3.1': { name: 'MQIsdp', level: 3 },
  '3.1.1': { name: 'MQTT', level: 4 },
  '5.0': { name: 'MQTT', level: 5 },
}

const WILL_FLAG = 0x04

export function decodeConnect(reader: Reader): Connect {
  const expected = PROTOCOLS[reader.version]
  const protocolName = reader.text('the protocol name')
  if (protocolName !== expected.name) {
    const statements = { '3.1.1': '3.1.2-1', '5.0': '3.1.2-1' }
    throw reader.fault(`the protocol is called ${protocolName}`, statements)
  }
  const protocolLevel = reader.byte('the protocol level')
  if (protocolLevel !== expected.level) {
    const statements = { '3.1.1': '3.1.2-2', '5.0': '3.1.2-2' }
    throw reader.fault(`the protocol level is ${protocolLevel}`, statements)
  }
  const flags = reader.byte('the connect flags')
  checkFlags(reader, flags)
  const keepAlive = reader.two('the keep alive')
  const properties = decodeProperties(reader, 'CONNECT', 'client')
  const clientId = reader.text('the client identifier')
  const will = (flags & WILL_FLAG) === 0 ? undefined : decodeWill(reader, flags)
  const hasUserName = (flags & 0x80) !== 0
  const userName = hasUserName && !isLeftOut(reader) ? reader.text('the user name') : undefined
  const hasPassword = (flags & 0x40) !== 0
  const password = hasPassword && !isLeftOut(reader) ? reader.binary('the password') : undefined
  return {
    type: 'CONNECT',
    protocolName,
    protocolLevel,
    cleanStart: (flags & 2) !== 0,
    keepAlive,
    clientId,
    will,
    userName,
    password,
    properties,
  }
}

/** 3.1 lets user name and password be missing in spite of their flags. */
function isLeftOut(reader: Reader): boolean {
  return reader.version === '3.1' && reader.isAtEnd
}

function checkFlags(reader: Reader, flags: number): void {
  if ((flags & 1) !== 0 && reader.version !== '3.1') {
    const statements = { '3.1.1': '3.1.2-3', '5.0': '3.1.2-3' }
    throw reader.fault('the reserved connect flag is set', statements)
  }
  if ((flags & WILL_FLAG) === 0) {
    refuse(reader, (flags & 0x18) !== 0, 'Will QoS without a will', {
      '3.1.1': '3.1.2-13',
      '5.0': '3.1.2-11',
    })
    refuse(reader, (flags & 0x20) !== 0, 'Will Retain without a will', {
      '3.1.1': '3.1.2-15',
      '5.0': '3.1.2-13',
    })
  }
  refuse(reader, (flags & 0x18) === 0x18, 'Will QoS is 3', {
    '3.1.1': '3.1.2-14',
    '5.0': '3.1.2-12',
  })
  refuse(
    reader,
    (flags & 0xc0) === 0x40 && reader.version !== '5.0',
    'password without user name',
    {
      '3.1.1': '3.1.2-22',
    },
  )
}

function refuse(reader: Reader, isWrong: boolean, rule: string, statements: Statements): void {
  if (isWrong && reader.version !== '3.1') throw reader.fault(rule, statements)
}

function decodeWill(reader: Reader, flags: number): Will {
  const properties = decodeProperties(reader, 'will', 'client')
  const topic = reader.text('the will topic')
  const payload = reader.binary('the will payload')
  return { topic, payload, qos: qosOf((flags >> 3) & 3), retain: (flags & 0x20) !== 0, properties }
}

function qosOf(value: number): QoS {
  return value === 1 || value === 2 || value === 3 ? value : 0
}
