/**
 * Compares a received packet with the rows of a step: the listed fields, and of a field that may stand
 * several times all its values. What is not listed is not looked at.
 */
import {
  bytes,
  fieldName,
  number,
  propertyNamed,
  reasonCode,
  referredPacketId,
  text,
  yesNo,
} from '../fields.ts'
import type { Row, Setting } from '../fields.ts'
import type { Packet, PropertyValue } from '../wire/packet.ts'

/** One sentence for each listed field that the packet has otherwise. */
export function differences(
  packet: Packet,
  rows: readonly Row[],
  setting: Setting,
): readonly string[] {
  const actual = valuesOf(packet)
  const expected = Map.groupBy(rows, ([field]) => fieldName(field))
  return [...expected].flatMap(([field, wanted]) => {
    if (!actual.has(field) && propertyNamed(field) === undefined) {
      throw new Error(`no field of ${packet.type}: ${field}`)
    }
    const values = actual.get(field) ?? []
    const texts = wanted.map(([, value]) => value)
    return agree(field, values, texts, setting)
      ? []
      : [`${field} is ${values.map(shown).join(', ') || 'absent'}, expected ${texts.join(', ')}`]
  })
}

type Value = PropertyValue | boolean

function valuesOf(packet: Packet): ReadonlyMap<string, readonly Value[]> {
  const values = new Map<string, Value[]>(ownFields(packet).map(([name, value]) => [name, value]))
  if (!('properties' in packet)) return values
  for (const { name, value } of packet.properties) {
    const key = name.toLowerCase()
    values.set(key, [...(values.get(key) ?? []), value])
  }
  return values
}

function ownFields(packet: Packet): readonly (readonly [string, Value[]])[] {
  switch (packet.type) {
    case 'CONNACK':
      return [
        ['session present', [packet.sessionPresent]],
        ['reason code', [packet.reasonCode]],
      ]
    case 'PUBLISH':
      return [
        ['topic', [packet.topic]],
        ['raw topic', [packet.topic]],
        ['payload', [packet.payload]],
        ['qos', [packet.qos]],
        ['retain', [packet.retain]],
        ['dup', [packet.dup]],
        ['packet identifier', packet.packetId === undefined ? [] : [packet.packetId]],
      ]
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return [
        ['packet identifier', [packet.packetId]],
        ['reason code', [packet.reasonCode]],
      ]
    case 'SUBACK':
    case 'UNSUBACK':
      return [
        ['packet identifier', [packet.packetId]],
        ['reason code', [...packet.reasonCodes]],
      ]
    case 'DISCONNECT':
    case 'AUTH':
      return [['reason code', [packet.reasonCode]]]
    default:
      return []
  }
}

function agree(
  field: string,
  values: readonly Value[],
  texts: readonly string[],
  setting: Setting,
): boolean {
  if (texts[0] === 'absent') return values.length === 0
  if (texts[0] === 'present') return values.length > 0
  if (texts.length !== values.length) return false
  const left = [...values]
  return texts.every((wanted, index) => {
    const at =
      field === 'subscription identifier'
        ? left.findIndex((value) => equal(field, value, wanted, setting))
        : index
    const value = field === 'subscription identifier' ? left.splice(at, 1)[0] : left[at]
    return value !== undefined && equal(field, value, wanted, setting)
  })
}

/** Where the wire has a number, the step may name several with `or`. */
function equal(field: string, value: Value, wanted: string, setting: Setting): boolean {
  if (typeof value === 'boolean') return value === yesNo(wanted)
  if (typeof value === 'number') {
    const read = readerOf(field, setting)
    return wanted.split(' or ').some((alternative) => read(alternative) === value)
  }
  if (typeof value === 'string') {
    return value === (field === 'topic' ? setting.topic(text(wanted)) : text(wanted))
  }
  if (value instanceof Uint8Array) return Buffer.from(bytes(wanted)).equals(value)
  return value.join(' = ') === text(wanted)
}

function readerOf(field: string, setting: Setting): (value: string) => number {
  if (field === 'reason code') return reasonCode
  if (field === 'packet identifier') return (value) => referredPacketId(value, setting)
  return number
}

function shown(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value instanceof Uint8Array) return shownPayload(value)
  return Array.isArray(value) ? value.join(' = ') : String(value)
}

export function shownPayload(payload: Uint8Array): string {
  const printable =
    payload.length <= MOST_SHOWN && payload.every((byte) => byte >= 32 && byte < 127)
  const start = Buffer.from(payload.subarray(0, MOST_SHOWN))
  if (printable) return `"${start.toString()}"`
  return `0x${start.toString('hex')}${payload.length > MOST_SHOWN ? '...' : ''}`
}

const MOST_SHOWN = 64
