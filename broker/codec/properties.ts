/** Properties of MQTT 5.0 from and to bytes, as their table (property-table.ts) says. */
import { malformed, protocolError, ProtocolFault } from './fault.ts'
import { bitById, placeOf, propertyRows, rowsById } from './property-table.ts'
import type {
  MutableProperties,
  NumberProperty,
  Places,
  Properties,
  PropertyRow,
  UserProperty,
} from './property-table.ts'
import { PacketType } from './protocol.ts'
import type { DecodeContext, DecodeLimits, Sender } from './protocol.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

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

  /** Reads the identifier of the next property and returns its row. */
  next(): PropertyRow {
    const id = this.#reader.varint()
    const row = rowsById[id]
    if (row === undefined || ((row.client | row.server) & this.#place) === 0) {
      throw malformed('a property that this packet does not have')
    }
    // @MQTT-5.0:3.3.4-6 @MQTT-5.0:3.14.2-2
    if ((row[this.#sender] & this.#place) === 0) {
      throw protocolError(`a property that a ${this.#sender} does not send`)
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

  number(row: Extract<PropertyRow, { name: NumberProperty }>): number {
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

  /** A Subscription Identifier, which is never 0. */
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
  for (const row of propertyRows) writeOne(section, row, properties, place)
  writer.varint(section.length)
  writer.bytes(section.body())
}

function writeOne(section: Writer, row: PropertyRow, properties: Properties, place: Places): void {
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
  for (const row of propertyRows) writeOne(section, row, kept, placeOf(PacketType.publish))
  return section.body()
}
