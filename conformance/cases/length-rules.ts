/** Rules about lengths: of the packet, of a property list, of a field. */
import {
  paddedVarint,
  spanOf,
  truncated,
  withField,
  withInserted,
  withRemainingLength,
} from '../wire/break.ts'
import { two, varint } from '../wire/encode.ts'
import type { Encoded, Span } from '../wire/encode.ts'
import type { Version } from '../wire/packet.ts'
import type { Attempt, Place } from './byte-case.ts'
import { clientPackets, listLength, PLACES_WITH_PROPERTIES } from './material.ts'
import { free, malformed, malformedOrProtocolError, row, span } from './rule.ts'
import type { Rule, RuleRow } from './rule.ts'

function packetsWithBody(version: Version): readonly Place[] {
  const bodiless: readonly Place[] = version === '5.0' ? ['PINGREQ'] : ['PINGREQ', 'DISCONNECT']
  return clientPackets(version).filter((place) => !bodiless.includes(place))
}

/** In all versions; 3.1 names a penalty only for a CONNECT. */
function everyVersion(places: (version: Version) => readonly Place[]): readonly RuleRow[] {
  const others = places('3.1').filter((place) => place !== 'CONNECT')
  const connect = places('3.1').filter((place) => place === 'CONNECT')
  return [
    row('5.0', places('5.0'), ['X-03'], malformedOrProtocolError),
    row('3.1.1', places('3.1.1'), ['X-03'], malformed),
    row('3.1', connect, ['CONNECT-04'], malformed),
    row('3.1', others, ['FORMAT-01'], free),
  ]
}

function bodyLength(encoded: Encoded): number {
  return encoded.bytes.length - spanOf(encoded, 'remaining length').end
}

const TOO_EARLY: Rule = {
  name: 'a packet that ends too early',
  judged: 'wrong',
  rows: everyVersion(packetsWithBody),
  *attempts(material, place) {
    for (const kept of span(0, bodyLength(material.full(place)) - 1)) {
      const source = material.full(place)
      yield { what: `${kept} bytes of its body`, bytes: truncated(source, kept), source }
    }
  },
}

/** The bytes are all there, so that a reader which goes beyond the length finds what it looks for. */
const TOO_SHORT: Rule = {
  name: 'a remaining length that is too small',
  judged: 'wrong',
  rows: everyVersion(packetsWithBody),
  *attempts(material, place) {
    const length = bodyLength(material.full(place))
    for (const missing of span(1, length)) {
      const source = material.full(place)
      const bytes = withRemainingLength(source, varint(length - missing))
      yield { what: `${missing} less`, bytes, source }
    }
  },
}

/** None that reads as an empty topic filter, which a broker may refuse in its answer. */
const TAILS = ['00', '01', '61', '80', 'ff', '0005', 'c000', 'ffff', '000161', '00056162']

const TOO_LONG: Rule = {
  name: 'bytes behind the last field',
  judged: 'wrong',
  rows: everyVersion((version) => clientPackets(version).filter((place) => place !== 'PUBLISH')),
  *attempts(material, place) {
    for (const what of TAILS) {
      const tail = [...Buffer.from(what, 'hex')]
      const source = material.full(place)
      const last = source.spans.at(-1)?.name ?? ''
      const bytes =
        bodyLength(source) === 0 || last.includes('property ')
          ? lengthened(source, tail)
          : withInserted(source, last, tail)
      yield { what, bytes, source }
    }
  },
}

/** Outside the property list, even where the packet ends with one. */
function lengthened(source: Encoded, tail: readonly number[]): Uint8Array {
  const bytes = withRemainingLength(source, varint(bodyLength(source) + tail.length))
  return Uint8Array.from([...bytes, ...tail])
}

const FIVE_BYTES: readonly (readonly number[])[] = [
  [0x80, 0x80, 0x80, 0x80, 0x00],
  [0x80, 0x80, 0x80, 0x80, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0xff],
]

const FIVE_BYTE_LENGTH: Rule = {
  name: 'a remaining length of five bytes',
  judged: 'wrong',
  rows: [
    row('5.0', clientPackets('5.0'), ['X-01'], malformed),
    row('3.1.1', clientPackets('3.1.1'), ['X-01'], malformed),
    row('3.1', clientPackets('3.1'), ['FORMAT-01'], malformed),
  ],
  *attempts(material, place) {
    const source = material.full(place)
    const own = varint(bodyLength(source)).map((byte) => byte | 0x80)
    const padded = [...own, ...Array<number>(4 - own.length).fill(0x80), 0x00]
    for (const length of [...FIVE_BYTES, padded]) {
      const what = Buffer.from(length).toString('hex')
      yield { what, bytes: withRemainingLength(source, length), source }
    }
  },
}

const PADDED_LENGTH: Rule = {
  name: 'a remaining length with more bytes than it needs',
  judged: 'wrong',
  rows: [row('5.0', clientPackets('5.0'), ['1.5.5-1'], malformed)],
  *attempts(material, place) {
    for (const encoded of [material.plain(place), material.full(place)]) {
      yield* paddings(encoded, 'remaining length', withRemainingLength)
    }
  },
}

const PADDED_LIST_LENGTH: Rule = {
  name: 'a property length with more bytes than it needs',
  judged: 'wrong',
  rows: [row('5.0', PLACES_WITH_PROPERTIES, ['1.5.5-1'], malformed)],
  *attempts(material, place) {
    const name = listLength(place)
    for (const encoded of [material.plain(place), material.full(inPlace(place))]) {
      const replace = (source: Encoded, bytes: readonly number[]) => withField(source, name, bytes)
      yield* paddings(encoded, name, replace)
    }
  },
}

const WRONG_LIST_LENGTH: Rule = {
  name: 'a property length that ends elsewhere than the list',
  judged: 'wrong',
  rows: [row('5.0', PLACES_WITH_PROPERTIES, ['X-09'], malformedOrProtocolError)],
  *attempts(material, place) {
    const name = listLength(place)
    const packet = inPlace(place)
    const right = varintValue(material.full(packet), name)
    for (const wrong of [...span(0, right - 1), ...span(right + 1, right + 24), ...HUGE]) {
      const source = material.full(packet)
      yield { what: `${wrong - right}`, bytes: withField(source, name, varint(wrong)), source }
    }
    for (const length of FIVE_BYTES) {
      const source = material.full(packet)
      const what = Buffer.from(length).toString('hex')
      yield { what, bytes: withField(source, name, length), source }
    }
  },
}

const HUGE = [16_383, 16_384, 2_097_151, 2_097_152, 268_435_455]
const LENGTHS_OF_TEXT = [0x00ff, 0x0100, 0x7fff, 0x8000, 0xfffe, 0xffff]

const FIELD_BEYOND_END: Rule = {
  name: 'a field that leads out of the packet',
  judged: 'wrong',
  rows: everyVersion((version) => packetsWithBody(version).filter(hasText)),
  *attempts(material, place) {
    for (const { name, length } of textFields(material.full(place))) {
      for (const wrong of [length + 1, length + 1000, ...LENGTHS_OF_TEXT]) {
        const source = material.full(place)
        const { start, end } = spanOf(source, name)
        const bytes = [...two(wrong), ...source.bytes.slice(start + 2, end)]
        yield { what: `${name} of ${wrong}`, bytes: withField(source, name, bytes), source }
      }
    }
  },
}

function hasText(place: Place): boolean {
  return ['CONNECT', 'PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE'].includes(place)
}

/** Fields that begin with their length, each name once. */
function textFields({ bytes, spans }: Encoded): readonly { name: string; length: number }[] {
  const named = new Map(spans.map((field) => [field.name, field]))
  return [...named.values()].flatMap(({ name, start, end }) => {
    const length = end - start - 2
    const said = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0)
    return length > 0 && length === said ? [{ name, length }] : []
  })
}

function* paddings(
  source: Encoded,
  name: string,
  replace: (source: Encoded, bytes: readonly number[]) => Uint8Array,
): Iterable<Attempt> {
  const value = varintValue(source, name)
  const once = paddedVarint(value)
  const twice = [...once.slice(0, -1), 0x80, 0x00]
  const thrice = [...twice.slice(0, -1), 0x80, 0x00]
  for (const padded of [once, twice, thrice].filter(({ length }) => length <= 4)) {
    yield { what: `${value} in ${padded.length} bytes`, bytes: replace(source, padded), source }
  }
}

function varintValue(encoded: Encoded, name: string): number {
  const { start, end }: Span = spanOf(encoded, name)
  return encoded.bytes
    .slice(start, end)
    .reduce((sum, byte, index) => sum + (byte & 0x7f) * 0x80 ** index, 0)
}

/** The packet that a place is in. */
function inPlace(place: Place): Place {
  return place === 'will' ? 'CONNECT' : place
}

export const LENGTH_RULES: readonly Rule[] = [
  TOO_EARLY,
  TOO_SHORT,
  TOO_LONG,
  FIVE_BYTE_LENGTH,
  PADDED_LENGTH,
  PADDED_LIST_LENGTH,
  WRONG_LIST_LENGTH,
  FIELD_BEYOND_END,
]
