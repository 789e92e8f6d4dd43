/** Rules about the first byte: flags, packet types, and who may send what. */
import { withFlags } from '../wire/break.ts'
import { encode, varint } from '../wire/encode.ts'
import type { Packet } from '../wire/packet.ts'
import { rowOf } from '../wire/packet-types.ts'
import { PROPERTIES } from '../wire/properties.ts'
import { isInTable } from '../wire/reason-codes.ts'
import type { Place } from './byte-case.ts'
import { clientPackets } from './material.ts'
import type { Material } from './material.ts'
import { free, hex, malformed, malformedOrProtocolError, row, span } from './rule.ts'
import type { Rule } from './rule.ts'

/** Of their own. */
const FLAG_STATEMENTS: Partial<Readonly<Record<Place, string>>> = {
  PUBREL: '3.6.1-1',
  SUBSCRIBE: '3.8.1-1',
  UNSUBSCRIBE: '3.10.1-1',
  DISCONNECT: '3.14.1-1',
  AUTH: '3.15.1-1',
}

const FIXED_FLAGS = clientPackets('5.0').filter((place) => place !== 'PUBLISH')

const FIXED_FLAGS_3 = FIXED_FLAGS.filter((place) => place !== 'AUTH')

const RESERVED_FLAGS: Rule = {
  name: 'reserved flags of the first byte',
  judged: 'wrong',
  rows: [
    ...FIXED_FLAGS.map((place) =>
      row('5.0', [place], [FLAG_STATEMENTS[place] ?? '2.1.3-1'], malformed),
    ),
    ...FIXED_FLAGS_3.map((place) =>
      row('3.1.1', [place], ['2.2.2-2', FLAG_STATEMENTS[place] ?? '2.2.2-1'], malformed),
    ),
    row('3.1', FIXED_FLAGS_3, ['FORMAT-03'], () => ({ kind: 'free', rule: 'reserved flags' })),
  ],
  *attempts(material, place) {
    const right = place === 'will' ? 0 : (rowOf(place).flags ?? 0)
    for (const flags of span(0, 15).filter((value) => value !== right)) {
      const source = material.plain(place)
      yield { what: flags.toString(2).padStart(4, '0'), bytes: withFlags(source, flags), source }
    }
  },
}

/** With and without DUP and RETAIN. */
const QOS_3_FLAGS = [0b0110, 0b0111, 0b1110, 0b1111]

const QOS_3: Rule = {
  name: 'QoS 3',
  judged: 'wrong',
  rows: [
    row('5.0', ['PUBLISH'], ['3.3.1-4'], malformed),
    row('3.1.1', ['PUBLISH'], ['3.3.1-4'], malformed),
    row('3.1', ['PUBLISH'], ['FORMAT-04'], free),
  ],
  *attempts(material, place) {
    for (const source of [material.plain(place), material.full(place)]) {
      for (const flags of QOS_3_FLAGS) {
        const what = `${flags.toString(2)}, ${source.bytes.length} bytes`
        yield { what, bytes: withFlags(source, flags), source }
      }
    }
  },
}

const BODIES: readonly (readonly number[])[] = [[], [0x00], [0x00, 0x0a], [0x00, 0x01, 0x61]]

/** The place is only where the case is sent: a connection that has said PINGREQ could as well. */
const RESERVED_TYPE: Rule = {
  name: 'a reserved packet type',
  judged: 'wrong',
  rows: [
    row('5.0', ['PINGREQ'], ['X-02'], malformedOrProtocolError),
    row('3.1.1', ['PINGREQ'], ['X-02'], malformed),
    row('3.1', ['PINGREQ'], ['FORMAT-02'], malformed),
  ],
  *attempts({ version }) {
    for (const type of version === '5.0' ? [0] : [0, 15]) {
      for (const flags of span(0, 15)) {
        for (const body of BODIES) {
          const bytes = Uint8Array.of((type << 4) | flags, ...varint(body.length), ...body)
          yield { what: Buffer.from(bytes).toString('hex'), bytes }
        }
      }
    }
  },
}

const FROM_SERVER = ['CONNACK', 'SUBACK', 'UNSUBACK', 'PINGRESP'] as const

const WRONG_DIRECTION: Rule = {
  name: 'a packet that only a broker sends',
  judged: 'wrong',
  rows: [
    row('5.0', FROM_SERVER, ['X-04'], malformedOrProtocolError),
    row('3.1.1', FROM_SERVER, ['X-04'], malformed),
  ],
  *attempts(material, place) {
    const { version } = material
    for (const code of codesOf(material, place)) {
      const packet = withCode(material, place, code)
      yield { what: `code ${hex(code)}`, bytes: encode(packet, version).bytes }
    }
    if (version !== '5.0' || place === 'PINGRESP') return
    for (const property of PROPERTIES) {
      const source = material.plain(place, [material.property(property)])
      yield { what: property.name, bytes: source.bytes, source }
    }
  },
}

function withCode(material: Material, place: Place, code: number): Packet {
  const packet = material.plainPacket(place)
  if ('reasonCodes' in packet) return { ...packet, reasonCodes: [code] }
  return 'reasonCode' in packet ? { ...packet, reasonCode: code } : packet
}

function codesOf({ version }: Material, place: Place): readonly number[] {
  const codes = span(0, 0xff).filter(
    (code) => place !== 'will' && isInTable(code, place, version, 'server'),
  )
  return codes.length === 0 ? [0] : codes
}

export const HEADER_RULES: readonly Rule[] = [RESERVED_FLAGS, QOS_3, RESERVED_TYPE, WRONG_DIRECTION]
