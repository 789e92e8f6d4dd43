/** PUBLISH of the three versions: what it means, and every way in which it is none. */
import { publish } from './packets.ts'
import { bytesOf, peer } from './wire-case.ts'
import type { Breach, Meaning } from './wire-case.ts'

const v31 = peer('client', 3)
const v311 = peer('client', 4)
const v5 = peer('client', 5)
const server5 = peer('server', 5)

export const publishes: readonly Meaning[] = [
  v5.means('@MQTT-5.0:2.2.1-2 QoS 0 has no identifier', '30 "t" 00', publish()),
  v5.means(
    '@MQTT-5.0:2.2.1-3 the largest identifier',
    '3d "a/b" ffff 00 0001',
    publish({
      topic: 'a/b',
      qos: 2,
      retain: true,
      dup: true,
      packetId: 65_535,
      payload: bytesOf('0001'),
    }),
  ),
  v5.means(
    '@MQTT-5.0:3.3.2-12 an alias that stands for the topic',
    '30 "" 03 23 0001 61',
    publish({ topic: '', payload: bytesOf('61'), properties: { topicAlias: 1 } }),
  ),
  v5.alsoMeans(
    '@MQTT-5.0:3.3.2-17 every property of a PUBLISH from a client',
    `32 "t" 0001 2b 01 00 02 ffffffff 03 "x" 08 "r" 09 0001 ff 23 ffff
     26 "b" "1" 26 "a" "2" 26 "b" "3" 00`,
    publish({
      qos: 1,
      packetId: 1,
      payload: bytesOf('00'),
      properties: {
        payloadFormatIndicator: 0,
        messageExpiryInterval: 0xffff_ffff,
        contentType: 'x',
        responseTopic: 'r',
        correlationData: bytesOf('ff'),
        topicAlias: 65_535,
        userProperties: [
          ['b', '1'],
          ['a', '2'],
          ['b', '3'],
        ],
      },
    }),
  ),
  server5.means(
    '@MQTT-5.0:3.3.4-4 Subscription Identifiers of every length, from the server',
    '30 "t" 10 0b 01 0b 7f 0b 8001 0b 808001 0b ffffff7f',
    publish({ properties: { subscriptionIdentifiers: [1, 127, 128, 16_384, 268_435_455] } }),
  ),
  v5.means(
    '@MQTT-5.0:1.5.5-1 properties of 127 bytes',
    '30 "t" 7f 26 "k" 0079 61*121',
    publish({ properties: { userProperties: [['k', 'a'.repeat(121)]] } }),
  ),
  v5.means(
    '@MQTT-5.0:1.5.5-1 properties of 128 bytes',
    '30 "t" 8001 26 "k" 007a 61*122',
    publish({ properties: { userProperties: [['k', 'a'.repeat(122)]] } }),
  ),
  v311.means('@MQTT-3.1.1:3.3.2-1 the plainest', '30 "t"', publish()),
  v311.means(
    '@MQTT-3.1.1:3.3.1-1 a repeat of a retained message',
    '3b "t" 0102 ff',
    publish({ qos: 1, dup: true, retain: true, packetId: 0x0102, payload: bytesOf('ff') }),
  ),
  v311.means('@MQTT-3.1.1:4.7.3-4 a space', '30 " "', publish({ topic: ' ' })),
  v311.means('@MQTT-3.1.1:4.7.3-4 only slashes', '30 "//"', publish({ topic: '//' })),
  v311.means('@MQTT-3.1.1:4.7.2-1 a $', '30 "$SYS/x"', publish({ topic: '$SYS/x' })),
  v311.means(
    '@MQTT-3.1.1:4.7.3-3 the longest topic',
    '30 ffff 61*65535',
    publish({ topic: 'a'.repeat(65_535) }),
  ),
  ...[124, 125, 16_380, 16_381].map((size) =>
    v311.means(
      `@MQTT-5.0:1.5.5-1 a body of ${size + 3} bytes`,
      `30 "t" 62*${size}`,
      publish({ payload: bytesOf(`62*${size}`) }),
    ),
  ),
  v31.means(
    '@MQTT-3.1:PUBLISH-04',
    '34 "t" 0001 61',
    publish({ qos: 2, packetId: 1, payload: bytesOf('61') }),
  ),
]

export const brokenPublishes: readonly Breach[] = [
  v5.breaks('@MQTT-5.0:3.3.1-4', '36 "t" 0001 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.3.1-4', '36 "t" 0001', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:FORMAT-04', '36 "t" 0001', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.3.1-2', '38 "t" 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.3.1-2', '38 "t"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.1-3', '32 "t" 0000 00', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:2.3.1-1', '32 "t" 0000', 'protocolError'),
  v31.breaks('@MQTT-3.1:FORMAT-06', '34 "t" 0000', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.3.2-2 +', '30 "a/+" 00', 'topicNameInvalid'),
  v5.breaks('@MQTT-5.0:3.3.2-2 #', '30 "#" 00', 'topicNameInvalid'),
  v311.breaks('@MQTT-3.1.1:3.3.2-2', '30 "a#"', 'topicNameInvalid'),
  v31.breaks('@MQTT-3.1:PUBLISH-01', '30 "+/a"', 'topicNameInvalid'),
  v5.breaks('@MQTT-5.0:4.7.3-1 without an alias', '30 "" 00', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:4.7.3-1', '30 ""', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.3.2-8', '30 "t" 03 23 0000', 'topicAliasInvalid'),
  v5.breaks('@MQTT-5.0:3.3.2-4 payload format 2', '30 "t" 02 01 02', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.3.2-14 #', '30 "t" 05 08 "r#"', 'topicNameInvalid'),
  v5.breaks('@MQTT-5.0:3.3.2-14 empty', '30 "t" 03 08 ""', 'topicNameInvalid'),
  v5.breaks('@MQTT-5.0:3.3.2-13', '30 "t" 04 08 0001 80', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.3.2-19', '30 "t" 04 03 0001 80', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:1.5.7-1 name', '30 "t" 07 26 0001 80 "v"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:1.5.7-1 value', '30 "t" 07 26 "k" 0001 80', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.3.4-6', '30 "t" 02 0b 01', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.3.4-3 identifier 0', '30 "t" 02 0b 00', 'protocolError'),
  server5.breaks('@MQTT-5.0:1.5.5-1 identifier', '30 "t" 03 0b 8100', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.2-1 no property length', '30 "t"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.2-1 too long', '30 "t" 05 23 0001', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.3.2-1', '30 0001 80 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.3.2-1 longer than the packet', '30 0002 61', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.3.2-1 half a length', '30 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:2.3.1-1 half an identifier', '32 "t" 00', 'malformedPacket'),
]
