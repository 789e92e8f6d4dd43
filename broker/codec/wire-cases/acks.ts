/** PUBACK, PUBREC, PUBREL and PUBCOMP of the three versions, and every way in which they are none. */
import { ack } from './packets.ts'
import { peer } from './wire-case.ts'
import type { Breach, Meaning } from './wire-case.ts'

const v31 = peer('client', 3)
const v311 = peer('client', 4)
const v5 = peer('client', 5)
const server5 = peer('server', 5)

const why = { reasonString: 'no', userProperties: [['k', 'v']] } as const

export const acks: readonly Meaning[] = [
  v31.means('@MQTT-3.1:QOS1-01', '40 0001', ack('puback')),
  v31.means('@MQTT-3.1:QOS2-01', '50 ffff', ack('pubrec', { packetId: 65_535 })),
  v31.alsoMeans('@MQTT-3.1:QOS2-03 a repeat', '6a 0001', ack('pubrel')),
  v311.means('@MQTT-3.1.1:3.3.4-1', '40 0100', ack('puback', { packetId: 256 })),
  v311.means('@MQTT-3.1.1:3.6.1-1', '62 0001', ack('pubrel')),
  v311.means('@MQTT-3.1.1:2.3.1-6', '70 0001', ack('pubcomp')),
  v5.means('@MQTT-5.0:2.2.1-5 PUBACK, success in two bytes', '40 0001', ack('puback')),
  v5.means('@MQTT-5.0:2.2.1-5 PUBREC, success in two bytes', '50 0001', ack('pubrec')),
  v5.means('@MQTT-5.0:3.6.1-1 PUBREL, success in two bytes', '62 0001', ack('pubrel')),
  v5.means('@MQTT-5.0:2.2.1-5 PUBCOMP, success in two bytes', '70 0001', ack('pubcomp')),
  v5.alsoMeans('@MQTT-5.0:3.4.2-1 success that is said', '40 0001 00', ack('puback')),
  v5.alsoMeans('@MQTT-5.0:2.2.2-1 no properties, said', '40 0001 00 00', ack('puback')),
  v5.means(
    '@MQTT-5.0:3.4.2-1 a reason without properties',
    '40 0001 87',
    ack('puback', { reasonCode: 0x87 }),
  ),
  v5.means(
    '@MQTT-5.0:3.5.2-1 no subscribers is a success',
    '50 0001 10',
    ack('pubrec', { reasonCode: 0x10 }),
  ),
  v5.means('@MQTT-5.0:3.6.2-1', '62 0001 92', ack('pubrel', { reasonCode: 0x92 })),
  v5.means('@MQTT-5.0:3.7.2-1', '70 0001 92', ack('pubcomp', { reasonCode: 0x92 })),
  v5.means(
    '@MQTT-5.0:3.4.2-2 PUBACK with its properties',
    '40 0001 80 0c 1f "no" 26 "k" "v"',
    ack('puback', { reasonCode: 0x80, properties: why }),
  ),
  v5.means(
    '@MQTT-5.0:3.5.2-2 PUBREC with its properties',
    '50 0001 99 0c 1f "no" 26 "k" "v"',
    ack('pubrec', { reasonCode: 0x99, properties: why }),
  ),
  server5.means(
    '@MQTT-5.0:3.6.2-2 PUBREL with its properties and success',
    '62 0001 00 0c 1f "no" 26 "k" "v"',
    ack('pubrel', { properties: why }),
  ),
  server5.means(
    '@MQTT-5.0:3.7.2-2 PUBCOMP with its properties',
    '70 0001 92 0c 1f "no" 26 "k" "v"',
    ack('pubcomp', { reasonCode: 0x92, properties: why }),
  ),
]

export const brokenAcks: readonly Breach[] = [
  v5.breaks('@MQTT-5.0:2.1.3-1 PUBACK', '42 0001', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.1.3-1 PUBREC', '51 0001', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.6.1-1', '60 0001', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.6.1-1', '60 0001', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.6.1-1 DUP is of 3.1', '6a 0001', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.6.1-1 DUP is of 3.1', '6a 0001', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:FORMAT-03 PUBACK with DUP', '48 0001', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:2.2.2-1 PUBCOMP', '72 0001', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.1-5 PUBACK of 0', '40 0000', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:2.3.1-6 PUBREC of 0', '50 0000', 'protocolError'),
  v31.breaks('@MQTT-3.1:FORMAT-06 PUBREL of 0', '62 0000', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:2.3.1-6 a reason code', '40 0001 00', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:QOS2-01 a reason code', '70 0001 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:2.3.1-6 nothing', '40', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.1-5 half an identifier', '40 01', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.4.2-1 not in the table', '40 0001 92', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.5.2-1 not in the table', '50 0001 01', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.6.2-1 not in the table', '62 0001 80', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.7.2-1 not in the table', '70 0001 10', 'protocolError'),
  v5.breaks('@MQTT-5.0:2.2.2-1 bytes behind', '40 0001 00 00 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.2.2-1 too long', '40 0001 00 01', 'malformedPacket'),
]
