/**
 * Reads the properties of a packet or of a will, and holds them against the table: known, in their
 * place, once, within their range.
 */
import type { Property, PropertyValue } from './packet.ts'
import { PROPERTIES } from './properties.ts'
import type { PropertyPlace, PropertyRow } from './properties.ts'
import type { Reader } from './reader.ts'
import { IN_WILL, PLACE_OF, RANGE_OF } from './wire-rules.ts'

/** None before 5.0. */
export function readProperties(reader: Reader, place: PropertyPlace): readonly Property[] {
  if (reader.version !== '5.0') return []
  const length = reader.varint('property length')
  const part = reader.part(length, 'property length', 'propertyLength')
  const properties: Property[] = []
  while (!part.isAtEnd) {
    const row = readIdentifier(part, place)
    const isRepeated = properties.some(({ name }) => name === row.name)
    const mayRepeat = row.repeatedIn.includes(place)
    part.expect(!isRepeated || mayRepeat, 'propertyOnce', row.name, inWill(place))
    properties.push({ name: row.name, value: readValue(part, row) })
  }
  return properties
}

export function has(properties: readonly Property[], name: string): boolean {
  return properties.some((property) => property.name === name)
}

function readIdentifier(reader: Reader, place: PropertyPlace): PropertyRow {
  const id = reader.varint('property identifier')
  const row = PROPERTIES.find((candidate) => candidate.id === id)
  if (row === undefined) throw reader.fault('propertyId', String(id), inWill(place))
  const where = `${row.name} in ${place}`
  reader.expect(row.places.includes(place), 'propertyPlace', where, inWill(place))
  const only = row.onlyFrom[place] ?? reader.sender
  reader.expect(only === reader.sender, 'propertyPlace', where, PLACE_OF[where])
  return row
}

function inWill(place: PropertyPlace) {
  return place === 'will' ? IN_WILL : undefined
}

function readValue(reader: Reader, { name, kind, range }: PropertyRow): PropertyValue {
  switch (kind) {
    case 'text':
      return name === 'Response Topic' ? readResponseTopic(reader, name) : reader.text(name)
    case 'binary':
      return reader.binary(name)
    case 'pair':
      return [reader.text(name), reader.text(name)]
    default: {
      const value = reader[kind](name)
      const isInRange = range === undefined || (range[0] <= value && value <= range[1])
      reader.expect(isInRange, 'propertyRange', `${name} ${value}`, RANGE_OF[name])
      return value
    }
  }
}

/** @MQTT-5.0:3.3.2-13 @MQTT-5.0:3.3.2-14 */
function readResponseTopic(reader: Reader, name: string): string {
  const topic = reader.topicName(name)
  reader.expect(topic !== '', 'topicEmpty', name)
  return topic
}
