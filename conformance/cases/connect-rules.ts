/** Rules about the connect flags: reserved, contradicting, and at odds with the payload. */
import { withField } from '../wire/break.ts'
import { encode } from '../wire/encode.ts'
import type { Connect } from '../wire/packet.ts'
import type { Attempt } from './byte-case.ts'
import type { Material } from './material.ts'
import { hex, malformed, row, span } from './rule.ts'
import type { Rule } from './rule.ts'

const RESERVED_CONNECT_FLAG: Rule = {
  name: 'the reserved connect flag',
  judged: 'wrong',
  rows: [
    row('5.0', ['CONNECT'], ['3.1.2-3'], malformed),
    row('3.1.1', ['CONNECT'], ['3.1.2-3'], malformed),
  ],
  attempts: (material) => withConnectFlags(material, (flags) => (flags & 1) === 1),
}

const CONTRADICTING_FLAGS: Rule = {
  name: 'connect flags that contradict each other',
  judged: 'wrong',
  rows: [
    row('5.0', ['CONNECT'], ['3.1.2-11', '3.1.2-12', '3.1.2-13'], malformed),
    row(
      '3.1.1',
      ['CONNECT'],
      ['3.1.2-13', '3.1.2-14', '3.1.2-15', '3.1.2-22', '3.1.2-11'],
      malformed,
    ),
  ],
  attempts: (material) => withConnectFlags(material, (flags) => (flags & 1) === 0),
}

/** The payload has exactly the fields that the flags announce. */
function* withConnectFlags(
  material: Material,
  isWanted: (flags: number) => boolean,
): Iterable<Attempt> {
  for (const flags of span(0, 0xff).filter(isWanted)) {
    const source = encode(withFieldsOf(material.connect(), flags), material.version)
    yield { what: hex(flags), bytes: withField(source, 'connect flags', [flags]), source }
  }
}

function withFieldsOf(packet: Connect, flags: number): Connect {
  const will = { topic: 'w', payload: new Uint8Array(1), retain: false, properties: [] }
  return {
    ...packet,
    will: (flags & 0x04) === 0 ? undefined : { ...will, qos: 0 },
    userName: (flags & 0x80) === 0 ? undefined : 'user',
    password: (flags & 0x40) === 0 ? undefined : new TextEncoder().encode('secret'),
  }
}

const FLAGS_AND_PAYLOAD: Rule = {
  name: 'connect flags that do not fit the payload',
  judged: 'wrong',
  rows: [
    row(
      '5.0',
      ['CONNECT'],
      span(16, 19)
        .map((id) => `3.1.2-${id}`)
        .concat('3.1.2-9'),
      malformed,
    ),
    row(
      '3.1.1',
      ['CONNECT'],
      span(18, 21)
        .map((id) => `3.1.2-${id}`)
        .concat('3.1.2-9'),
      malformed,
    ),
  ],
  *attempts(material) {
    for (const fields of PAYLOADS) {
      for (const flags of PAYLOADS) {
        const source = encode(withFieldsOf(material.connect(), fields), material.version)
        const bytes = withField(source, 'connect flags', [flags | CLEAN_START])
        yield { what: `${hex(flags)} with the fields of ${hex(fields)}`, bytes, source }
      }
    }
  },
}

const CLEAN_START = 0x02
/** User name, password and will, each there or not. */
const PAYLOADS = span(0, 7).map((bits) => ((bits & 3) << 6) | (bits & 4))

export const CONNECT_RULES: readonly Rule[] = [
  RESERVED_CONNECT_FLAG,
  CONTRADICTING_FLAGS,
  FLAGS_AND_PAYLOAD,
]
