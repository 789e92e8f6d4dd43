/** The decoder takes what is right, refuses what is wrong, and names the statement it breaks. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { paddedVarint, textOf, truncated, withField, withFlags } from './break.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import type { Packet, Property, Version } from './packet.ts'
import { EXAMPLES } from './examples.ts'
import type { Sender } from './properties.ts'
import { WireFault } from './wire-fault.ts'

type Case = readonly [
  what: string,
  version: Version,
  sender: Sender,
  bytes: Uint8Array,
  statement: string | undefined,
]

function example(type: Packet['type']): Packet {
  const found = EXAMPLES.find((packet) => packet.type === type)
  assert.ok(found !== undefined)
  return found
}

function refused({ 1: version, 2: sender, 3: bytes, 4: statement }: Case): void {
  assert.throws(
    () => decode(bytes, version, sender),
    (error) => {
      assert.ok(error instanceof WireFault, String(error))
      assert.deepEqual(error.statements, statement === undefined ? [] : [statement])
      return true
    },
  )
}

const publish = encode(example('PUBLISH'), '5.0')
const connect = encode(example('CONNECT'), '5.0')
const subscribe = encode(example('SUBSCRIBE'), '5.0')
const connack = encode(example('CONNACK'), '5.0')
const suback = encode(example('SUBACK'), '5.0')
const pubrel = encode(example('PUBREL'), '5.0')

function disconnectWith(reasonCode: number, ...properties: Property[]): Uint8Array {
  return encode({ type: 'DISCONNECT', reasonCode, properties }, '5.0').bytes
}

const CASES: readonly Case[] = [
  ['a packet type 0', '5.0', 'client', Uint8Array.of(0, 0), undefined],
  ['a CONNACK from a client', '5.0', 'client', connack.bytes, undefined],
  ['AUTH in 3.1.1', '3.1.1', 'client', Uint8Array.of(0xf0, 0), undefined],
  ['DISCONNECT from a 3.1.1 server', '3.1.1', 'server', Uint8Array.of(0xe0, 0), undefined],
  ['wrong flags', '5.0', 'server', withFlags(suback, 1), 'MQTT-5.0:2.1.3-1'],
  ['wrong flags, 3.1.1', '3.1.1', 'server', Uint8Array.of(0xd1, 0), 'MQTT-3.1.1:2.2.2-1'],
  ['wrong flags of PUBREL', '5.0', 'client', withFlags(pubrel, 0), 'MQTT-5.0:3.6.1-1'],
  ['QoS 3', '5.0', 'client', withFlags(publish, 6), 'MQTT-5.0:3.3.1-4'],
  ['a body cut short', '5.0', 'server', truncated(connack, 2), undefined],
  ['a byte too many', '5.0', 'server', Uint8Array.of(...connack.bytes, 0), undefined],
  [
    'text with a surrogate',
    '5.0',
    'client',
    withField(publish, 'topic name', textOf([0xed, 0xa0, 0x80])),
    'MQTT-5.0:1.5.4-1',
  ],
  [
    'text with U+0000',
    '5.0',
    'client',
    withField(publish, 'topic name', textOf([0x61, 0])),
    'MQTT-5.0:1.5.4-2',
  ],
  [
    'a wildcard in a topic name',
    '5.0',
    'client',
    withField(publish, 'topic name', textOf([0x23])),
    'MQTT-5.0:3.3.2-2',
  ],
  [
    'a padded property length',
    '5.0',
    'server',
    withField(connack, 'property length', paddedVarint(0)),
    'MQTT-5.0:1.5.5-1',
  ],
  [
    'a packet identifier 0',
    '5.0',
    'client',
    withField(publish, 'packet identifier', [0, 0]),
    'MQTT-5.0:2.2.1-3',
  ],
  [
    'an unknown reason code',
    '5.0',
    'server',
    withField(connack, 'reason code', [0x8b]),
    'MQTT-5.0:3.2.2-8',
  ],
  [
    'a property twice',
    '5.0',
    'server',
    disconnectWith(0x81, ...twice({ name: 'Reason String', value: 'x' })),
    undefined,
  ],
  [
    'Session Expiry Interval from a server',
    '5.0',
    'server',
    disconnectWith(0x81, { name: 'Session Expiry Interval', value: 1 }),
    'MQTT-5.0:3.14.2-2',
  ],
  ['a reserved connect flag', '5.0', 'client', connectFlags(0x03), 'MQTT-5.0:3.1.2-3'],
  ['Will QoS without a will', '5.0', 'client', connectFlags(0x0a), 'MQTT-5.0:3.1.2-11'],
  ['Will Retain without a will', '5.0', 'client', connectFlags(0x22), 'MQTT-5.0:3.1.2-13'],
  [
    'reserved subscription options',
    '5.0',
    'client',
    withField(subscribe, 'subscription options', [0x41]),
    'MQTT-5.0:3.8.3-5',
  ],
  [
    'Retain Handling 3',
    '5.0',
    'client',
    withField(subscribe, 'subscription options', [0x30]),
    undefined,
  ],
  [
    'acknowledge flags',
    '5.0',
    'server',
    withField(connack, 'acknowledge flags', [2]),
    'MQTT-5.0:3.2.2-1',
  ],
  [
    'Session Present in a refusal',
    '3.1.1',
    'server',
    Uint8Array.of(0x20, 2, 1, 5),
    'MQTT-3.1.1:3.2.2-4',
  ],
  [
    'a SUBSCRIBE without filters',
    '3.1.1',
    'client',
    Uint8Array.of(0x82, 2, 0, 1),
    'MQTT-3.1.1:3.8.3-3',
  ],
  ['an unknown property', '5.0', 'server', Uint8Array.of(0xe0, 4, 0, 2, 0x7f, 0), undefined],
]

function twice(property: Property): readonly Property[] {
  return [property, property]
}

/** The example has neither will nor user name, so that the flags alone are wrong. */
function connectFlags(flags: number): Uint8Array {
  return withField(connect, 'connect flags', [flags])
}

describe('the decoder', () => {
  for (const packet of EXAMPLES) {
    test(`reads back ${packet.type}`, () => {
      const senders: readonly Sender[] = ['client', 'server']
      const [sender] = senders.filter((by) => isReadable(packet, by))
      assert.ok(sender !== undefined)
      assert.deepEqual(decode(encode(packet, '5.0').bytes, '5.0', sender), packet)
    })
  }
  for (const one of CASES) {
    const [what, version, sender] = one
    test(`refuses ${what} from a ${sender} in ${version}`, () => refused(one))
  }
})

function isReadable(packet: Packet, sender: Sender): boolean {
  try {
    decode(encode(packet, '5.0').bytes, '5.0', sender)
    return true
  } catch {
    return false
  }
}
