/** CONNECT of the three versions: what it means, and every way in which it is none. */
import { connect, will } from './packets.ts'
import { bytesOf, peer } from './wire-case.ts'
import type { Breach, Meaning } from './wire-case.ts'

const v31 = peer('client', 3)
const v311 = peer('client', 4)
const v5 = peer('client', 5)

const alice = { userName: 'al', password: bytesOf('7077') }

export const connects: readonly Meaning[] = [
  v5.means('@MQTT-5.0:3.1.2-1 the plainest', '10 "MQTT" 05 02 0000 00 "c"', connect(5)),
  v5.means(
    '@MQTT-5.0:3.1.3-6 no client id, and a session to go on with',
    '10 "MQTT" 05 00 003c 00 ""',
    connect(5, { clientId: '', cleanStart: false, keepAlive: 60 }),
  ),
  v5.means(
    '@MQTT-5.0:3.1.3-1 all fields, in their order',
    '10 "MQTT" 05 f6 ffff 00 "c" 00 "w" 0002 0001 "al" 00027077',
    connect(5, {
      keepAlive: 65_535,
      will: will({ payload: bytesOf('0001'), qos: 2, retain: true }),
      ...alice,
    }),
  ),
  v5.means(
    '@MQTT-5.0:3.1.2-19 a password without a user name',
    '10 "MQTT" 05 42 0000 00 "c" 00027077',
    connect(5, { password: alice.password }),
  ),
  v5.means(
    '@MQTT-5.0:3.1.2-17 an empty user name and an empty password are there',
    '10 "MQTT" 05 c2 0000 00 "c" "" 0000',
    connect(5, { userName: '', password: new Uint8Array(0) }),
  ),
  v5.means(
    '@MQTT-5.0:3.1.2-23 every property of CONNECT',
    `10 "MQTT" 05 02 0000 2a 11 ffffffff 15 "m" 16 0002 00ff 17 00 19 01 21 ffff 22 0000
     26 "k" "v" 26 "k" "" 27 00000001 "c"`,
    connect(5, {
      properties: {
        sessionExpiryInterval: 0xffff_ffff,
        authenticationMethod: 'm',
        authenticationData: bytesOf('00ff'),
        requestProblemInformation: 0,
        requestResponseInformation: 1,
        receiveMaximum: 65_535,
        topicAliasMaximum: 0,
        userProperties: [
          ['k', 'v'],
          ['k', ''],
        ],
        maximumPacketSize: 1,
      },
    }),
  ),
  v5.means(
    '@MQTT-5.0:3.1.3-10 every property of a will',
    `10 "MQTT" 05 06 0000 00 "c" 26 01 01 02 0000000a 03 "x" 08 "r" 09 0001 ff 18 00000005
     26 "b" "1" 26 "a" "2" "w" ""`,
    connect(5, {
      will: will({
        properties: {
          payloadFormatIndicator: 1,
          messageExpiryInterval: 10,
          contentType: 'x',
          responseTopic: 'r',
          correlationData: bytesOf('ff'),
          willDelayInterval: 5,
          userProperties: [
            ['b', '1'],
            ['a', '2'],
          ],
        },
      }),
    }),
  ),
  v5.alsoMeans(
    '@MQTT-5.0:2.2.2-1 properties in any order',
    '10 "MQTT" 05 02 0000 08 21 0005 11 0000000a "c"',
    connect(5, { properties: { sessionExpiryInterval: 10, receiveMaximum: 5 } }),
  ),
  v311.means('@MQTT-3.1.1:3.1.3-3 the plainest', '10 "MQTT" 04 02 0000 "c"', connect(4)),
  v311.means(
    '@MQTT-3.1.1:3.1.3-1 all fields, in their order',
    '10 "MQTT" 04 ce 000a "c" "w" 000401020304 "al" 00027077',
    connect(4, {
      keepAlive: 10,
      will: will({ payload: bytesOf('01020304'), qos: 1 }),
      ...alice,
    }),
  ),
  v311.means(
    '@MQTT-3.1.1:3.1.2-22 a user name without a password',
    '10 "MQTT" 04 82 0000 "c" "al"',
    connect(4, { userName: 'al' }),
  ),
  v31.means('@MQTT-3.1:CONNECT-01 the plainest', '10 "MQIsdp" 03 02 0000 "c"', connect(3)),
  v31.means(
    '@MQTT-3.1:CONNECT-19 all fields, in their order',
    '10 "MQIsdp" 03 f4 0000 "c" "w" 0001ff "al" 00027077',
    connect(3, {
      cleanStart: false,
      will: will({ payload: bytesOf('ff'), qos: 2, retain: true }),
      ...alice,
    }),
  ),
  v31.alsoMeans(
    '@MQTT-3.1:CONNECT-15 flags for a user name and a password that are not there',
    '10 "MQIsdp" 03 c2 0000 "c"',
    connect(3),
  ),
  v31.alsoMeans(
    '@MQTT-3.1:CONNECT-15 a flag for a password that is not there',
    '10 "MQIsdp" 03 c2 0000 "c" "al"',
    connect(3, { userName: 'al' }),
  ),
  v31.alsoMeans(
    '@MQTT-3.1:FORMAT-03 the unused connect flag and the flags of no will',
    '10 "MQIsdp" 03 2b 0000 "c"',
    connect(3, { cleanStart: true }),
  ),
]

export const brokenConnects: readonly Breach[] = [
  v5.breaks('@MQTT-5.0:3.1.2-1 another name', '10 "MQTX" 05 02 0000 00 "c"', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.1.2-1 no name', '10 "" 05 02 0000 00 "c"', 'protocolError'),
  v5.breaks(
    '@MQTT-5.0:3.1.2-2 a later version',
    '10 "MQTT" 06 02 0000 00 "c"',
    'unsupportedProtocolVersion',
  ),
  v311.breaks(
    '@MQTT-3.1.1:3.1.2-2 an earlier version',
    '10 "MQTT" 03 02 0000 "c"',
    'unsupportedProtocolVersion',
  ),
  v311.breaks(
    '@MQTT-3.1.1:3.1.2-2 the bit that some bridges set',
    '10 "MQTT" 84 02 0000 "c"',
    'unsupportedProtocolVersion',
  ),
  v31.breaks(
    '@MQTT-3.1:CONNECT-02 the old name with a newer version',
    '10 "MQIsdp" 04 02 0000 "c"',
    'unsupportedProtocolVersion',
  ),
  v5.breaks('@MQTT-5.0:2.1.3-1 flags', '11 "MQTT" 05 02 0000 00 "c"', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:FORMAT-03 DUP', '18 "MQIsdp" 03 02 0000 "c"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-3 reserved', '10 "MQTT" 05 03 0000 00 "c"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-3 reserved', '10 "MQTT" 04 03 0000 "c"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-12', '10 "MQTT" 05 1e 0000 00 "c" 00 "w" ""', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-14', '10 "MQTT" 04 1e 0000 "c" "w" ""', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:FORMAT-04', '10 "MQIsdp" 03 1e 0000 "c" "w" ""', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-11', '10 "MQTT" 05 0a 0000 00 "c"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-13', '10 "MQTT" 04 12 0000 "c"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-13', '10 "MQTT" 05 22 0000 00 "c"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-15', '10 "MQTT" 04 22 0000 "c"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-22', '10 "MQTT" 04 42 0000 "c" 00027077', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-16', '10 "MQTT" 05 02 0000 00 "c" "al"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-17', '10 "MQTT" 05 82 0000 00 "c"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-18', '10 "MQTT" 05 82 0000 00 "c" "al" "pw"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-19', '10 "MQTT" 05 c2 0000 00 "c" "al"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-18', '10 "MQTT" 04 02 0000 "c" "al"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-19', '10 "MQTT" 04 82 0000 "c"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.2-21', '10 "MQTT" 04 c2 0000 "c" "al"', 'malformedPacket'),
  v31.breaks(
    '@MQTT-3.1:CONNECT-15 half a field',
    '10 "MQIsdp" 03 82 0000 "c" 00',
    'malformedPacket',
  ),
  v31.breaks('@MQTT-3.1:CONNECT-04 no will', '10 "MQIsdp" 03 06 0000 "c"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.2-9', '10 "MQTT" 05 06 0000 00 "c"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.3-3', '10 "MQTT" 05 02 0000 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.3-3', '10 "MQTT" 04 02 0000', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.3-4', '10 "MQTT" 05 02 0000 00 0001 ff', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.3-4', '10 "MQTT" 04 02 0000 0001 ff', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.3-11', '10 "MQTT" 05 06 0000 00 "c" 00 0001 ff ""', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.3-10', '10 "MQTT" 04 06 0000 "c" 0001 ff ""', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.1.3-12', '10 "MQTT" 05 82 0000 00 "c" 0001 ff', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.1.3-11', '10 "MQTT" 04 82 0000 "c" 0001 ff', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:4.7.0-1', '10 "MQTT" 05 06 0000 00 "c" 00 "w/#" ""', 'topicNameInvalid'),
  v311.breaks('@MQTT-3.1.1:4.7.1-1', '10 "MQTT" 04 06 0000 "c" "+" ""', 'topicNameInvalid'),
  v5.breaks('@MQTT-5.0:4.7.3-1', '10 "MQTT" 05 06 0000 00 "c" 00 "" ""', 'topicNameInvalid'),
  v5.breaks('@MQTT-5.0:2.2.2-1', '10 "MQTT" 05 02 0000 02 7f 00 "c"', 'malformedPacket'),
  v5.breaks(
    '@MQTT-5.0:2.2.2-1 properties longer than the packet',
    '10 "MQTT" 05 02 0000 09 21 0005 "c"',
    'malformedPacket',
  ),
  v5.breaks(
    '@MQTT-5.0:1.5.5-1 a property length in more bytes than it needs',
    '10 "MQTT" 05 02 0000 8300 21 0005 "c"',
    'malformedPacket',
  ),
  v5.breaks(
    '@MQTT-5.0:1.5.5-1 a property length of five bytes',
    '10 "MQTT" 05 02 0000 8080808001 "c"',
    'malformedPacket',
  ),
  v5.breaks(
    '@MQTT-5.0:2.2.2-1 a property cut off by the property length',
    '10 "MQTT" 05 02 0000 02 21 0005 "c"',
    'malformedPacket',
  ),
  v5.breaks(
    '@MQTT-5.0:3.1.2-30 Authentication Data without a method',
    '10 "MQTT" 05 02 0000 04 16 0001 00 "c"',
    'protocolError',
  ),
  v5.breaks(
    '@MQTT-5.0:3.3.2-14 a Response Topic of the will with a wildcard',
    '10 "MQTT" 05 06 0000 00 "c" 04 08 "+" "w" ""',
    'topicNameInvalid',
  ),
]
