/** Rules about properties: which may stand where, how often, and with what values. */
import { spanOf, withField, withInserted } from '../wire/break.ts'
import type { Encoded } from '../wire/encode.ts'
import type { Property } from '../wire/packet.ts'
import { PROPERTIES } from '../wire/properties.ts'
import type { PropertyRow } from '../wire/properties.ts'
import type { Attempt, Place } from './byte-case.ts'
import { listLength, mayStand, PLACES_WITH_PROPERTIES } from './material.ts'
import {
  freeToErr,
  hex,
  malformed,
  malformedOrProtocolError,
  protocolError,
  row,
  span,
} from './rule.ts'
import type { Rule, RuleRow } from './rule.ts'

const METHOD: Property = { name: 'Authentication Method', value: 'method' }

/** Where a property needs another one, that comes first. */
function needed({ name }: PropertyRow): readonly Property[] {
  return name === 'Authentication Data' ? [METHOD] : []
}

function standing(place: Place): readonly PropertyRow[] {
  return PROPERTIES.filter((property) => mayStand(property, place))
}

function standingOnce(place: Place): readonly PropertyRow[] {
  return standing(place).filter(({ repeatedIn }) => !repeatedIn.includes(place))
}

/** The will's list has a statement for itself. */
function ruledBy(statement: string, expected: RuleRow['expected']): readonly RuleRow[] {
  return PLACES_WITH_PROPERTIES.map((place) =>
    row('5.0', [place], [place === 'will' ? 'X-21' : statement], expected),
  )
}

const ELSEWHERE: Rule = {
  name: 'a property that belongs elsewhere',
  judged: 'wrong',
  rows: ruledBy('X-07', malformedOrProtocolError),
  *attempts(material, place) {
    for (const property of PROPERTIES.filter((candidate) => !mayStand(candidate, place))) {
      const own = place === 'AUTH' ? [METHOD] : []
      const source = material.plain(place, [...own, material.property(property)])
      yield { what: property.name, bytes: source.bytes, source }
    }
  },
}

const KNOWN = new Set(PROPERTIES.map(({ id }) => id))
const UNKNOWN: readonly (readonly number[])[] = [
  ...span(0x00, 0x2f).flatMap((id) => (KNOWN.has(id) ? [] : [[id]])),
  [0x30],
  [0x40],
  [0x7e],
  [0x7f],
  [0x80, 0x01],
  [0xff, 0x7f],
  [0x80, 0x80, 0x01],
  [0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0xa6, 0x00],
  [0xa6, 0x80, 0x00],
]

const UNKNOWN_IDENTIFIER: Rule = {
  name: 'an identifier that no property has',
  judged: 'wrong',
  rows: PLACES_WITH_PROPERTIES.map((place) => row('5.0', [place], ['X-08'], malformed)),
  *attempts(material, place) {
    for (const id of UNKNOWN) {
      const source = material.plain(place)
      const bytes = withInserted(source, listLength(place), [...id, 0x00, 0x01, 0x61])
      yield { what: Buffer.from(id).toString('hex'), bytes, source }
    }
  },
}

const USER: Property = { name: 'User Property', value: ['between', 'them'] }

const TWICE: Rule = {
  name: 'a property that stands twice',
  judged: 'wrong',
  rows: ruledBy('X-06', protocolError).filter(
    ({ places }) => places.flatMap(standingOnce).length > 0,
  ),
  *attempts(material, place) {
    for (const property of standingOnce(place)) {
      const value = material.property(property)
      for (const [how, between] of [
        ['at once', []],
        ['with another between', [USER]],
        ['three times', [value]],
      ] as const) {
        const list = [...needed(property), value, ...between, value]
        const source = material.plain(place, list)
        yield { what: `${property.name}, ${how}`, bytes: source.bytes, source }
      }
    }
  },
}

const CUT: Rule = {
  name: 'a property that the end of its list cuts',
  judged: 'wrong',
  rows: PLACES_WITH_PROPERTIES.map((place) => row('5.0', [place], ['X-09'], malformed)),
  *attempts(material, place) {
    for (const property of standing(place)) {
      const source = material.plain(place, [...needed(property), material.property(property)])
      const name = `${place === 'will' ? 'will ' : ''}property ${property.name}`
      const { start, end } = spanOf(source, name)
      for (const kept of span(1, end - start - 1)) {
        const bytes = withField(source, name, Array.from(source.bytes.slice(start, start + kept)))
        yield { what: `${property.name}, ${kept} bytes`, bytes, source }
      }
    }
  },
}

/** By name, with the statement that gives the range. */
const RANGES: readonly (readonly [name: string, place: Place, statement: string])[] = [
  ['Receive Maximum', 'CONNECT', 'X-15'],
  ['Maximum Packet Size', 'CONNECT', 'X-16'],
  ['Request Response Information', 'CONNECT', 'X-17'],
  ['Request Problem Information', 'CONNECT', 'X-18'],
  ['Subscription Identifier', 'SUBSCRIBE', 'X-43'],
  ['Payload Format Indicator', 'PUBLISH', '4.13.1-1'],
  ['Payload Format Indicator', 'will', '3.1.4-1'],
]

const NO_BOOLEAN = [2, 3, 4, 0x10, 0x40, 0x7f, 0x80, 0x81, 0xfe, 0xff]

const OUT_OF_RANGE: Rule = {
  name: 'a property with a value that it may not have',
  judged: 'wrong',
  rows: (['CONNECT', 'will', 'PUBLISH', 'SUBSCRIBE'] as const).map((place) => {
    const statements = RANGES.flatMap(([, other, statement]) =>
      other === place ? [statement] : [],
    )
    const isMessage = place === 'will' || place === 'PUBLISH'
    return row('5.0', [place], statements, isMessage ? freeToErr : protocolError)
  }),
  *attempts(material, place) {
    for (const [name] of RANGES.filter((range) => range[1] === place)) {
      const isByte = PROPERTIES.some((known) => known.name === name && known.kind === 'byte')
      for (const value of isByte ? NO_BOOLEAN : [0]) {
        const source = material.plain(place, [{ name, value }])
        yield { what: `${name} ${value}`, bytes: source.bytes, source }
      }
    }
  },
}

const DATA_ALONE: Rule = {
  name: 'Authentication Data without Authentication Method',
  judged: 'wrong',
  rows: [
    row('5.0', ['CONNECT'], ['X-19'], protocolError),
    row('5.0', ['AUTH'], ['X-56'], malformedOrProtocolError),
  ],
  *attempts(material, place) {
    for (const size of [0, 1, 20, 127, 128, 1000]) {
      const value = new Uint8Array(size).fill(0x61)
      const source = material.plain(place, [{ name: 'Authentication Data', value }])
      yield { what: `${size} bytes`, bytes: source.bytes, source }
    }
  },
}

const CODE_STATEMENTS: readonly (readonly [Place, string])[] = [
  ['PUBACK', '3.4.2-1'],
  ['PUBREC', '3.5.2-1'],
  ['PUBREL', '3.6.2-1'],
  ['PUBCOMP', '3.7.2-1'],
  ['DISCONNECT', '3.14.2-1'],
  ['AUTH', '3.15.2-1'],
]

const CODES = [...span(0x00, 0x20), 0x40, 0x7f, ...span(0x80, 0xa8), 0xc0, 0xfe, 0xff]

const REASON_CODE: Rule = {
  name: 'a reason code that the client may not send there',
  judged: 'wrong',
  rows: CODE_STATEMENTS.map(([place, statement]) =>
    row('5.0', [place], [statement], () => ({
      kind: 'free',
      rule: 'malformed packet or protocol error',
    })),
  ),
  *attempts(material, place) {
    for (const code of CODES) yield withReason(material.plain(place), code)
  },
}

function withReason(source: Encoded, code: number): Attempt {
  return { what: hex(code), bytes: withField(source, 'reason code', [code]), source }
}

export const PROPERTY_RULES: readonly Rule[] = [
  ELSEWHERE,
  UNKNOWN_IDENTIFIER,
  TWICE,
  CUT,
  OUT_OF_RANGE,
  DATA_ALONE,
  REASON_CODE,
]
