/** One correct packet of each kind, to test with and to break. */
import type { Connect, Packet, PacketType, Version } from './packet.ts'

const PAYLOAD = new TextEncoder().encode('payload')

const LEVELS = { '3.1': 3, '3.1.1': 4, '5.0': 5 } as const

export function connectExample(version: Version = '5.0'): Connect {
  return {
    type: 'CONNECT',
    protocolName: version === '3.1' ? 'MQIsdp' : 'MQTT',
    protocolLevel: LEVELS[version],
    cleanStart: true,
    keepAlive: 60,
    clientId: 'example',
    will: undefined,
    userName: undefined,
    password: undefined,
    properties: [{ name: 'Receive Maximum', value: 10 }],
  }
}

const OTHERS: readonly Packet[] = [
  { type: 'CONNACK', sessionPresent: false, reasonCode: 0, properties: [] },
  {
    type: 'PUBLISH',
    dup: false,
    qos: 1,
    retain: false,
    topic: 'a/b',
    packetId: 7,
    properties: [
      { name: 'Message Expiry Interval', value: 100_000 },
      { name: 'User Property', value: ['name', 'value'] },
    ],
    payload: PAYLOAD,
  },
  { type: 'PUBACK', packetId: 7, reasonCode: 0, properties: [] },
  { type: 'PUBREC', packetId: 7, reasonCode: 0x10, properties: [] },
  { type: 'PUBREL', packetId: 7, reasonCode: 0, properties: [] },
  {
    type: 'PUBCOMP',
    packetId: 7,
    reasonCode: 0x92,
    properties: [{ name: 'Reason String', value: 'unknown' }],
  },
  {
    type: 'SUBSCRIBE',
    packetId: 8,
    properties: [{ name: 'Subscription Identifier', value: 200 }],
    subscriptions: [
      { filter: 'a/#', qos: 2, noLocal: true, retainAsPublished: true, retainHandling: 2 },
    ],
  },
  { type: 'SUBACK', packetId: 8, properties: [], reasonCodes: [2] },
  { type: 'UNSUBSCRIBE', packetId: 9, properties: [], filters: ['a/#', 'b'] },
  { type: 'UNSUBACK', packetId: 9, properties: [], reasonCodes: [0, 0x11] },
  { type: 'PINGREQ' },
  { type: 'PINGRESP' },
  { type: 'DISCONNECT', reasonCode: 0, properties: [] },
  {
    type: 'AUTH',
    reasonCode: 0x18,
    properties: [
      { name: 'Authentication Method', value: 'M' },
      { name: 'Authentication Data', value: PAYLOAD },
    ],
  },
]

/** What a version does not have is still there, for the encoder to leave out. */
export function example(type: PacketType, version: Version = '5.0'): Packet {
  const found = [connectExample(version), ...OTHERS].find((packet) => packet.type === type)
  if (found === undefined) throw new Error(`there is no example of ${type}`)
  return found
}
