/** Packets that the decoder has to refuse, each with the rule it breaks. Tests only. */
import { paddedVarint, textOf, truncated, withField, withFlags } from './break.ts'
import { encode } from './encode.ts'
import type { Encoded } from './encode.ts'
import { connectExample, example } from './examples.ts'
import { VERSIONS } from './packet.ts'
import type { Connect, PacketType, Property, Version, Will } from './packet.ts'
import type { Sender } from './properties.ts'
import type { WireRule } from './wire-rules.ts'

export interface RefusedCase {
  readonly rule: WireRule
  readonly version: Version
  readonly sender: Sender
  readonly bytes: Uint8Array
  /** Without the version in front, with a space between them. */
  readonly statements: string
}

/** Told as `5.0 client`: who sends it in which version. */
function wrong(
  rule: WireRule,
  from: `${Version} ${Sender}`,
  bytes: Uint8Array | Encoded,
  statements = '',
): RefusedCase {
  return {
    rule,
    version: VERSIONS.find((version) => from.startsWith(`${version} `)) ?? '5.0',
    sender: from.endsWith('client') ? 'client' : 'server',
    bytes: bytes instanceof Uint8Array ? bytes : bytes.bytes,
    statements,
  }
}

export function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits.replaceAll(' ', ''), 'hex'))
}

function wire(type: PacketType, version: Version = '5.0'): Encoded {
  return encode(example(type, version), version)
}

function withProperties(type: PacketType, ...properties: Property[]): Encoded {
  const packet = example(type)
  return encode('properties' in packet ? { ...packet, properties } : packet, '5.0')
}

function connect(fields: Partial<Connect>, version: Version = '5.0'): Encoded {
  return encode({ ...connectExample(version), ...fields }, version)
}

/** A PUBLISH with another topic name. */
function topicName(bytes: readonly number[], version: Version = '5.0'): Uint8Array {
  return withField(wire('PUBLISH', version), 'topic name', bytes)
}

function connackWith(field: string, ...bytes: readonly number[]): Uint8Array {
  return withField(wire('CONNACK'), field, bytes)
}

function connectWith(...properties: Property[]): Encoded {
  return connect({ properties })
}

function connectWithWill(will: Partial<Will>): Encoded {
  return connect({ will: { ...WILL, ...will } })
}

const WILL: Will = {
  topic: 'w',
  payload: Uint8Array.of(1),
  qos: 1,
  retain: false,
  properties: [],
}
const SURROGATE = textOf([0xed, 0xa0, 0x80])
const NUL = textOf([0x61, 0])
const HASH = textOf([0x23])
const EMPTY = textOf([])
const number = (name: string, value: number): Property => ({ name, value })
const flagged = (flags: number, version: Version = '5.0') =>
  withField(wire('CONNECT', version), 'connect flags', [flags])
const options = (value: number, version: Version = '5.0') =>
  withField(wire('SUBSCRIBE', version), 'subscription options', [value])

const OF_THE_HEADER: readonly RefusedCase[] = [
  wrong('lengthBytes', '5.0 server', hex('d0 80 80 80 80 00'), 'X-01'),
  wrong('lengthBytes', '3.1.1 server', hex('d0 ff ff ff ff 7f'), 'X-01'),
  wrong('lengthBytes', '3.1 server', hex('d0 80 80 80 80 00'), 'FORMAT-01'),
  wrong('shortestLength', '5.0 server', hex('d0 80 00'), '1.5.5-1'),
  wrong(
    'shortestLength',
    '5.0 server',
    connackWith('property length', ...paddedVarint(0)),
    '1.5.5-1',
  ),
  wrong('truncated', '5.0 server', hex('20 04 00 00 00'), 'X-03'),
  wrong('truncated', '5.0 server', truncated(wire('CONNACK'), 2), 'X-03'),
  wrong('truncated', '3.1.1 server', hex('90 01 00'), 'X-03'),
  wrong('leftOver', '5.0 server', hex('d0 00 00'), 'X-03'),
  wrong('leftOver', '5.0 client', hex('c0 01 00'), 'X-03 X-50'),
  wrong('leftOver', '3.1.1 server', hex('b0 03 00 01 00'), 'X-03'),
  wrong('leftOver', '3.1 server', hex('b0 03 00 01 00'), 'UNSUBSCRIBE-02'),
  wrong('leftOver', '3.1 server', hex('20 03 00 00 00'), 'CONNACK-01'),
  wrong('packetType', '5.0 client', hex('00 00'), 'X-02'),
  wrong('packetType', '3.1.1 client', hex('f0 00'), 'X-02'),
  wrong('packetType', '3.1 server', hex('f0 00'), 'FORMAT-02'),
  wrong('serverOnly', '5.0 client', wire('CONNACK'), 'X-04'),
  wrong('serverOnly', '3.1.1 client', hex('d0 00'), 'X-04'),
  wrong('clientOnly', '5.0 server', wire('SUBSCRIBE')),
  wrong('clientOnly', '3.1.1 server', hex('e0 00')),
  wrong('flags', '5.0 server', withFlags(wire('SUBACK'), 1), '2.1.3-1'),
  wrong('flags', '3.1.1 server', hex('d1 00'), '2.2.2-1'),
  wrong('flags', '3.1 server', hex('d8 00'), 'FORMAT-03'),
  wrong('flags', '3.1 client', hex('60 02 00 01'), 'FORMAT-03 QOS2-03'),
]

const OF_TEXT: readonly RefusedCase[] = [
  wrong('utf8', '3.1.1 server', topicName(SURROGATE, '3.1.1'), '1.5.3-1 3.3.2-1'),
  wrong('utf8', '3.1 server', topicName(SURROGATE, '3.1'), 'FORMAT-07'),
  wrong('nul', '5.0 server', topicName(NUL), '1.5.4-2 4.7.3-2'),
  wrong('nul', '5.0 client', withField(wire('CONNECT'), 'client identifier', NUL), '1.5.4-2'),
  wrong('topicWildcard', '5.0 client', topicName(HASH), '4.7.0-1 3.3.2-2'),
  wrong('topicWildcard', '3.1 server', topicName(textOf([0x2b]), '3.1'), 'PUBLISH-01'),
  wrong(
    'topicWildcard',
    '5.0 client',
    withProperties('PUBLISH', { name: 'Response Topic', value: 'a/#' }),
    '4.7.0-1 3.3.2-14',
  ),
  wrong('topicWildcard', '5.0 client', connectWithWill({ topic: '+' }), '4.7.0-1'),
  wrong('topicEmpty', '5.0 server', topicName(EMPTY), '4.7.3-1 X-31'),
  wrong('topicEmpty', '3.1.1 client', topicName(EMPTY, '3.1.1'), '4.7.3-1'),
  wrong('topicEmpty', '5.0 client', connectWithWill({ topic: '' }), '4.7.3-1'),
  wrong(
    'topicLength',
    '3.1 server',
    topicName(textOf(Array(32_768).fill(0x61)), '3.1'),
    'PUBLISH-02',
  ),
]

const OF_PROPERTIES: readonly RefusedCase[] = [
  wrong('propertyLength', '5.0 server', hex('e0 03 00 7f 1f'), 'X-09'),
  wrong('propertyLength', '5.0 server', hex('20 05 00 00 02 21 00'), 'X-09'),
  wrong('propertyId', '5.0 server', hex('e0 04 00 02 7f 00'), 'X-08'),
  wrong('propertyPlace', '5.0 server', withProperties('CONNACK', number('Topic Alias', 1)), 'X-07'),
  wrong(
    'propertyPlace',
    '5.0 client',
    connectWithWill({ properties: [number('Topic Alias', 1)] }),
    'X-07 X-21',
  ),
  wrong(
    'propertyPlace',
    '5.0 client',
    withProperties('PUBLISH', number('Subscription Identifier', 1)),
    'X-07 3.3.4-6',
  ),
  wrong(
    'propertyPlace',
    '5.0 server',
    withProperties('DISCONNECT', number('Session Expiry Interval', 1)),
    'X-07 3.14.2-2',
  ),
  wrong(
    'propertyOnce',
    '5.0 server',
    withProperties('CONNACK', number('Receive Maximum', 1), number('Receive Maximum', 1)),
    'X-06',
  ),
  wrong(
    'propertyOnce',
    '5.0 client',
    withProperties(
      'SUBSCRIBE',
      number('Subscription Identifier', 1),
      number('Subscription Identifier', 2),
    ),
    'X-06',
  ),
  wrong(
    'propertyRange',
    '5.0 server',
    withProperties('PUBLISH', number('Topic Alias', 0)),
    '3.3.2-8',
  ),
  wrong('propertyRange', '5.0 server', withProperties('CONNACK', number('Maximum QoS', 2)), 'X-26'),
  wrong('propertyRange', '5.0 client', connectWith(number('Receive Maximum', 0)), 'X-15'),
  wrong(
    'propertyRange',
    '5.0 server',
    withProperties('PUBLISH', number('Payload Format Indicator', 2)),
  ),
  wrong(
    'authenticationData',
    '5.0 client',
    connectWith({ name: 'Authentication Data', value: Uint8Array.of(1) }),
    'X-19',
  ),
  wrong('authenticationMethod', '5.0 server', hex('f0 02 18 00'), 'X-56'),
  wrong(
    'serverReference',
    '5.0 server',
    withProperties('CONNACK', { name: 'Server Reference', value: 'other' }),
    'X-27',
  ),
]

const OF_CONNECT: readonly RefusedCase[] = [
  wrong('protocolName', '5.0 client', connect({ protocolName: 'MQTX' }), '3.1.2-1'),
  wrong('protocolLevel', '3.1.1 client', connect({ protocolLevel: 5 }, '3.1.1'), '3.1.2-2'),
  wrong('connectFlagReserved', '5.0 client', flagged(0x03), '3.1.2-3'),
  wrong('connectFlagReserved', '3.1 client', flagged(0x03, '3.1'), 'FORMAT-03'),
  wrong('willQos', '5.0 client', connectWithWill({ qos: 3 }), '3.1.2-12'),
  wrong('noWillQos', '5.0 client', flagged(0x0a), '3.1.2-11'),
  wrong('noWillQos', '3.1.1 client', flagged(0x0a, '3.1.1'), '3.1.2-11 3.1.2-13'),
  wrong('noWillRetain', '5.0 client', flagged(0x22), '3.1.2-13'),
  wrong('noWillRetain', '3.1.1 client', flagged(0x22, '3.1.1'), '3.1.2-11 3.1.2-15'),
  wrong(
    'passwordAlone',
    '3.1.1 client',
    connect({ password: Uint8Array.of(1) }, '3.1.1'),
    '3.1.2-22',
  ),
  wrong('truncated', '5.0 client', flagged(0x82), 'X-03 3.1.2-17'),
  wrong('truncated', '3.1.1 client', flagged(0x82, '3.1.1'), 'X-03 3.1.2-19'),
  wrong('truncated', '3.1.1 client', truncated(wire('CONNECT', '3.1.1'), 10), 'X-03 3.1.3-3'),
  wrong(
    'leftOver',
    '5.0 client',
    withField(connect({ userName: 'u' }), 'connect flags', [2]),
    'X-03 3.1.2-16',
  ),
]

const OF_ANSWERS: readonly RefusedCase[] = [
  wrong('acknowledgeFlags', '5.0 server', connackWith('acknowledge flags', 2), '3.2.2-1'),
  wrong('acknowledgeByte', '3.1 server', hex('20 02 01 00'), 'CONNACK-01'),
  wrong('refusedSession', '5.0 server', hex('20 03 01 87 00'), '3.2.2-6'),
  wrong('refusedSession', '3.1.1 server', hex('20 02 01 05'), '3.2.2-4'),
  wrong('reasonCode', '5.0 server', connackWith('reason code', 0x8b), '3.2.2-8'),
  wrong('reasonCode', '3.1 server', hex('20 02 00 06'), 'CONNACK-02'),
  wrong('reasonCode', '3.1 server', hex('90 03 00 01 80'), 'SUBACK-01'),
  wrong('reasonCode', '3.1.1 server', hex('90 03 00 01 03'), '3.9.3-2'),
  wrong('reasonCode', '5.0 server', hex('e0 01 04'), '3.14.2-1'),
  wrong('reasonCode', '5.0 client', hex('e0 01 8e'), '3.14.2-1'),
  wrong('reasonCode', '5.0 server', hex('f0 02 19 00'), '3.15.2-1'),
  wrong('reasonCode', '5.0 server', hex('40 03 00 01 11'), '3.4.2-1'),
]

const OF_MESSAGES: readonly RefusedCase[] = [
  wrong(
    'packetId',
    '5.0 client',
    withField(wire('PUBLISH'), 'packet identifier', [0, 0]),
    '2.2.1-3',
  ),
  wrong(
    'packetId',
    '5.0 server',
    withField(wire('PUBLISH'), 'packet identifier', [0, 0]),
    '2.2.1-4',
  ),
  wrong('packetId', '3.1.1 server', hex('40 02 00 00'), '2.3.1-6'),
  wrong('packetId', '3.1 server', hex('90 03 00 00 00'), 'FORMAT-06'),
  wrong('publishQos', '5.0 client', withFlags(wire('PUBLISH'), 6), '3.3.1-4'),
  wrong('publishQos', '3.1 client', withFlags(wire('PUBLISH', '3.1'), 6), 'FORMAT-04'),
  wrong('dupAtQos0', '5.0 server', hex('38 04 00 01 61 00'), '3.3.1-2'),
  wrong('noFilters', '3.1.1 client', hex('82 02 00 01'), '3.8.3-3'),
  wrong('noFilters', '5.0 client', hex('a2 03 00 01 00'), '3.10.3-2'),
  wrong(
    'filterEmpty',
    '5.0 client',
    withField(wire('SUBSCRIBE'), 'topic filter', EMPTY),
    '4.7.3-1',
  ),
  wrong('subscribeQos', '5.0 client', options(3), 'X-46'),
  wrong('subscribeQos', '3.1.1 client', options(3, '3.1.1'), '3.8.3-4'),
  wrong('subscribeReserved', '5.0 client', options(0x41), '3.8.3-5'),
  wrong('subscribeReserved', '3.1.1 client', options(0x05, '3.1.1'), '3.8.3-4'),
  wrong('retainHandling', '5.0 client', options(0x30), 'X-47'),
  wrong(
    'sharedNoLocal',
    '5.0 client',
    withField(wire('SUBSCRIBE'), 'topic filter', textOf([...Buffer.from('$share/s/t')])),
    '3.8.3-4',
  ),
]

export const REFUSED = [
  ...OF_THE_HEADER,
  ...OF_TEXT,
  ...OF_PROPERTIES,
  ...OF_CONNECT,
  ...OF_ANSWERS,
  ...OF_MESSAGES,
]
