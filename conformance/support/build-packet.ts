/**
 * Builds a packet from the rows of a step: what is not listed gets a value that any broker accepts. It
 * can build what is not allowed; it refuses only rows that it does not understand.
 */
import {
  bytes,
  number,
  optional,
  qos,
  reasonCode,
  referredPacketId,
  Table,
  text,
  yesNo,
} from '../fields.ts'
import type { Row, Setting } from '../fields.ts'
import type { Connect, Packet, PacketType, Subscription, Will } from '../wire/packet.ts'

const PROTOCOL = { '3.1': ['MQIsdp', 3], '3.1.1': ['MQTT', 4], '5.0': ['MQTT', 5] } as const
const DEFAULT_KEEP_ALIVE = 60

export type PacketOf<T extends PacketType> = Packet & { readonly type: T }

/** Throws for a field that the packet does not have and for a value that cannot be read. */
export function buildPacket<T extends PacketType>(
  type: T,
  rows: readonly Row[],
  setting: Setting,
): PacketOf<T> {
  const table = new Table(rows)
  const packet = build(type, table, setting)
  table.expectNothingLeft(type)
  if (!isOfType(packet, type)) throw new Error(`${packet.type} was built for ${type}`)
  return packet
}

export function isOfType<T extends PacketType>(packet: Packet, type: T): packet is PacketOf<T> {
  return packet.type === type
}

function build(type: PacketType, table: Table, setting: Setting): Packet {
  switch (type) {
    case 'CONNECT':
      return buildConnect(table, setting)
    case 'CONNACK':
      return {
        type,
        sessionPresent: yesNo(table.take('session present') ?? 'no'),
        reasonCode: reasonCode(table.take('reason code') ?? '0'),
        properties: table.properties(),
      }
    case 'PUBLISH':
      return buildPublish(table, setting)
    case 'SUBSCRIBE':
      return buildSubscribe(table, setting)
    case 'UNSUBSCRIBE':
      return buildUnsubscribe(table, setting)
    case 'SUBACK':
    case 'UNSUBACK':
      return {
        type,
        packetId: packetId(table, setting),
        reasonCodes: table.takeAll('reason code').map(reasonCode),
        properties: table.properties(),
      }
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return {
        type,
        packetId: packetId(table, setting),
        reasonCode: reasonCode(table.take('reason code') ?? '0'),
        properties: table.properties(),
      }
    case 'DISCONNECT':
    case 'AUTH':
      return {
        type,
        reasonCode: reasonCode(table.take('reason code') ?? '0'),
        properties: table.properties(),
      }
    case 'PINGREQ':
    case 'PINGRESP':
      return { type }
  }
}

function buildConnect(table: Table, setting: Setting): Connect {
  const [name, level] = PROTOCOL[setting.version]
  const clientId = table.take('client id')
  const password = table.takeOr('password', setting.password)
  return {
    type: 'CONNECT',
    protocolName: text(table.take('protocol name') ?? name),
    protocolLevel: number(table.take('protocol level') ?? String(level)),
    cleanStart: yesNo(table.take('clean start') ?? 'yes'),
    keepAlive: number(table.take('keep alive') ?? String(DEFAULT_KEEP_ALIVE)),
    clientId:
      table.takeText('raw client id') ??
      (clientId === undefined ? setting.clientId : setting.ownClientId(text(clientId))),
    userName: optional(table.takeOr('user name', setting.userName), text),
    password: optional(password, bytes),
    will: buildWill(table, setting),
    properties: table.properties(),
  }
}

function buildWill(table: Table, setting: Setting): Will | undefined {
  const topic = table.takeText('raw will topic') ?? table.takeTopic('will topic', setting)
  const payload = table.take('will payload')
  if (topic === undefined) return undefined
  return {
    topic,
    payload: bytes(payload ?? 'gone'),
    qos: qos(table.take('will qos') ?? '0'),
    retain: yesNo(table.take('will retain') ?? 'no'),
    properties: table.willProperties(),
  }
}

function buildPublish(table: Table, setting: Setting): Packet {
  const level = qos(table.take('qos') ?? '0')
  return {
    type: 'PUBLISH',
    dup: yesNo(table.take('dup') ?? 'no'),
    qos: level,
    retain: yesNo(table.take('retain') ?? 'no'),
    topic: table.takeText('raw topic') ?? table.takeTopic('topic', setting) ?? setting.topic('a'),
    packetId: level === 0 ? undefined : packetId(table, setting),
    payload: bytes(table.take('payload') ?? 'x'),
    properties: table.properties(),
  }
}

function buildSubscribe(table: Table, setting: Setting): Packet {
  return {
    type: 'SUBSCRIBE',
    packetId: packetId(table, setting),
    subscriptions: subscriptions(table, setting),
    properties: table.properties(),
  }
}

function buildUnsubscribe(table: Table, setting: Setting): Packet {
  return {
    type: 'UNSUBSCRIBE',
    packetId: packetId(table, setting),
    filters: filters(table, setting),
    properties: table.properties(),
  }
}

function packetId(table: Table, setting: Setting): number {
  const value = table.take('packet identifier')
  return value === undefined ? setting.nextPacketId() : referredPacketId(value, setting)
}

/** Options stand below the filter that they belong to. */
function subscriptions(table: Table, setting: Setting): readonly Subscription[] {
  return table.groups(['filter', 'raw filter']).map((group) => ({
    filter: group.takeText('raw filter') ?? group.takeTopic('filter', setting) ?? '',
    qos: qos(group.take('qos') ?? '0'),
    noLocal: yesNo(group.take('no local') ?? 'no'),
    retainAsPublished: yesNo(group.take('retain as published') ?? 'no'),
    retainHandling: number(group.take('retain handling') ?? '0'),
  }))
}

function filters(table: Table, setting: Setting): readonly string[] {
  return table
    .groups(['filter', 'raw filter'])
    .map((group) => group.takeText('raw filter') ?? group.takeTopic('filter', setting) ?? '')
}
