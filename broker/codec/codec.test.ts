/**
 * Packets against their bytes, from the wire cases: what each means, which fault it is, that nothing
 * shorter or longer means the same, and that we write what we read.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { decodePacket, encodePacket } from './codec.ts'
import { ProtocolFault } from './fault.ts'
import { headerSize } from './framer.ts'
import type { Packet } from './packet.ts'
import { NO_LIMITS } from './protocol.ts'
import type { ProtocolVersion, Sender } from './protocol.ts'
import { acks, brokenAcks } from './wire-cases/acks.ts'
import { brokenConnects, connects } from './wire-cases/connects.ts'
import { connect, publish } from './wire-cases/packets.ts'
import { brokenPublishes, publishes } from './wire-cases/publishes.ts'
import { brokenSessionSteps, sessionSteps } from './wire-cases/session-steps.ts'
import { brokenSubscriptions, subscriptions } from './wire-cases/subscriptions.ts'
import { texts } from './wire-cases/texts.ts'
import { bytesOf, frameOf } from './wire-cases/wire-case.ts'

/** Long packets are cut at so many places, short ones everywhere. */
const CUTS_MAX = 512

interface Peer {
  readonly version: ProtocolVersion
  readonly sender: Sender
}

const meanings = [...connects, ...publishes, ...acks, ...subscriptions, ...sessionSteps]
const breaches = [
  ...brokenConnects,
  ...brokenPublishes,
  ...brokenAcks,
  ...brokenSubscriptions,
  ...brokenSessionSteps,
]

/** Decodes `[first byte, ...body]` with other bytes around the body, which it must not look at. */
function decode([firstByte = 0, ...body]: Iterable<number>, { version, sender }: Peer): Packet {
  const margin = [0xff, 0, 1]
  const bytes = Buffer.from([...margin, ...body, ...margin])
  const end = margin.length + body.length
  const packet = decodePacket(firstByte, bytes, margin.length, end, {
    version,
    sender,
    limits: NO_LIMITS,
  })
  bytes.fill(0xee)
  return packet
}

function isFault(reason: string): (error: unknown) => boolean {
  return (error) => error instanceof ProtocolFault && error.reason === reason
}

describe('a packet means', () => {
  for (const { name, wire, packet, ...peer } of meanings) {
    test(`${packet.type}, version ${peer.version}: ${name}`, () => {
      assert.deepEqual(decode(bytesOf(wire), peer), packet)
    })
  }
})

describe('a packet is refused', () => {
  for (const { name, wire, reason, ...peer } of breaches) {
    test(`${wire.slice(0, 2)}, version ${peer.version}: ${name}`, () => {
      assert.throws(() => decode(bytesOf(wire), peer), isFault(reason))
    })
  }
})

describe('a text', () => {
  for (const { name, bytes, text } of texts) {
    const length = (bytes.length / 2).toString(16).padStart(4, '0')
    const publishWire = bytesOf(`30 ${length} ${bytes}`)
    const connectWire = bytesOf(`10 "MQTT" 04 02 0000 ${length} ${bytes}`)
    test(name, () => {
      const peer = { version: 4, sender: 'client' } as const
      if (text === undefined) {
        assert.throws(() => decode(publishWire, peer), isFault('malformedPacket'))
        assert.throws(() => decode(connectWire, peer), isFault('malformedPacket'))
      } else {
        assert.deepEqual(decode(publishWire, peer), publish({ topic: text }))
        assert.deepEqual(decode(connectWire, peer), connect(4, { clientId: text }))
      }
    })
  }
})

describe('every packet', () => {
  for (const { name, wire, packet, isOtherForm, ...peer } of meanings) {
    const title = `${packet.type}, version ${peer.version}: ${name}`
    const whole = bytesOf(wire)

    test(`is written as it was read: ${title}`, () => {
      const written = encodePacket(packet, peer.version)
      if (!isOtherForm) assert.deepEqual(written, frameOf(wire))
      const [firstByte = 0] = written
      const body = written.subarray(headerSize(written.length))
      assert.deepEqual(decode([firstByte, ...body], peer), packet)
    })

    test(`cut off is refused or a shorter packet: ${title}`, () => {
      const step = Math.ceil(whole.length / CUTS_MAX)
      for (let end = 1; end < whole.length; end += step) {
        const cut = decodedOrFault(whole.subarray(0, end), peer)
        if (cut === undefined) continue
        const shorter = shorterPackets(packet, peer.version, whole.length - end)
        assert.ok(
          shorter.some((it) => isDeepStrictEqual(it, cut)),
          `${end} of ${whole.length} bytes`,
        )
      }
    })

    test(`with a byte behind it is refused or a payload: ${title}`, () => {
      const longer = Uint8Array.of(...whole, 0xff)
      if (packet.type === 'publish') {
        const payload = Uint8Array.of(...packet.payload, 0xff)
        assert.deepEqual(decode(longer, peer), { ...packet, payload })
      } else {
        assert.throws(() => decode(longer, peer), ProtocolFault)
      }
    })
  }
})

test('a fault of CONNECT tells the version that the answer should have', () => {
  for (const [wire, version] of [
    ['10 "MQTT" 05 03 0000 00 "c"', 5],
    ['10 "MQTT" 06 02 0000 00 "c"', 5],
    ['10 "MQTT" 04 03 0000 "c"', 4],
    ['10 "MQTT" 02 02 0000 "c"', 4],
    ['10 "MQTT" 84 02 0000 "c"', 4],
    ['10 "MQIsdp" 03 1e 0000 "c"', 3],
    ['10 "MQIsdp" 83 02 0000 "c"', 3],
    ['10 "MQTX" 04 02 0000 "c"', undefined],
  ] as const) {
    const fault = faultOf(bytesOf(wire), { version: 4, sender: 'client' })
    assert.equal(fault?.version, version, wire)
  }
})

test('what is too long for its length field cannot be written', () => {
  const tooLong = 'a'.repeat(65_536)
  assert.throws(() => encodePacket(publish({ topic: tooLong }), 5), RangeError)
  assert.throws(() => encodePacket(connect(5, { clientId: tooLong }), 5), RangeError)
  assert.throws(() => encodePacket(connect(5, { password: new Uint8Array(65_536) }), 5), RangeError)
  const payload = new Uint8Array(268_435_455)
  assert.throws(() => encodePacket(publish({ payload }), 4), RangeError)
})

test('a property that the packet does not have cannot be written', () => {
  const properties = { serverReference: 's' }
  assert.throws(() => encodePacket(connect(5, { properties }), 5), RangeError)
  assert.throws(() => encodePacket({ type: 'auth', reasonCode: 0x18, properties }, 5), RangeError)
})

function decodedOrFault(bytes: Iterable<number>, peer: Peer): Packet | undefined {
  try {
    return decode(bytes, peer)
  } catch (error) {
    assert.ok(error instanceof ProtocolFault, String(error))
    return undefined
  }
}

function faultOf(bytes: Iterable<number>, peer: Peer): ProtocolFault | undefined {
  try {
    decode(bytes, peer)
  } catch (error) {
    if (error instanceof ProtocolFault) return error
  }
  return undefined
}

/** What the bytes of `packet` may mean without the last `missing` ones, where its form allows it. */
function shorterPackets(
  packet: Packet,
  version: ProtocolVersion,
  missing: number,
): readonly Packet[] {
  switch (packet.type) {
    case 'publish': {
      const end = packet.payload.length - missing
      return end < 0 ? [] : [{ ...packet, payload: packet.payload.slice(0, end) }]
    }
    case 'subscribe':
      return prefixes(packet.subscriptions).map((kept) => ({ ...packet, subscriptions: kept }))
    case 'unsubscribe':
      return prefixes(packet.filters).map((filters) => ({ ...packet, filters }))
    case 'suback':
    case 'unsuback':
      return prefixes(packet.reasonCodes).map((reasonCodes) => ({ ...packet, reasonCodes }))
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'disconnect':
    case 'auth':
      return [0, packet.reasonCode].map((code) => ({ ...packet, reasonCode: code, properties: {} }))
    case 'connect': {
      const withoutPassword = { ...packet, password: undefined }
      return version === 3 ? [withoutPassword, { ...withoutPassword, userName: undefined }] : []
    }
    default:
      return []
  }
}

function prefixes<T>(list: readonly T[]): (readonly T[])[] {
  return Array.from({ length: list.length }, (_, end) => list.slice(0, end))
}
