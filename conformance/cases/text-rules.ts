/** Rules about text: what is UTF-8, what is not, and what a receiver may dislike, in each text field. */
import { spanOf, textOf, withField } from '../wire/break.ts'
import { text } from '../wire/encode.ts'
import type { Encoded } from '../wire/encode.ts'
import type { Version } from '../wire/packet.ts'
import { PROPERTIES } from '../wire/properties.ts'
import type { Attempt, Place } from './byte-case.ts'
import { mayStand } from './material.ts'
import type { Material } from './material.ts'
import { accepted, free, malformed, row } from './rule.ts'
import type { Rule, RuleRow } from './rule.ts'

/** What is put in, by what is the matter with it. */
type Pieces = readonly (readonly [what: string, bytes: readonly number[]])[]

const ILL_FORMED: Pieces = [
  ['U+0000 in two bytes', [0xc0, 0x80]],
  ['a slash in two bytes', [0xc0, 0xaf]],
  ['U+007F in two bytes', [0xc1, 0xbf]],
  ['U+0000 in three bytes', [0xe0, 0x80, 0x80]],
  ['a slash in three bytes', [0xe0, 0x80, 0xaf]],
  ['U+07FF in three bytes', [0xe0, 0x9f, 0xbf]],
  ['U+0000 in four bytes', [0xf0, 0x80, 0x80, 0x80]],
  ['a slash in four bytes', [0xf0, 0x80, 0x80, 0xaf]],
  ['U+FFFF in four bytes', [0xf0, 0x8f, 0xbf, 0xbf]],
  ['the lowest high surrogate', [0xed, 0xa0, 0x80]],
  ['the highest high surrogate', [0xed, 0xaf, 0xbf]],
  ['the lowest low surrogate', [0xed, 0xb0, 0x80]],
  ['the highest low surrogate', [0xed, 0xbf, 0xbf]],
  ['a pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ['U+110000', [0xf4, 0x90, 0x80, 0x80]],
  ['U+140000', [0xf5, 0x80, 0x80, 0x80]],
  ['U+1FFFFF', [0xf7, 0xbf, 0xbf, 0xbf]],
  ['five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ['six bytes', [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80]],
  ['the lowest continuation alone', [0x80]],
  ['the highest continuation alone', [0xbf]],
  ['one continuation too many', [0xc3, 0xa9, 0x80]],
  ['the first of two bytes', [0xc3]],
  ['the first of three bytes', [0xe2]],
  ['two of three bytes', [0xe2, 0x82]],
  ['the first of four bytes', [0xf0]],
  ['two of four bytes', [0xf0, 0x9f]],
  ['three of four bytes', [0xf0, 0x9f, 0x98]],
  ['a letter of Latin-1', [0xe9]],
  ['the byte FE', [0xfe]],
  ['the byte FF', [0xff]],
]

const WELL_FORMED: Pieces = [
  ['U+0020', [0x20]],
  ['U+007E', [0x7e]],
  ['U+00A0', [0xc2, 0xa0]],
  ['U+07FF', [0xdf, 0xbf]],
  ['U+0800', [0xe0, 0xa0, 0x80]],
  ['U+D7FF', [0xed, 0x9f, 0xbf]],
  ['U+E000', [0xee, 0x80, 0x80]],
  ['U+FEFF', [0xef, 0xbb, 0xbf]],
  ['U+FFFD', [0xef, 0xbf, 0xbd]],
  ['U+10000', [0xf0, 0x90, 0x80, 0x80]],
  ['U+1F600', [0xf0, 0x9f, 0x98, 0x80]],
  ['U+10FFFD', [0xf4, 0x8f, 0xbf, 0xbd]],
]

const DISLIKED: Pieces = [
  0x01, 0x09, 0x0a, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0xfdd0, 0xfdef, 0xfffe, 0xffff, 0x1fffe, 0x1ffff,
  0x10fffe, 0x10ffff,
].map((code) => [`U+${code.toString(16).toUpperCase()}`, text(String.fromCodePoint(code))] as const)

const NUL: Pieces = [['U+0000', [0x00]]]

/** A text field, and how it is written with other text in it. */
interface TextField {
  readonly name: string
  readonly span: string
  readonly withText: (bytes: readonly number[]) => readonly number[]
}

const OWN_FIELDS: Partial<Readonly<Record<Place, readonly string[]>>> = {
  CONNECT: ['client identifier', 'user name'],
  will: ['will topic'],
  PUBLISH: ['topic name'],
  SUBSCRIBE: ['topic filter'],
  UNSUBSCRIBE: ['topic filter'],
}

function textFields(version: Version, place: Place): readonly TextField[] {
  const own = (OWN_FIELDS[place] ?? []).map((name) => ({ name, span: name, withText: textOf }))
  if (version !== '5.0') return own
  const properties = PROPERTIES.filter((property) => mayStand(property, place))
  return [...own, ...properties.flatMap((property) => propertyFields(property, place))]
}

function propertyFields(
  { id, name, kind }: (typeof PROPERTIES)[number],
  place: Place,
): readonly TextField[] {
  const at = `${place === 'will' ? 'will ' : ''}property ${name}`
  if (kind === 'text') return [{ name, span: at, withText: (bytes) => [id, ...textOf(bytes)] }]
  if (kind !== 'pair') return []
  const other = textOf([0x61])
  return [
    {
      name: `the name of a ${name}`,
      span: at,
      withText: (bytes) => [id, ...textOf(bytes), ...other],
    },
    {
      name: `the value of a ${name}`,
      span: at,
      withText: (bytes) => [id, ...other, ...textOf(bytes)],
    },
  ]
}

/** Before, behind and between letters, and alone. */
const SURROUNDINGS: readonly (readonly [how: string, before: string, behind: string])[] = [
  ['between letters', 'a', 'b'],
  ['at the start', '', 'b'],
  ['at the end', 'a', ''],
  ['alone', '', ''],
]

/** What the fields hold is put before the piece where it has to stay in the scenario's part of the tree. */
function* withPieces(
  { material, place }: { readonly material: Material; readonly place: Place },
  pieces: Pieces,
  surroundings: typeof SURROUNDINGS = SURROUNDINGS.slice(0, 1),
): Iterable<Attempt> {
  for (const field of textFields(material.version, place)) {
    for (const [what, piece] of pieces) {
      for (const [how, before, behind] of surroundings) {
        const source = sourceOf(material, place, field)
        const bytes = field.withText([...text(before), ...piece, ...text(behind)])
        yield {
          what: `${field.name}, ${what} ${how}`,
          bytes: withField(source, field.span, bytes),
          source,
        }
      }
    }
  }
}

/** The plain packet with the field in it. */
function sourceOf(material: Material, place: Place, { span }: TextField): Encoded {
  if (place === 'CONNECT' || place === 'will') return material.full('CONNECT')
  const property = PROPERTIES.find(({ name }) => span.endsWith(`property ${name}`))
  if (property === undefined) return material.plain(place)
  return material.plain(place, [material.property(property)])
}

const IN_3: readonly Place[] = ['CONNECT', 'will', 'PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE']
const IN_5: readonly Place[] = [
  ...IN_3,
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'DISCONNECT',
  'AUTH',
]

function inAllVersions(in5: string, in311: string): readonly RuleRow[] {
  return [
    row('5.0', IN_5, [in5], malformed),
    row('3.1.1', IN_3, [in311], malformed),
    row('3.1', IN_3, ['FORMAT-07'], free),
  ]
}

const NOT_UTF8: Rule = {
  name: 'text that is not UTF-8',
  judged: 'wrong',
  rows: inAllVersions('1.5.4-1', '1.5.3-1'),
  *attempts(material, place) {
    yield* withPieces({ material, place }, ILL_FORMED)
  },
}

const WITH_NUL: Rule = {
  name: 'text with U+0000 in it',
  judged: 'wrong',
  rows: inAllVersions('1.5.4-2', '1.5.3-2'),
  *attempts(material, place) {
    yield* withPieces({ material, place }, NUL, SURROUNDINGS)
  },
}

const ADVISED_AGAINST: Rule = {
  name: 'text with characters that are advised against',
  judged: 'right',
  rows: [row('5.0', ['PUBLISH'], ['X-05'], free), row('3.1.1', ['PUBLISH'], ['X-05'], free)],
  *attempts(material, place) {
    yield* withTopics(material, place, DISLIKED)
  },
}

const GOOD_TEXT: Rule = {
  name: 'text with the first and last characters of each length',
  judged: 'right',
  rows: [
    row('5.0', ['PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE'], ['1.5.4-1', '1.5.4-3'], accepted),
    row('3.1.1', ['PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE'], ['1.5.3-1', '1.5.3-3'], accepted),
    row('3.1', ['PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE'], ['FORMAT-07'], accepted),
  ],
  *attempts(material, place) {
    yield* withTopics(material, place, WELL_FORMED)
  },
}

/** Below the scenario's own topic, so that nobody else has to do with it. */
function* withTopics(material: Material, place: Place, pieces: Pieces): Iterable<Attempt> {
  const [name = ''] = OWN_FIELDS[place] ?? []
  for (const [what, piece] of pieces) {
    const source = material.plain(place)
    const { start, end } = spanOf(source, name)
    const topic = [...source.bytes.slice(start + 2, end), ...text('/'), ...piece]
    yield { what, bytes: withField(source, name, textOf(topic)), source }
  }
}

export const TEXT_RULES: readonly Rule[] = [NOT_UTF8, WITH_NUL, ADVISED_AGAINST, GOOD_TEXT]
