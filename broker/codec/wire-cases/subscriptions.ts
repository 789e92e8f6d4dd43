/** SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK of the three versions, and what is none of them. */
import { filter, suback, subscribe, unsuback, unsubscribe } from './packets.ts'
import { peer } from './wire-case.ts'
import type { Breach, Meaning } from './wire-case.ts'

const v31 = peer('client', 3)
const v311 = peer('client', 4)
const v5 = peer('client', 5)
const server31 = peer('server', 3)
const server311 = peer('server', 4)
const server5 = peer('server', 5)

const why = { reasonString: 'no', userProperties: [['k', 'v']] } as const

export const subscriptions: readonly Meaning[] = [
  v31.means('@MQTT-3.1:SUBSCRIBE-01', '82 0001 "a" 01', subscribe([filter('a', { qos: 1 })])),
  v31.alsoMeans('@MQTT-3.1:SUBSCRIBE-01 a repeat', '8a 0001 "a" 00', subscribe([filter('a')])),
  v31.alsoMeans(
    '@MQTT-3.1:SUBSCRIBE-05 unused bits',
    '82 0001 "a" fe',
    subscribe([filter('a', { qos: 2 })]),
  ),
  v311.means(
    '@MQTT-3.1.1:3.8.4-4 several filters',
    '82 ffff "a" 00 "#" 01 "+/b" 02',
    subscribe([filter('a'), filter('#', { qos: 1 }), filter('+/b', { qos: 2 })], {
      packetId: 65_535,
    }),
  ),
  v5.means(
    '@MQTT-5.0:3.8.3-5 every option',
    '82 0001 00 "a" 00 "b" 05 "c" 1a "$share/g/d" 28',
    subscribe([
      filter('a'),
      filter('b', { qos: 1, noLocal: true }),
      filter('c', { qos: 2, retainAsPublished: true, retainHandling: 1 }),
      filter('$share/g/d', { retainAsPublished: true, retainHandling: 2 }),
    ]),
  ),
  v5.means(
    '@MQTT-5.0:3.3.4-3 the largest identifier',
    '82 0001 0c 0b ffffff7f 26 "k" "v" "a" 00',
    subscribe([filter('a')], {
      properties: { subscriptionIdentifiers: [268_435_455], userProperties: [['k', 'v']] },
    }),
  ),
  server31.means('@MQTT-3.1:SUBACK-01', '90 0001 02 00', suback([2, 0])),
  server311.means('@MQTT-3.1.1:3.9.3-2', '90 0001 00 01 02 80', suback([0, 1, 2, 0x80])),
  server5.means('@MQTT-5.0:3.9.3-2', '90 0001 00 02 8f a2', suback([2, 0x8f, 0xa2])),
  server5.means(
    '@MQTT-5.0:3.9.2-1',
    '90 0001 0c 1f "no" 26 "k" "v" 97',
    suback([0x97], { properties: why }),
  ),
  v31.means('@MQTT-3.1:UNSUBSCRIBE-01', 'a2 0001 "a"', unsubscribe(['a'])),
  v31.alsoMeans('@MQTT-3.1:UNSUBSCRIBE-01 a repeat', 'aa 0001 "a"', unsubscribe(['a'])),
  v311.means('@MQTT-3.1.1:3.10.4-6', 'a2 0001 "a" "b/#"', unsubscribe(['a', 'b/#'])),
  v5.means(
    '@MQTT-5.0:3.10.4-6',
    'a2 0001 07 26 "k" "v" "a" "$share/g/b"',
    unsubscribe(['a', '$share/g/b'], { properties: { userProperties: [['k', 'v']] } }),
  ),
  server31.means('@MQTT-3.1:UNSUBSCRIBE-02', 'b0 0001', unsuback([])),
  server311.means('@MQTT-3.1.1:3.10.4-4', 'b0 0001', unsuback([])),
  server5.means('@MQTT-5.0:3.11.3-1', 'b0 0001 00 00 11 87', unsuback([0, 0x11, 0x87])),
  server5.means(
    '@MQTT-5.0:3.11.2-1',
    'b0 0001 0c 1f "no" 26 "k" "v" 8f',
    unsuback([0x8f], { properties: why }),
  ),
]

export const brokenSubscriptions: readonly Breach[] = [
  v5.breaks('@MQTT-5.0:3.8.1-1', '80 0001 00 "a" 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.8.1-1 DUP is of 3.1', '8a 0001 00 "a" 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.8.1-1', '81 0001 "a" 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.8.1-1 DUP is of 3.1', '8a 0001 "a" 00', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:FORMAT-03 SUBSCRIBE', '80 0001 "a" 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.1-3 SUBSCRIBE', '82 0000 00 "a" 00', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:2.3.1-1 SUBSCRIBE', '82 0000 "a" 00', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.8.3-2', '82 0001 00', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:3.8.3-3', '82 0001', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.8.3-1', '82 0001 00 0001 80 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.8.3-1', '82 0001 0001 80 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.8.3-5 QoS 3', '82 0001 00 "a" 03', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:3.8.3-4 QoS 3', '82 0001 "a" 03', 'protocolError'),
  v31.breaks('@MQTT-3.1:FORMAT-04 QoS 3', '82 0001 "a" 03', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.8.3-5 Retain Handling 3', '82 0001 00 "a" 30', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.8.3-5 bit 6', '82 0001 00 "a" 40', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.8.3-5 bit 7', '82 0001 00 "a" 80', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.8.3-4 bit 2', '82 0001 "a" 04', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.8.3-4 bit 7', '82 0001 "a" 80', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.8.3-4', '82 0001 00 "$share/g/a" 04', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.8.3-2 no options', '82 0001 00 "a"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.8.3-3 no QoS', '82 0001 "a"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.3.4-3', '82 0001 02 0b 00 "a" 00', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.3.4-3 two', '82 0001 04 0b 01 0b 02 "a" 00', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.3.4-3 five bytes', '82 0001 06 0b ffffffff01 "a" 00', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:2.1.3-1 SUBACK', '92 0001 00 00', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:2.2.1-6 SUBACK', '90 0000 00 00', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.8.4-6 no code', '90 0001 00', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.9.3-2 0x03', '90 0001 00 03', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.9.3-2 0x11', '90 0001 00 11', 'protocolError'),
  server311.breaks('@MQTT-3.1.1:3.9.3-2', '90 0001 03', 'protocolError'),
  server311.breaks('@MQTT-3.1.1:3.8.4-5 no code', '90 0001', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.10.1-1', 'a0 0001 00 "a"', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.10.1-1 DUP is of 3.1', 'aa 0001 "a"', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.1-3 UNSUBSCRIBE', 'a2 0000 00 "a"', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:2.3.1-1 UNSUBSCRIBE', 'a2 0000 "a"', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.10.3-2', 'a2 0001 00', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:3.10.3-2', 'a2 0001', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.10.3-1', 'a2 0001 00 0001 80', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.10.3-1', 'a2 0001 0001 80', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:2.1.3-1 UNSUBACK', 'b2 0001 00 00', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:2.2.1-6 UNSUBACK', 'b0 0000 00 00', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.11.3-2 no code', 'b0 0001 00', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.11.3-2', 'b0 0001 00 02', 'protocolError'),
  server311.breaks('@MQTT-3.1.1:3.10.4-4 a code', 'b0 0001 00', 'malformedPacket'),
]
