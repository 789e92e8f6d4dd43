/** Rules about single fields: packet identifiers, options, topics, and payloads without filters. */
import { withField } from '../wire/break.ts'
import type { Packet, QoS } from '../wire/packet.ts'
import type { Attempt, Expected, Place } from './byte-case.ts'
import type { Material } from './material.ts'
import {
  accepted,
  free,
  hex,
  malformed,
  malformedOrProtocolError,
  protocolError,
  row,
  span,
} from './rule.ts'
import type { Rule } from './rule.ts'

const WITH_IDENTIFIER = ['PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE'] as const
const DELIVERIES = [
  [1, false],
  [1, true],
  [2, false],
  [2, true],
] as const satisfies readonly (readonly [QoS, boolean])[]

const IDENTIFIER_0: Rule = {
  name: 'a packet identifier of 0',
  judged: 'wrong',
  rows: [
    row('5.0', WITH_IDENTIFIER, ['2.2.1-3'], malformedOrProtocolError),
    row('3.1.1', WITH_IDENTIFIER, ['2.3.1-1'], malformed),
    row('3.1', WITH_IDENTIFIER, ['FORMAT-06'], free),
  ],
  attempts: (material, place) => withIdentifiers(material, place, [0]),
}

const IDENTIFIERS = [1, 2, 127, 128, 255, 256, 257, 0x7fff, 0x8000, 0xff00, 0xfffe, 0xffff]

const IDENTIFIER_BOUNDARIES: Rule = {
  name: 'packet identifiers from 1 to 65535',
  judged: 'right',
  rows: [
    row('5.0', [...WITH_IDENTIFIER, 'PUBREL'], ['2.2.1-5', '2.2.1-6'], accepted),
    row('3.1.1', [...WITH_IDENTIFIER, 'PUBREL'], ['2.3.1-6', '2.3.1-7'], accepted),
    row('3.1', WITH_IDENTIFIER, ['FORMAT-06'], accepted),
  ],
  attempts: (material, place) => withIdentifiers(material, place, IDENTIFIERS),
}

function* withIdentifiers(
  material: Material,
  place: Place,
  identifiers: readonly number[],
): Iterable<Attempt> {
  for (const packetId of identifiers) {
    if (place !== 'PUBLISH') {
      yield material.attempt(`${packetId}`, identified(material.plainPacket(place), packetId))
      continue
    }
    for (const [qos, dup] of DELIVERIES) {
      const what = `${packetId} at QoS ${qos}${dup ? ' with DUP' : ''}`
      yield material.attempt(what, material.publish({ qos, dup, packetId }))
    }
  }
}

function identified(packet: Packet, packetId: number): Packet {
  return 'packetId' in packet && packet.type !== 'PUBLISH' ? { ...packet, packetId } : packet
}

/** Of all values of the byte those that are not the same fault over and over. */
const OPTIONS = {
  reserved: [0x40, 0x80, 0xc0].flatMap((bits) => span(0, 2).map((qos) => bits | qos)),
  qos3: span(0, 11).map((upper) => (upper << 2) | 3),
  retainHandling3: span(0, 0x0f).flatMap((lower) => ((lower & 3) === 3 ? [] : [0x30 | lower])),
} as const

/** Full packets have properties that a broker need not support. */
function withOptions(
  values: readonly number[],
  kinds: readonly ('plain' | 'full')[] = ['plain', 'full'],
): Rule['attempts'] {
  return function* attempts(material) {
    for (const value of values) {
      for (const kind of kinds) {
        const source = material[kind]('SUBSCRIBE')
        const bytes = withField(source, 'subscription options', [value])
        yield { what: `${hex(value)} in a ${kind} packet`, bytes, source }
      }
    }
  }
}

const RESERVED_OPTIONS: Rule = {
  name: 'reserved bits of the subscription options',
  judged: 'wrong',
  rows: [row('5.0', ['SUBSCRIBE'], ['3.8.3-5'], malformed)],
  attempts: withOptions(OPTIONS.reserved),
}

const OPTIONS_QOS_3: Rule = {
  name: 'QoS 3 in the subscription options',
  judged: 'wrong',
  rows: [row('5.0', ['SUBSCRIBE'], ['X-46'], malformedOrProtocolError)],
  attempts: withOptions(OPTIONS.qos3),
}

const RETAIN_HANDLING_3: Rule = {
  name: 'Retain Handling 3',
  judged: 'wrong',
  rows: [row('5.0', ['SUBSCRIBE'], ['X-47'], malformedOrProtocolError)],
  attempts: withOptions(OPTIONS.retainHandling3),
}

const REQUESTED_QOS: Rule = {
  name: 'a requested QoS above 2',
  judged: 'wrong',
  rows: [row('3.1.1', ['SUBSCRIBE'], ['3.8.3-4'], malformed)],
  attempts: withOptions([...span(3, 0x44), 0x80, 0x81, 0xc0, 0xfc, 0xff]),
}

const GOOD_OPTIONS: Rule = {
  name: 'every value of the subscription options',
  judged: 'right',
  rows: [
    row('5.0', ['SUBSCRIBE'], ['3.8.4-1', '3.8.4-6'], accepted),
    row('3.1.1', ['SUBSCRIBE'], ['3.8.4-1', '3.8.4-5'], accepted),
    row('3.1', ['SUBSCRIBE'], ['SUBSCRIBE-05'], free),
  ],
  attempts: withOptions(span(0, 0x2f), ['plain']),
}

const WILDCARDS = ['#', '+', 'a/#', 'a/+', '+/a', 'a/+/b', '#/a', 'a#', 'a+', '+a', '/#', '$a/+']

const WILDCARD_TOPIC: Rule = {
  name: 'a topic name with a wildcard',
  judged: 'wrong',
  rows: [
    row('5.0', ['PUBLISH'], ['3.3.2-2'], topicNameInvalid),
    row('3.1.1', ['PUBLISH'], ['3.3.2-2'], malformed),
    row('3.1', ['PUBLISH'], ['PUBLISH-01'], free),
  ],
  *attempts(material) {
    for (const topic of WILDCARDS) {
      for (const [qos, packetId] of QOS_AND_IDENTIFIER) {
        yield material.attempt(`${topic} at QoS ${qos}`, material.publish({ topic, qos, packetId }))
      }
    }
  },
}

const QOS_AND_IDENTIFIER = [
  [0, undefined],
  [1, 10],
  [2, 11],
] as const

function topicNameInvalid(): Expected {
  return { kind: 'refused', rule: 'topic name invalid' }
}

const WILDCARD_RESPONSE: Rule = {
  name: 'a Response Topic with a wildcard',
  judged: 'wrong',
  rows: [row('5.0', ['PUBLISH'], ['3.3.2-14'], topicNameInvalid)],
  *attempts(material, place) {
    for (const value of WILDCARDS) {
      const source = material.plain(place, [{ name: 'Response Topic', value }])
      yield { what: value, bytes: source.bytes, source }
    }
  },
}

const FILTERED = ['SUBSCRIBE', 'UNSUBSCRIBE'] as const

const EMPTY_TOPIC: Rule = {
  name: 'an empty topic',
  judged: 'wrong',
  rows: [
    row('5.0', ['PUBLISH'], ['4.7.3-1'], topicNameInvalid),
    row('5.0', FILTERED, ['4.7.3-1'], filterInvalid),
    row('3.1.1', ['PUBLISH', 'UNSUBSCRIBE'], ['4.7.3-1'], malformed),
    row('3.1.1', ['SUBSCRIBE'], ['4.7.3-1'], filterInvalid),
    row('3.1', ['PUBLISH'], ['PUBLISH-01'], free),
  ],
  *attempts(material, place) {
    const name = place === 'PUBLISH' ? 'topic name' : 'topic filter'
    for (const source of [material.plain(place), material.plain(place, userProperties(material))]) {
      const bytes = withField(source, name, [0, 0])
      yield { what: `in ${bytes.length} bytes`, bytes, source }
    }
  },
}

function userProperties({ version }: Material) {
  return version === '5.0' ? [{ name: 'User Property', value: ['name', 'value'] } as const] : []
}

/** Free, as the answer can say so too, but for UNSUBACK before 5.0, which has no codes. */
function filterInvalid(): Expected {
  return { kind: 'free', rule: 'topic filter invalid' }
}

const NO_FILTER: Rule = {
  name: 'a payload without a filter',
  judged: 'wrong',
  rows: [
    row('5.0', ['SUBSCRIBE'], ['3.8.3-2'], protocolError),
    row('5.0', ['UNSUBSCRIBE'], ['3.10.3-2'], protocolError),
    row('3.1.1', ['SUBSCRIBE'], ['3.8.3-3'], malformed),
    row('3.1.1', ['UNSUBSCRIBE'], ['3.10.3-2'], malformed),
  ],
  *attempts(material, place) {
    for (const properties of [[], userProperties(material)]) {
      for (const packetId of IDENTIFIERS) {
        const empty =
          place === 'SUBSCRIBE'
            ? material.subscribe({ packetId, properties, subscriptions: [] })
            : material.unsubscribe({ packetId, properties, filters: [] })
        yield material.attempt(`${packetId}, ${properties.length} properties`, empty)
      }
    }
  },
}

export const FIELD_RULES: readonly Rule[] = [
  IDENTIFIER_0,
  IDENTIFIER_BOUNDARIES,
  RESERVED_OPTIONS,
  OPTIONS_QOS_3,
  RETAIN_HANDLING_3,
  REQUESTED_QOS,
  GOOD_OPTIONS,
  WILDCARD_TOPIC,
  WILDCARD_RESPONSE,
  EMPTY_TOPIC,
  NO_FILTER,
]
