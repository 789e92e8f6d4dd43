/**
 * Every property in every packet: which it may stand in, from which sender, that it may not come twice,
 * and which values it may have. The table here is the one of the specification, written by packet and
 * not by property as the decoder has it. MQTT 5.0 sections 2.2.2.2 and 3.1.2.11 to 3.15.2.2.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodePacket } from './codec.ts'
import { ProtocolFault } from './fault.ts'
import { NO_LIMITS } from './protocol.ts'
import type { DecodeLimits, Sender } from './protocol.ts'
import { bytesOf } from './wire-cases/wire-case.ts'

/** One valid value of every property, by identifier. */
const samples = new Map([
  [0x01, '01 00'],
  [0x02, '02 00000001'],
  [0x03, '03 "x"'],
  [0x08, '08 "r"'],
  [0x09, '09 0001 ff'],
  [0x0b, '0b 01'],
  [0x11, '11 00000001'],
  [0x12, '12 "i"'],
  [0x13, '13 0001'],
  [0x15, '15 "m"'],
  // Without a method it would be wrong wherever it stands.
  [0x16, '16 0001 ff 15 "m"'],
  [0x17, '17 01'],
  [0x18, '18 00000001'],
  [0x19, '19 01'],
  [0x1a, '1a "r"'],
  [0x1c, '1c "s"'],
  [0x1f, '1f "y"'],
  [0x21, '21 0001'],
  [0x22, '22 0001'],
  [0x23, '23 0001'],
  [0x24, '24 01'],
  [0x25, '25 01'],
  [0x26, '26 "k" "v"'],
  [0x27, '27 00000001'],
  [0x28, '28 01'],
  [0x29, '29 01'],
  [0x2a, '2a 01'],
])

const MESSAGE = [0x01, 0x02, 0x03, 0x08, 0x09, 0x26]
const WHY = [0x1f, 0x26]
const AUTHENTICATION = [0x15, 0x16]
const CONNECTION = [0x11, 0x21, 0x22, 0x26, 0x27, ...AUTHENTICATION]
const FEATURES = [0x24, 0x25, 0x28, 0x29, 0x2a]

interface Place {
  readonly packet: string
  readonly sender: Sender
  /** What stands before the properties and behind them. */
  readonly wire: readonly [before: string, behind: string]
  readonly allowed: readonly number[]
}

function places(
  packet: string,
  wire: Place['wire'],
  allowed: Partial<Record<Sender, readonly number[]>>,
): Place[] {
  const { client, server } = allowed
  return [
    ...(client === undefined ? [] : [{ packet, wire, sender: 'client' as const, allowed: client }]),
    ...(server === undefined ? [] : [{ packet, wire, sender: 'server' as const, allowed: server }]),
  ]
}

const allPlaces: readonly Place[] = [
  ...places('CONNECT', ['10 "MQTT" 05 02 0000', '"c"'], { client: [...CONNECTION, 0x17, 0x19] }),
  ...places('a will', ['10 "MQTT" 05 06 0000 00 "c"', '"w" ""'], { client: [...MESSAGE, 0x18] }),
  ...places('CONNACK', ['20 00 00', ''], {
    server: [...CONNECTION, ...FEATURES, ...WHY, 0x12, 0x13, 0x1a, 0x1c],
  }),
  ...places('PUBLISH', ['30 "t"', ''], {
    client: [...MESSAGE, 0x23],
    server: [...MESSAGE, 0x23, 0x0b],
  }),
  ...places('PUBACK', ['40 0001 80', ''], { client: WHY, server: WHY }),
  ...places('PUBREC', ['50 0001 80', ''], { client: WHY, server: WHY }),
  ...places('PUBREL', ['62 0001 92', ''], { client: WHY, server: WHY }),
  ...places('PUBCOMP', ['70 0001 92', ''], { client: WHY, server: WHY }),
  ...places('SUBSCRIBE', ['82 0001', '"a" 00'], { client: [0x0b, 0x26] }),
  ...places('SUBACK', ['90 0001', '00'], { server: WHY }),
  ...places('UNSUBSCRIBE', ['a2 0001', '"a"'], { client: [0x26] }),
  ...places('UNSUBACK', ['b0 0001', '00'], { server: WHY }),
  ...places('DISCONNECT', ['e0 80', ''], { client: [...WHY, 0x11], server: [...WHY, 0x1c] }),
  ...places('AUTH', ['f0 18', ''], {
    client: [...WHY, ...AUTHENTICATION],
    server: [...WHY, ...AUTHENTICATION],
  }),
]

function decode({ wire, sender }: Place, properties: string, limits: DecodeLimits = NO_LIMITS) {
  const section = bytesOf(properties)
  const before = bytesOf(wire[0])
  const body = Uint8Array.of(...before.subarray(1), section.length, ...section, ...bytesOf(wire[1]))
  return decodePacket(before[0] ?? 0, body, 0, body.length, { version: 5, sender, limits })
}

function reasonOf(place: Place, properties: string): string | undefined {
  try {
    decode(place, properties)
    return undefined
  } catch (error) {
    assert.ok(error instanceof ProtocolFault, String(error))
    return error.reason
  }
}

describe('properties', () => {
  for (const place of allPlaces) {
    const { packet, sender, allowed } = place
    const otherSender = allPlaces.find((it) => it.packet === packet && it.sender !== sender)

    test(`of ${packet} from the ${sender}: all of its own, and no others`, () => {
      for (const [id, sample] of samples) {
        const isOfOther = otherSender?.allowed.includes(id) ?? false
        const refusal = isOfOther ? 'protocolError' : 'malformedPacket'
        const expected = allowed.includes(id) ? undefined : refusal
        assert.equal(reasonOf(place, sample), expected, sample)
      }
    })

    test(`of ${packet} from the ${sender}: none twice but user properties`, () => {
      for (const id of allowed) {
        const sample = samples.get(id) ?? ''
        const mayRepeat = id === 0x26 || (id === 0x0b && sender === 'server')
        const expected = mayRepeat ? undefined : 'protocolError'
        assert.equal(reasonOf(place, `${sample} ${sample}`), expected, sample)
      }
    })
  }
})

describe('a property has a value out of range', () => {
  for (const [packet, value, reason] of [
    ['CONNECT', '17 02', 'protocolError'],
    ['CONNECT', '19 02', 'protocolError'],
    ['CONNECT', '21 0000', 'protocolError'],
    ['CONNECT', '27 00000000', 'protocolError'],
    ['a will', '01 02', 'protocolError'],
    ['PUBLISH', '01 ff', 'protocolError'],
    ['PUBLISH', '23 0000', 'topicAliasInvalid'],
    ['SUBSCRIBE', '0b 00', 'protocolError'],
    ['CONNACK', '21 0000', 'protocolError'],
    ['CONNACK', '24 02', 'protocolError'],
    ['CONNACK', '25 02', 'protocolError'],
    ['CONNACK', '27 00000000', 'protocolError'],
    ['CONNACK', '28 02', 'protocolError'],
    ['CONNACK', '29 02', 'protocolError'],
    ['CONNACK', '2a 02', 'protocolError'],
    ['AUTH', '16 0001 ff', 'protocolError'],
    ['CONNACK', '16 0001 ff', 'protocolError'],
    ['CONNECT', '00 00', 'malformedPacket'],
    ['CONNECT', '7f 00', 'malformedPacket'],
    ['CONNECT', 'a100 0001', 'malformedPacket'],
  ] as const) {
    test(`${value} in ${packet}`, () => {
      assert.equal(reasonOf(placeOf(packet), value), reason)
    })
  }
})

describe('user properties', () => {
  const pair = '26 "key" "value"'
  const bytesOfPair = 2 + 3 + 2 + 5

  for (const packet of ['PUBLISH', 'CONNECT', 'a will', 'PUBACK']) {
    test(`of ${packet} are counted against the limits`, () => {
      const place = placeOf(packet)
      const two = `${pair} ${pair}`
      decode(place, two, { userProperties: 2, userPropertyBytes: 2 * bytesOfPair })
      for (const limits of [
        { userProperties: 1, userPropertyBytes: 2 * bytesOfPair },
        { userProperties: 2, userPropertyBytes: 2 * bytesOfPair - 1 },
      ]) {
        assert.throws(() => decode(place, two, limits), { reason: 'packetTooLarge' })
      }
    })
  }
})

function placeOf(packet: string): Place {
  const place = allPlaces.find((it) => it.packet === packet)
  assert.ok(place !== undefined, packet)
  return place
}
