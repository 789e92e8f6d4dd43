/** CONNACK, pings, DISCONNECT and AUTH of the three versions, and every way in which they are none. */
import { auth, connack, disconnect } from './packets.ts'
import { bytesOf, peer } from './wire-case.ts'
import type { Breach, Meaning } from './wire-case.ts'

const v31 = peer('client', 3)
const v311 = peer('client', 4)
const v5 = peer('client', 5)
const server31 = peer('server', 3)
const server311 = peer('server', 4)
const server5 = peer('server', 5)

const why = { reasonString: 'no', userProperties: [['k', 'v']] } as const

export const sessionSteps: readonly Meaning[] = [
  server31.means('@MQTT-3.1:CONNACK-01', '20 00 00', connack()),
  server31.means('@MQTT-3.1:CONNACK-02', '20 00 05', connack({ reasonCode: 5 })),
  server31.alsoMeans('@MQTT-3.1:CONNACK-01 the reserved byte', '20 01 00', connack()),
  server311.means('@MQTT-3.1.1:3.2.2-2', '20 01 00', connack({ sessionPresent: true })),
  server311.means('@MQTT-3.1.1:3.2.2-6', '20 00 01', connack({ reasonCode: 1 })),
  server5.means('@MQTT-5.0:3.2.2-3', '20 01 00 00', connack({ sessionPresent: true })),
  server5.means('@MQTT-5.0:3.2.2-8', '20 00 9f 00', connack({ reasonCode: 0x9f })),
  server5.means(
    '@MQTT-5.0:3.2.2-9 every property of CONNACK',
    `20 00 00 3c 11 00000000 12 "i" 13 000a 15 "m" 16 0001 ff 1a "r" 1c "s" 1f "y" 21 0001
     22 ffff 24 01 25 00 26 "k" "v" 27 ffffffff 28 00 29 01 2a 00`,
    connack({
      properties: {
        sessionExpiryInterval: 0,
        assignedClientIdentifier: 'i',
        serverKeepAlive: 10,
        authenticationMethod: 'm',
        authenticationData: bytesOf('ff'),
        responseInformation: 'r',
        serverReference: 's',
        reasonString: 'y',
        receiveMaximum: 1,
        topicAliasMaximum: 65_535,
        maximumQos: 1,
        retainAvailable: 0,
        userProperties: [['k', 'v']],
        maximumPacketSize: 0xffff_ffff,
        wildcardSubscriptionAvailable: 0,
        subscriptionIdentifiersAvailable: 1,
        sharedSubscriptionAvailable: 0,
      },
    }),
  ),
  v31.means('@MQTT-3.1:PING-01', 'c0', { type: 'pingreq' }),
  v311.means('@MQTT-3.1.1:3.12.4-1', 'c0', { type: 'pingreq' }),
  v5.means('@MQTT-5.0:3.12.4-1', 'c0', { type: 'pingreq' }),
  server31.means('@MQTT-3.1:PING-01', 'd0', { type: 'pingresp' }),
  server311.means('@MQTT-3.1.1:3.12.4-1', 'd0', { type: 'pingresp' }),
  server5.means('@MQTT-5.0:3.12.4-1', 'd0', { type: 'pingresp' }),
  v31.means('@MQTT-3.1:DISCONNECT-01', 'e0', disconnect()),
  v311.means('@MQTT-3.1.1:3.14.4-3', 'e0', disconnect()),
  v5.means('@MQTT-5.0:3.14.4-3 in two bytes', 'e0', disconnect()),
  v5.alsoMeans('@MQTT-5.0:3.14.4-3 that is said', 'e0 00', disconnect()),
  v5.alsoMeans('@MQTT-5.0:2.2.2-1 no properties, said', 'e0 00 00', disconnect()),
  v5.means('@MQTT-5.0:3.14.2-1 with the will', 'e0 04', disconnect({ reasonCode: 4 })),
  v5.means(
    '@MQTT-5.0:3.14.2-2 from a client',
    'e0 00 05 11 00000001',
    disconnect({ properties: { sessionExpiryInterval: 1 } }),
  ),
  server5.means(
    '@MQTT-5.0:3.14.2-3',
    'e0 9d 10 1c "s" 1f "no" 26 "k" "v"',
    disconnect({ reasonCode: 0x9d, properties: { serverReference: 's', ...why } }),
  ),
  server5.means('@MQTT-5.0:3.15.2-1 success in two bytes', 'f0', auth({ reasonCode: 0 })),
  v5.means('@MQTT-5.0:3.15.2-1 once more', 'f0 19 00', auth({ reasonCode: 0x19 })),
  v5.means(
    '@MQTT-5.0:3.15.2-2 every property of AUTH',
    'f0 18 14 15 "m" 16 0001 00 1f "no" 26 "k" "v"',
    auth({
      properties: { authenticationMethod: 'm', authenticationData: bytesOf('00'), ...why },
    }),
  ),
]

export const brokenSessionSteps: readonly Breach[] = [
  server5.breaks('@MQTT-5.0:3.2.2-1', '20 02 00 00', 'malformedPacket'),
  server311.breaks('@MQTT-3.1.1:3.2.2-4 reserved flags', '20 80 00', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:3.2.2-6', '20 01 87 00', 'protocolError'),
  server311.breaks('@MQTT-3.1.1:3.2.2-4', '20 01 05', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.2.2-8', '20 00 01 00', 'protocolError'),
  server311.breaks('@MQTT-3.1.1:3.2.2-6', '20 00 06', 'protocolError'),
  server31.breaks('@MQTT-3.1:CONNACK-02', '20 00 06', 'protocolError'),
  server5.breaks('@MQTT-5.0:2.2.2-1 no property length', '20 00 00', 'malformedPacket'),
  server311.breaks('@MQTT-3.1.1:3.2.2-4 a byte more', '20 00 00 00', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:2.1.3-1 CONNACK', '21 00 00 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.1.3-1 PINGREQ', 'c1', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.12.4-1 a body', 'c0 00', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.12.4-1 a body', 'c0 00', 'malformedPacket'),
  server5.breaks('@MQTT-5.0:3.12.4-1 a body', 'd0 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.14.1-1', 'e1', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.14.1-1', 'e8', 'malformedPacket'),
  v31.breaks('@MQTT-3.1:FORMAT-03 DISCONNECT', 'e1', 'malformedPacket'),
  v311.breaks('@MQTT-3.1.1:3.14.4-1 a reason', 'e0 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.14.2-1 of the server', 'e0 8b', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.14.2-1 of nobody', 'e0 01', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.14.2-1 of the client', 'e0 04', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.14.2-2', 'e0 00 05 11 00000001', 'protocolError'),
  v5.breaks('@MQTT-5.0:2.2.2-1 bytes behind', 'e0 00 00 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.15.1-1', 'f1 18 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.15.2-1 nothing, from a client', 'f0', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.15.2-1 success, from a client', 'f0 00 00', 'protocolError'),
  server5.breaks('@MQTT-5.0:3.15.2-1 once more, from a server', 'f0 19 00', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.15.2-1 of nobody', 'f0 01 00', 'protocolError'),
  v5.breaks('@MQTT-5.0:3.15.1-1 bytes behind', 'f0 18 00 00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:3.15.1-1 data without a method', 'f0 18 04 16 0001 00', 'protocolError'),
  v311.breaks('@MQTT-3.1.1:2.2.2-1 AUTH', 'f0 18 00', 'protocolError'),
  v31.breaks('@MQTT-3.1:FORMAT-02 AUTH', 'f0', 'protocolError'),
  v31.breaks('@MQTT-3.1:FORMAT-02 type 0', '00', 'malformedPacket'),
  v5.breaks('@MQTT-5.0:2.1.3-1 type 0', '00', 'malformedPacket'),
]
