/**
 * Our codec against mqtt-packet: what we write it reads as the same packet, and what it writes so do
 * we, in every version and from both senders. A failure prints the seed that repeats it.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { generate, parser } from 'mqtt-packet'
import type { Packet as MqttPacket } from 'mqtt-packet'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { foreignForm, hasForeignForm } from './foreign-form.ts'
import { VERSIONS } from './packet.ts'
import type { Packet, PacketType, Property, PropertyValue, Version } from './packet.ts'
import { PACKET_TYPES, sendersOf } from './packet-types.ts'
import { PROPERTIES } from './properties.ts'
import type { PropertyPlace, PropertyRow, Sender } from './properties.ts'
import { isInTable } from './reason-codes.ts'

const numRuns = 1000
const LEVELS = { '3.1': 3, '3.1.1': 4, '5.0': 5 } as const
const SENDERS = ['client', 'server'] as const
const REFERRALS: readonly number[] = [0x9c, 0x9d]

/** Plain objects, as the decoder makes them. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true })
}

const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'))
const topic = text.filter((value) => value !== '' && !/[+#]/.test(value))
const filter = text.filter((value) => value !== '' && !value.startsWith('$share/'))
const bytes = fc.uint8Array({ maxLength: 300 })
const two = fc.integer({ min: 0, max: 0xffff })
const packetId = fc.integer({ min: 1, max: 0xffff })
const qos = fc.constantFrom(0, 1, 2)
const retain = fc.boolean()
const sessionPresent = fc.boolean()

const GREATEST = { byte: 0xff, two: 0xffff, four: 0xffff_ffff, varint: 0xfff_ffff } as const

function value({ name, kind, range }: PropertyRow): fc.Arbitrary<PropertyValue> {
  if (name === 'Response Topic') return topic
  if (kind === 'text') return text
  if (kind === 'binary') return bytes
  if (kind === 'pair') return fc.tuple(text, text)
  const [min, max] = range ?? [0, GREATEST[kind]]
  return fc.integer({ min, max })
}

/** All that may stand there, but for what only goes with something else. */
function properties(
  place: PropertyPlace,
  version: Version,
  sender: Sender,
): fc.Arbitrary<readonly Property[]> {
  if (version !== '5.0') return fc.constant([])
  const rows = PROPERTIES.filter(
    ({ places, onlyFrom }) => places.includes(place) && (onlyFrom[place] ?? sender) === sender,
  )
  const some = (row: PropertyRow): fc.Arbitrary<readonly Property[]> =>
    fc
      .array(value(row), { minLength: 1, maxLength: row.repeatedIn.includes(place) ? 3 : 1 })
      .map((values) => values.map((one) => ({ name: row.name, value: one })))
  return fc
    .subarray(rows)
    .chain((chosen) => fc.tuple(...chosen.map(some)).map((list) => list.flat()))
}

function isRight({ type, ...packet }: Packet, version: Version): boolean {
  const names = 'properties' in packet ? packet.properties.map(({ name }) => name) : []
  const has = (name: string) => names.includes(name)
  const isReferral = 'reasonCode' in packet && REFERRALS.includes(packet.reasonCode)
  return (
    (type !== 'AUTH' || has('Authentication Method')) &&
    (type !== 'CONNECT' || !has('Authentication Data') || has('Authentication Method')) &&
    (isReferral || !has('Server Reference')) &&
    (!('sessionPresent' in packet && packet.sessionPresent) ||
      (packet.reasonCode === 0 && version !== '3.1'))
  )
}

function packet(type: PacketType, version: Version, sender: Sender): fc.Arbitrary<Packet> {
  const list = properties(type, version, sender)
  const code = reasonCode(type, version, sender)
  switch (type) {
    case 'CONNECT':
      return connect(version, list)
    case 'CONNACK':
      return record({ type: fc.constant(type), sessionPresent, reasonCode: code, properties: list })
    case 'PUBLISH':
      return publish(list)
    case 'SUBSCRIBE':
      return subscribe(version, list)
    case 'UNSUBSCRIBE': {
      const filters = fc.array(filter, { minLength: 1, maxLength: 4 })
      return record({ type: fc.constant(type), packetId, properties: list, filters })
    }
    case 'SUBACK':
    case 'UNSUBACK': {
      const hasCodes = type === 'SUBACK' || version === '5.0'
      const reasonCodes = fc.array(code, {
        minLength: Number(hasCodes),
        maxLength: hasCodes ? 4 : 0,
      })
      return record({ type: fc.constant(type), packetId, properties: list, reasonCodes })
    }
    case 'PINGREQ':
    case 'PINGRESP':
      return fc.constant({ type })
    case 'DISCONNECT':
    case 'AUTH':
      return record({ type: fc.constant(type), reasonCode: code, properties: list })
    default:
      return record({ type: fc.constant(type), packetId, reasonCode: code, properties: list })
  }
}

/** 0 where the version has none in such a packet. */
function reasonCode(type: PacketType, version: Version, sender: Sender): fc.Arbitrary<number> {
  const codes = Array.from({ length: 0x100 }, (_, code) => code)
  const known = codes.filter((code) => isInTable(code, type, version, sender))
  return fc.constantFrom(...(known.length > 0 ? known : [0]))
}

function publish(list: fc.Arbitrary<readonly Property[]>): fc.Arbitrary<Packet> {
  const message = { type: fc.constant('PUBLISH'), retain, topic, properties: list, payload: bytes }
  return fc.oneof(
    record({
      ...message,
      dup: fc.constant(false),
      qos: fc.constant(0),
      packetId: fc.constant(undefined),
    }),
    record({ ...message, dup: fc.boolean(), qos: fc.constantFrom(1, 2), packetId }),
  )
}

function subscribe(
  version: Version,
  list: fc.Arbitrary<readonly Property[]>,
): fc.Arbitrary<Packet> {
  const is5 = version === '5.0'
  const option = is5 ? fc.boolean() : fc.constant(false)
  const subscription = record({
    filter,
    qos,
    noLocal: option,
    retainAsPublished: option,
    retainHandling: is5 ? fc.constantFrom(0, 1, 2) : fc.constant(0),
  })
  const subscriptions = fc.array(subscription, { minLength: 1, maxLength: 4 })
  return record({ type: fc.constant('SUBSCRIBE'), packetId, properties: list, subscriptions })
}

function connect(version: Version, list: fc.Arbitrary<readonly Property[]>): fc.Arbitrary<Packet> {
  const will = record({
    topic,
    payload: bytes,
    qos,
    retain,
    properties: properties('will', version, 'client'),
  })
  return record({
    type: fc.constant('CONNECT'),
    protocolName: fc.constant(version === '3.1' ? 'MQIsdp' : 'MQTT'),
    protocolLevel: fc.constant(LEVELS[version]),
    cleanStart: fc.boolean(),
    keepAlive: two,
    clientId: text,
    will: fc.option(will, { nil: undefined }),
    userName: fc.option(text, { nil: undefined }),
    password: fc.option(bytes, { nil: undefined }),
    properties: list,
  })
}

function packets(version: Version, sender: Sender): fc.Arbitrary<Packet> {
  const types = PACKET_TYPES.filter((row) => sendersOf(row, version).includes(sender))
  return fc
    .oneof(...types.map(({ type }) => packet(type, version, sender)))
    .filter((one) => isRight(one, version) && hasForeignForm(one))
}

/** What mqtt-packet reads. It leaves out that UNSUBACK has no codes before 5.0. */
function parsed(frame: Uint8Array, version: Version): object {
  const found: MqttPacket[] = []
  const foreign = parser({ protocolVersion: LEVELS[version] })
  foreign.on('packet', (one) => found.push(one))
  foreign.on('error', (error) => {
    throw error
  })
  foreign.parse(Buffer.from(frame))
  assert.equal(found.length, 1)
  return { granted: [], ...found[0] }
}

function written(one: Packet, version: Version): Uint8Array {
  const form = foreignForm(one, version)
  assert.ok(isMqttPacket(form))
  return new Uint8Array(generate(form, { protocolVersion: LEVELS[version] }))
}

function isMqttPacket(form: object): form is MqttPacket {
  return 'cmd' in form
}

for (const version of VERSIONS) {
  for (const sender of SENDERS) {
    describe(`version ${version}, from a ${sender}`, () => {
      const known = packets(version, sender)

      test('mqtt-packet reads what we write', () => {
        const agrees = fc.property(known, (one) => {
          const found = parsed(encode(one, version).bytes, version)
          const expected = foreignForm(one, version)
          assert.partialDeepStrictEqual(found, expected)
          const list = 'properties' in found ? found.properties : undefined
          assert.deepEqual(list, expected['properties'])
        })
        fc.assert(agrees, { numRuns })
      })

      test('we read what mqtt-packet writes', () => {
        const agrees = fc.property(known, (one) => {
          assert.deepEqual(decode(written(one, version), version, sender), one)
        })
        fc.assert(agrees, { numRuns })
      })

      test('we read what we write', () => {
        const agrees = fc.property(known, fc.boolean(), (one, isShort) => {
          assert.deepEqual(decode(encode(one, version, { isShort }).bytes, version, sender), one)
        })
        fc.assert(agrees, { numRuns })
      })
    })
  }
}
