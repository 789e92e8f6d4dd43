/** Reads a property list, strictly: known, allowed here, from this sender, once, within its values. */
import type { Property, PropertyValue } from './packet.ts'
import { PROPERTIES } from './properties.ts'
import type { PropertyPlace, PropertyRow, Sender } from './properties.ts'
import type { Reader, Statements } from './reader.ts'

/** Empty before 5.0, which introduced them. */
export function decodeProperties(
  reader: Reader,
  place: PropertyPlace,
  sender: Sender,
): readonly Property[] {
  if (reader.version !== '5.0') return []
  const list = reader.part(reader.varint('the property length'), 'the property list')
  const properties: Property[] = []
  const seen = new Set<number>()
  while (!list.isAtEnd) {
    const id = list.varint('the property identifier')
    const row = PROPERTIES.find((candidate) => candidate.id === id)
    if (row === undefined) throw list.fault(`there is no property 0x${id.toString(16)}`)
    checkPlace(list, row, place, sender)
    if (seen.has(id) && !row.repeatedIn.includes(place)) {
      throw list.fault(`${row.name} stands twice in ${place}`)
    }
    seen.add(id)
    properties.push({ name: row.name, value: decodeValue(list, row) })
  }
  checkTogether(list, seen)
  return properties
}

const AUTHENTICATION_METHOD = 0x15
const AUTHENTICATION_DATA = 0x16

function checkTogether(list: Reader, seen: ReadonlySet<number>): void {
  if (seen.has(AUTHENTICATION_DATA) && !seen.has(AUTHENTICATION_METHOD)) {
    throw list.fault('Authentication Data without Authentication Method')
  }
}

function checkPlace(list: Reader, row: PropertyRow, place: PropertyPlace, sender: Sender): void {
  if (!row.places.includes(place)) throw list.fault(`${row.name} may not stand in ${place}`)
  if (row.sender !== 'both' && row.sender !== sender) {
    throw list.fault(`a ${sender} may not send ${row.name} in ${place}`)
  }
  if (row.name === 'Session Expiry Interval' && place === 'DISCONNECT' && sender === 'server') {
    throw list.fault('a server sends no Session Expiry Interval in DISCONNECT', {
      '5.0': '3.14.2-2',
    })
  }
  if (row.name === 'Subscription Identifier' && place === 'PUBLISH' && sender === 'client') {
    throw list.fault('a client sends no Subscription Identifier in PUBLISH', { '5.0': '3.3.4-6' })
  }
}

function decodeValue(list: Reader, row: PropertyRow): PropertyValue {
  const { name } = row
  switch (row.kind) {
    case 'byte':
      return inRange(list, row, list.byte(name))
    case 'two':
      return inRange(list, row, list.two(name))
    case 'four':
      return inRange(list, row, list.four(name))
    case 'varint':
      return inRange(list, row, list.varint(name))
    case 'text':
      return checkTopic(list, name, list.text(name))
    case 'binary':
      return list.binary(name)
    case 'pair':
      return [list.text(`the name of a ${name}`), list.text(`the value of a ${name}`)]
  }
}

function inRange(list: Reader, { name, range }: PropertyRow, value: number): number {
  if (range === undefined || (value >= range[0] && value <= range[1])) return value
  const statements: Statements = name === 'Topic Alias' ? { '5.0': '3.3.2-8' } : {}
  throw list.fault(`${name} is ${value}`, statements)
}

function checkTopic(list: Reader, name: string, value: string): string {
  if (name === 'Response Topic' && /[#+]/.test(value)) {
    throw list.fault('Response Topic has a wildcard', { '5.0': '3.3.2-14' })
  }
  return value
}
