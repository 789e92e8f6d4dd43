/**
 * The table of the properties of MQTT 5.0: which there are, how each looks on the wire, which values it
 * may have and in whose packets it may stand. MQTT 5.0 section 2.2.2.
 */
import { PacketType } from './protocol.ts'

/** Name and value; order and repetition mean something to the applications. @MQTT-5.0:3.1.3-10 */
export type UserProperty = readonly [name: string, value: string]

export type NumberProperty =
  | 'payloadFormatIndicator'
  | 'messageExpiryInterval'
  | 'sessionExpiryInterval'
  | 'serverKeepAlive'
  | 'requestProblemInformation'
  | 'willDelayInterval'
  | 'requestResponseInformation'
  | 'receiveMaximum'
  | 'topicAliasMaximum'
  | 'topicAlias'
  | 'maximumQos'
  | 'retainAvailable'
  | 'maximumPacketSize'
  | 'wildcardSubscriptionAvailable'
  | 'subscriptionIdentifiersAvailable'
  | 'sharedSubscriptionAvailable'

export type TextProperty =
  | 'contentType'
  | 'responseTopic'
  | 'assignedClientIdentifier'
  | 'authenticationMethod'
  | 'responseInformation'
  | 'serverReference'
  | 'reasonString'

export type BinaryProperty = 'correlationData' | 'authenticationData'

/** What a packet says besides its fixed fields; an absent property is undefined. */
export type Properties = Readonly<MutableProperties>

export type MutableProperties = { [Name in NumberProperty]?: number | undefined } & {
  [Name in TextProperty]?: string | undefined
} & { [Name in BinaryProperty]?: Uint8Array | undefined } & {
  subscriptionIdentifiers?: readonly number[] | undefined
  userProperties?: readonly UserProperty[] | undefined
}

/** Packets in which a property may stand, as bits by packet type; bit 0 is the will. */
export type Places = number

const WILL = 1
const CONNECT = 1 << PacketType.connect
const CONNACK = 1 << PacketType.connack
const PUBLISH = 1 << PacketType.publish
const SUBSCRIBE = 1 << PacketType.subscribe
const DISCONNECT = 1 << PacketType.disconnect
const AUTH = 1 << PacketType.auth
const ACKS =
  (1 << PacketType.puback) |
  (1 << PacketType.pubrec) |
  (1 << PacketType.pubrel) |
  (1 << PacketType.pubcomp)
const SERVER_ANSWERS = CONNACK | (1 << PacketType.suback) | (1 << PacketType.unsuback)
const CLIENT_QUESTIONS = CONNECT | WILL | SUBSCRIBE | (1 << PacketType.unsubscribe)
const BOTH = PUBLISH | ACKS | DISCONNECT | AUTH

/** The place of a packet type, for `readProperties` and `writeProperties`. */
export function placeOf(packetType: number): Places {
  return 1 << packetType
}

export const WILL_PLACE: Places = WILL

interface RowBase {
  readonly id: number
  /** Where a client may send it, and where a server may. */
  readonly client: Places
  readonly server: Places
}

export type PropertyRow = RowBase &
  (
    | {
        readonly wire: 'uint8' | 'uint16' | 'uint32'
        readonly name: NumberProperty
        /** Values outside are protocol errors. */
        readonly min?: number
        readonly max?: number
      }
    | { readonly wire: 'text'; readonly name: TextProperty }
    | { readonly wire: 'binary'; readonly name: BinaryProperty }
    | { readonly wire: 'identifier'; readonly name: 'subscriptionIdentifiers' }
    | { readonly wire: 'pair'; readonly name: 'userProperties' }
  )

export const propertyRows: readonly PropertyRow[] = [
  {
    id: 0x01,
    name: 'payloadFormatIndicator',
    wire: 'uint8',
    max: 1,
    client: PUBLISH | WILL,
    server: PUBLISH,
  },
  {
    id: 0x02,
    name: 'messageExpiryInterval',
    wire: 'uint32',
    client: PUBLISH | WILL,
    server: PUBLISH,
  },
  { id: 0x03, name: 'contentType', wire: 'text', client: PUBLISH | WILL, server: PUBLISH },
  { id: 0x08, name: 'responseTopic', wire: 'text', client: PUBLISH | WILL, server: PUBLISH },
  { id: 0x09, name: 'correlationData', wire: 'binary', client: PUBLISH | WILL, server: PUBLISH },
  // @MQTT-5.0:3.3.4-6
  {
    id: 0x0b,
    name: 'subscriptionIdentifiers',
    wire: 'identifier',
    client: SUBSCRIBE,
    server: PUBLISH,
  },
  // @MQTT-5.0:3.14.2-2
  {
    id: 0x11,
    name: 'sessionExpiryInterval',
    wire: 'uint32',
    client: CONNECT | DISCONNECT,
    server: CONNACK,
  },
  { id: 0x12, name: 'assignedClientIdentifier', wire: 'text', client: 0, server: CONNACK },
  { id: 0x13, name: 'serverKeepAlive', wire: 'uint16', client: 0, server: CONNACK },
  {
    id: 0x15,
    name: 'authenticationMethod',
    wire: 'text',
    client: CONNECT | AUTH,
    server: CONNACK | AUTH,
  },
  {
    id: 0x16,
    name: 'authenticationData',
    wire: 'binary',
    client: CONNECT | AUTH,
    server: CONNACK | AUTH,
  },
  {
    id: 0x17,
    name: 'requestProblemInformation',
    wire: 'uint8',
    max: 1,
    client: CONNECT,
    server: 0,
  },
  { id: 0x18, name: 'willDelayInterval', wire: 'uint32', client: WILL, server: 0 },
  {
    id: 0x19,
    name: 'requestResponseInformation',
    wire: 'uint8',
    max: 1,
    client: CONNECT,
    server: 0,
  },
  { id: 0x1a, name: 'responseInformation', wire: 'text', client: 0, server: CONNACK },
  { id: 0x1c, name: 'serverReference', wire: 'text', client: 0, server: CONNACK | DISCONNECT },
  {
    id: 0x1f,
    name: 'reasonString',
    wire: 'text',
    client: BOTH & ~PUBLISH,
    server: SERVER_ANSWERS | (BOTH & ~PUBLISH),
  },
  { id: 0x21, name: 'receiveMaximum', wire: 'uint16', min: 1, client: CONNECT, server: CONNACK },
  { id: 0x22, name: 'topicAliasMaximum', wire: 'uint16', client: CONNECT, server: CONNACK },
  { id: 0x23, name: 'topicAlias', wire: 'uint16', client: PUBLISH, server: PUBLISH },
  { id: 0x24, name: 'maximumQos', wire: 'uint8', max: 1, client: 0, server: CONNACK },
  { id: 0x25, name: 'retainAvailable', wire: 'uint8', max: 1, client: 0, server: CONNACK },
  {
    id: 0x26,
    name: 'userProperties',
    wire: 'pair',
    client: BOTH | CLIENT_QUESTIONS,
    server: BOTH | SERVER_ANSWERS,
  },
  { id: 0x27, name: 'maximumPacketSize', wire: 'uint32', min: 1, client: CONNECT, server: CONNACK },
  {
    id: 0x28,
    name: 'wildcardSubscriptionAvailable',
    wire: 'uint8',
    max: 1,
    client: 0,
    server: CONNACK,
  },
  {
    id: 0x29,
    name: 'subscriptionIdentifiersAvailable',
    wire: 'uint8',
    max: 1,
    client: 0,
    server: CONNACK,
  },
  {
    id: 0x2a,
    name: 'sharedSubscriptionAvailable',
    wire: 'uint8',
    max: 1,
    client: 0,
    server: CONNACK,
  },
]

export const rowsById: readonly (PropertyRow | undefined)[] = indexById()

function indexById(): (PropertyRow | undefined)[] {
  const index: (PropertyRow | undefined)[] = []
  for (const row of propertyRows) index[row.id] = row
  return index
}

/** The place of each row in the masks that find repeated properties. */
export const bitById: readonly (number | undefined)[] = rowsById.map((row) =>
  row === undefined ? undefined : 1 << propertyRows.indexOf(row),
)
