/**
 * Properties of MQTT 5.0: one table says which there are, how each looks on the wire, which values it
 * may have and in whose packets it may stand; everything else here follows the table.
 * MQTT 5.0 section 2.2.2.
 */
import { malformed, protocolError, ProtocolFault } from './fault.ts'
import { PacketType } from './protocol.ts'
import type { DecodeContext, DecodeLimits, Sender } from './protocol.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

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

type MutableProperties = { [Name in NumberProperty]?: number | undefined } & {
  [Name in TextProperty]?: string | undefined
} & { [Name in BinaryProperty]?: Uint8Array | undefined } & {
  subscriptionIdentifiers?: readonly number[] | undefined
  userProperties?: readonly UserProperty[] | undefined
}

/** Packets in which a property may stand, as bits by packet type; bit 0 is the will. */
type Places = number

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

type Row = RowBase &
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

const rows: readonly Row[] = [
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

const rowsById: readonly (Row | undefined)[] = indexById()

function indexById(): (Row | undefined)[] {
  const index: (Row | undefined)[] = []
  for (const row of rows) index[row.id] = row
  return index
}

/** The place of each row in the masks that find repeated properties. */
const bitById: readonly (number | undefined)[] = rowsById.map((row) =>
  row === undefined ? undefined : 1 << rows.indexOf(row),
)

/**
 * Walks over the properties of one packet and judges what the table can judge: identifiers, places,
 * repetitions, ranges and limits. What becomes of the values is up to its user.
 */
export class PropertyScanner {
  readonly #reader: Reader
  readonly #place: Places
  readonly #sender: Sender
  readonly #limits: DecodeLimits
  #seen = 0
  #userProperties = 0
  #userPropertyBytes = 0

  constructor(reader: Reader, place: Places, context: Pick<DecodeContext, 'sender' | 'limits'>) {
    this.#reader = reader
    this.#place = place
    this.#sender = context.sender
    this.#limits = context.limits
  }

  /** Reads the identifier of the next property and returns its row. @MQTT-5.0:2.2.2-2 */
  next(): Row {
    const id = this.#reader.varint()
    const row = rowsById[id]
    if (row === undefined || (row[this.#sender] & this.#place) === 0) {
      throw malformed('a property that this packet does not have')
    }
    const bit = bitById[id] ?? 0
    const mayRepeat =
      row.wire === 'pair' || (row.wire === 'identifier' && this.#sender === 'server')
    if ((this.#seen & bit) !== 0 && !mayRepeat) throw protocolError('a property twice')
    this.#seen |= bit
    return row
  }

  /** Counts a user property of `bytes` bytes against the limits. */
  countUserProperty(bytes: number): void {
    this.#userProperties += 1
    this.#userPropertyBytes += bytes
    const { userProperties, userPropertyBytes } = this.#limits
    if (this.#userProperties > userProperties || this.#userPropertyBytes > userPropertyBytes) {
      throw new ProtocolFault('packetTooLarge', 'more user properties than allowed')
    }
  }

  number(row: Extract<Row, { name: NumberProperty }>): number {
    const value = this.#reader[row.wire]()
    if (value < (row.min ?? 0) || value > (row.max ?? value)) {
      throw protocolError(`${row.name} out of range`)
    }
    // @MQTT-5.0:3.3.2-8
    if (row.name === 'topicAlias' && value === 0) {
      throw new ProtocolFault('topicAliasInvalid', 'Topic Alias 0')
    }
    return value
  }

  /** @MQTT-5.0:3.8.2-1 */
  identifier(): number {
    const value = this.#reader.varint()
    if (value === 0) throw protocolError('Subscription Identifier 0')
    return value
  }
}

/** Narrows the part of the packet that holds properties; the caller moves on from `reader.at`. */
export function propertySection(reader: Reader): Reader {
  const length = reader.varint()
  const start = reader.at
  reader.skip(length)
  return new Reader(reader.bytes, start, start + length)
}

/**
 * Reads the properties of a packet.
 * @throws ProtocolFault malformedPacket, protocolError, topicAliasInvalid, topicNameInvalid, or
 *   packetTooLarge at one of the limits
 */
export function readProperties(
  reader: Reader,
  place: Places,
  context: Pick<DecodeContext, 'sender' | 'limits'>,
): Properties {
  const section = propertySection(reader)
  const properties: MutableProperties = {}
  if (!section.hasMore) return properties
  const scanner = new PropertyScanner(section, place, context)
  while (section.hasMore) readOne(section, scanner, properties)
  if (
    properties.authenticationData !== undefined &&
    properties.authenticationMethod === undefined
  ) {
    throw protocolError('Authentication Data without a method')
  }
  if (properties.responseTopic !== undefined) checkResponseTopic(properties.responseTopic)
  return properties
}

function readOne(section: Reader, scanner: PropertyScanner, into: MutableProperties): void {
  const row = scanner.next()
  switch (row.wire) {
    case 'text':
      into[row.name] = section.text()
      return
    case 'binary':
      into[row.name] = section.binary()
      return
    case 'identifier':
      into.subscriptionIdentifiers = [...(into.subscriptionIdentifiers ?? []), scanner.identifier()]
      return
    case 'pair': {
      const start = section.at
      const pair: UserProperty = [section.text(), section.text()]
      scanner.countUserProperty(section.at - start)
      into.userProperties = append(into.userProperties, pair)
      return
    }
    default:
      into[row.name] = scanner.number(row)
  }
}

/** Grows the list in place: it is not visible to anybody else yet. */
function append(list: readonly UserProperty[] | undefined, pair: UserProperty): UserProperty[] {
  const own = Array.isArray(list) ? list : []
  own.push(pair)
  return own
}

/** @MQTT-5.0:3.3.2-14 */
export function checkResponseTopic(topic: string): void {
  if (topic === '' || topic.includes('+') || topic.includes('#')) {
    throw new ProtocolFault('topicNameInvalid', 'a Response Topic that is not a topic name')
  }
}

/**
 * Writes the properties of a packet with their length in front.
 * @throws RangeError when one cannot stand in this packet
 */
export function writeProperties(writer: Writer, properties: Properties, place: Places): void {
  const section = new Writer()
  for (const row of rows) writeOne(section, row, properties, place)
  writer.varint(section.length)
  writer.bytes(section.body())
}

function writeOne(section: Writer, row: Row, properties: Properties, place: Places): void {
  if (properties[row.name] === undefined) return
  if (((row.client | row.server) & place) === 0) {
    throw new RangeError(`${row.name} cannot stand in this packet`)
  }
  switch (row.wire) {
    case 'text':
      section.uint8(row.id)
      section.text(properties[row.name] ?? '')
      return
    case 'binary':
      section.uint8(row.id)
      section.binary(properties[row.name] ?? new Uint8Array(0))
      return
    case 'identifier':
      for (const identifier of properties[row.name] ?? []) {
        section.uint8(row.id)
        section.varint(identifier)
      }
      return
    case 'pair':
      for (const [name, value] of properties[row.name] ?? []) {
        section.uint8(row.id)
        section.text(name)
        section.text(value)
      }
      return
    default:
      section.uint8(row.id)
      section[row.wire](properties[row.name] ?? 0)
  }
}

/**
 * The properties of a message in wire form as `PublishParts` holds them: without a length, and without
 * those that belong to one packet or are counted down (alias, identifiers, expiry).
 */
export function encodeMessageProperties(properties: Properties): Uint8Array {
  const { payloadFormatIndicator, contentType, responseTopic, correlationData, userProperties } =
    properties
  const kept = {
    payloadFormatIndicator,
    contentType,
    responseTopic,
    correlationData,
    userProperties,
  }
  const section = new Writer()
  for (const row of rows) writeOne(section, row, kept, PUBLISH)
  return section.body()
}
