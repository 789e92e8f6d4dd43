/** What looks odd and is right: values and lengths at the ends of what is allowed. */
import type { Property } from '../wire/packet.ts'
import type { Place } from './byte-case.ts'
import { accepted, row } from './rule.ts'
import type { Rule } from './rule.ts'

/** Sizes of a packet at which its length takes a byte more, and their neighbours. */
const SIZES = [0, 1, 64, 100, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 255, 256, 16_000]
const AROUND_THREE_BYTES = [16_370, 16_378, 16_383, 16_384, 16_385, 20_000]

const PAYLOAD_SIZES: Rule = {
  name: 'payloads at which the remaining length takes a byte more',
  judged: 'right',
  rows: [
    row('5.0', ['PUBLISH'], ['X-36', '3.3.4-1'], accepted),
    row('3.1.1', ['PUBLISH'], ['X-36', '3.3.4-1'], accepted),
    row('3.1', ['PUBLISH'], ['FORMAT-01', 'PUBLISH-03'], accepted),
  ],
  *attempts(material) {
    for (const size of [...SIZES, ...AROUND_THREE_BYTES]) {
      const payload = new Uint8Array(size).fill(0xff)
      yield material.attempt(`${size} bytes`, material.publish({ payload }))
    }
  },
}

const EMPTY: readonly Property[] = [
  { name: 'User Property', value: ['', ''] },
  { name: 'User Property', value: ['name', ''] },
  { name: 'User Property', value: ['', 'value'] },
]

/** By place, beside User Properties, which may stand everywhere. */
const VALUES: Partial<Readonly<Record<Place, readonly Property[]>>> = {
  CONNECT: [
    ...[0, 1, 0xffff_fffe, 0xffff_ffff].map(named('Session Expiry Interval')),
    ...[1, 2, 0x7fff, 0xffff].map(named('Receive Maximum')),
    ...[1000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff].map(named('Maximum Packet Size')),
    ...[0, 1, 0xffff].map(named('Topic Alias Maximum')),
    ...[0, 1].map(named('Request Response Information')),
    ...[0, 1].map(named('Request Problem Information')),
  ],
  will: [
    ...[0, 1].map(named('Payload Format Indicator')),
    ...[0, 1, 0x7fff_ffff, 0xffff_ffff].map(named('Message Expiry Interval')),
    ...[0, 1, 0x7fff_ffff, 0xffff_ffff].map(named('Will Delay Interval')),
    ...['', 'a', 'a'.repeat(200)].map(named('Content Type')),
    ...[new Uint8Array(0), new Uint8Array(1), new Uint8Array(200)].map(named('Correlation Data')),
  ],
  PUBLISH: [
    ...[0].map(named('Payload Format Indicator')),
    ...[0, 1, 0x7fff_ffff, 0xffff_ffff].map(named('Message Expiry Interval')),
    ...['', 'a', 'a'.repeat(100), 'a'.repeat(200)].map(named('Content Type')),
    ...[new Uint8Array(0), new Uint8Array(1), new Uint8Array(200)].map(named('Correlation Data')),
  ],
  PUBREL: ['', 'a', 'a'.repeat(200)].map(named('Reason String')),
  DISCONNECT: [
    ...[0].map(named('Session Expiry Interval')),
    ...['', 'a', 'a'.repeat(200)].map(named('Reason String')),
  ],
}

const WITH_USER_PROPERTIES: readonly Place[] = [
  'CONNECT',
  'will',
  'PUBLISH',
  'PUBREL',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'DISCONNECT',
]

const PROPERTY_VALUES: Rule = {
  name: 'properties with the least and greatest values',
  judged: 'right',
  rows: WITH_USER_PROPERTIES.map((place) => row('5.0', [place], ['2.2.2-1', 'X-07'], accepted)),
  *attempts(material, place) {
    const single = [...(VALUES[place] ?? []), ...EMPTY].map((property) => [property])
    for (const properties of [[], ...single, ...many()]) {
      const packet = material.plainPacket(place, properties)
      yield material.attempt(shown(properties), packet)
    }
  },
}

/** Also such that the length of the list takes two bytes. */
function many(): readonly (readonly Property[])[] {
  const property: Property = { name: 'User Property', value: ['name', 'value'] }
  return [2, 3, 8, 9, 10, 20].map((count) => Array.from({ length: count }, () => property))
}

function named(name: string): (value: Property['value']) => Property {
  return (value) => ({ name, value })
}

function shown(properties: readonly Property[]): string {
  const [{ name, value } = { name: 'none', value: '' }] = properties
  const size = value instanceof Uint8Array ? `${value.length} bytes` : String(value).slice(0, 20)
  const long = typeof value === 'string' ? ` (${value.length})` : ''
  return `${properties.length} x ${name} ${size}${long}`
}

export const BOUNDARY_RULES: readonly Rule[] = [PAYLOAD_SIZES, PROPERTY_VALUES]
