/** One correct packet of each kind, to test with and to break. */
import type { Packet } from './packet.ts'

const PAYLOAD = new TextEncoder().encode('payload')

export const EXAMPLES: readonly Packet[] = [
  {
    type: 'CONNECT',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'example',
    will: undefined,
    userName: undefined,
    password: undefined,
    properties: [{ name: 'Receive Maximum', value: 10 }],
  },
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
