/**
 * The two ways of a PUBLISH: through `PublishView` and `PublishHeader`, as the broker sends messages on
 * without making objects, and as objects. What comes out must be the same, whatever order the properties
 * stand in and whatever is dropped from between them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuzzRuns } from '../../dev/fuzz-runs.ts'
import { decodePacket, encodePacket } from '../codec.ts'
import { headerSize } from '../framer.ts'
import { peers, publishes } from '../packet-arbitraries.ts'
import type { Publish } from '../packet.ts'
import { writeProperties } from '../properties.ts'
import { placeOf } from '../property-table.ts'
import type { Properties } from '../property-table.ts'
import { NO_LIMITS, PacketType } from '../protocol.ts'
import type { DecodeContext, ProtocolVersion, QoS } from '../protocol.ts'
import { Writer } from '../writer.ts'
import { decodePublish, PublishView } from './publish-view.ts'
import { packetIdOffset, PublishHeader, publishLength, writePublish } from './publish-writer.ts'

/** A PUBLISH whose properties stand in the order of `order`, each number a place to sort by. */
function shuffledFrame(packet: Publish, order: readonly number[]): Uint8Array {
  const section = new Writer()
  const single = propertiesOneByOne(packet.properties)
  const shuffled = single.map((bytes, i) => ({ bytes, place: order[i % order.length] ?? 0 }))
  for (const { bytes } of shuffled.toSorted((a, b) => a.place - b.place)) section.bytes(bytes)
  const body = new Writer()
  body.text(packet.topic)
  if (packet.qos > 0) body.uint16(packet.packetId)
  body.varint(section.length)
  body.bytes(section.body())
  body.bytes(packet.payload)
  return body.finish(encodePacket({ ...packet, properties: {} }, 5)[0] ?? 0)
}

/** Every property in wire form; those that repeat stay in one piece, since their order counts. */
function propertiesOneByOne(properties: Properties): Uint8Array[] {
  return Object.entries(properties).map(([name, value]) => {
    const writer = new Writer()
    writeProperties(writer, { [name]: value }, placeOf(PacketType.publish))
    return writer.body().slice(headerSize(writer.length) - 1)
  })
}

/** What the broker adds when it sends a message on. */
interface Onward {
  readonly version: ProtocolVersion
  readonly qos: QoS
  readonly retain: boolean
  readonly dup: boolean
  readonly packetId: number
  readonly topicAlias: number
  readonly aliasOnly: boolean
  readonly messageExpiryInterval: number
  readonly subscriptionIdentifiers: readonly number[] | undefined
}

const onwards: fc.Arbitrary<Onward> = fc.record({
  version: fc.constantFrom(3, 4, 5),
  qos: fc.constantFrom(0, 1, 2),
  retain: fc.boolean(),
  dup: fc.boolean(),
  packetId: fc.integer({ min: 1, max: 65_535 }),
  topicAlias: fc.constantFrom(0, 1, 65_535),
  aliasOnly: fc.boolean(),
  messageExpiryInterval: fc.constantFrom(-1, 0, 1, 0xffff_ffff),
  subscriptionIdentifiers: fc.option(fc.array(fc.constantFrom(1, 128, 268_435_455)), {
    nil: undefined,
  }),
})

/** The object that the packet sent on should read as. */
function expectedOf(packet: Publish, onward: Onward): Publish {
  const { version, qos, retain, dup, packetId, topicAlias } = onward
  const { messageExpiryInterval, subscriptionIdentifiers = [] } = onward
  const {
    topicAlias: _alias,
    messageExpiryInterval: _expiry,
    subscriptionIdentifiers: _identifiers,
    ...kept
  } = packet.properties
  const properties = {
    ...kept,
    ...(messageExpiryInterval < 0 ? {} : { messageExpiryInterval }),
    ...(topicAlias === 0 ? {} : { topicAlias }),
    ...(subscriptionIdentifiers.length === 0 ? {} : { subscriptionIdentifiers }),
  }
  return {
    ...packet,
    topic: isAliasOnly(onward) ? '' : packet.topic,
    qos,
    retain,
    dup: dup && qos > 0,
    packetId: qos === 0 ? 0 : packetId,
    properties: version === 5 ? properties : {},
  }
}

function isAliasOnly({ version, aliasOnly, topicAlias }: Onward): boolean {
  return aliasOnly && topicAlias !== 0 && version === 5
}

function headerOf(onward: Onward): PublishHeader {
  return Object.assign(new PublishHeader(), onward, {
    dup: onward.dup && onward.qos > 0,
    aliasOnly: isAliasOnly(onward),
  })
}

function decodeFrame(frame: Uint8Array, context: DecodeContext): Publish {
  const start = headerSize(frame.length)
  const packet = decodePacket(frame[0] ?? 0, frame, start, frame.length, context)
  assert.ok(packet.type === 'publish')
  return packet
}

const order = fc.array(fc.nat(100), { minLength: 1, maxLength: 8 })
/** One view for all runs, as the broker has: nothing of one packet may show in the next. */
const view = new PublishView()

for (const { version, sender } of peers) {
  const context = { version, sender, limits: NO_LIMITS }

  test(`version ${version}, from a ${sender}: a message sent on is the message that came`, () => {
    const named = publishes(version, sender).filter(({ topic }) => topic !== '')
    fc.assert(
      fc.property(named, order, onwards, (packet, places, onward) => {
        const frame = version === 5 ? shuffledFrame(packet, places) : encodePacket(packet, version)
        assert.deepEqual(decodeFrame(frame, context), packet)

        decodePublish(
          view,
          frame[0] ?? 0,
          frame,
          0,
          headerSize(frame.length),
          frame.length,
          context,
        )
        const header = headerOf(onward)
        const margin = 3
        const out = new Uint8Array(publishLength(view, header) + 2 * margin)
        const end = writePublish(out, margin, view, header)
        assert.equal(end, out.length - margin)
        assert.deepEqual([...out.slice(0, margin), ...out.slice(end)], [0, 0, 0, 0, 0, 0])

        const sent = out.slice(margin, end)
        const server = { version: onward.version, sender: 'server', limits: NO_LIMITS } as const
        const expected = expectedOf(packet, onward)
        assert.deepEqual(decodeFrame(sent, server), expected)
        if (onward.qos > 0 && !isAliasOnly(onward)) {
          const at = packetIdOffset(view.topicEnd - view.topicStart, sent.length)
          assert.equal(((sent[at] ?? 0) << 8) | (sent[at + 1] ?? 0), onward.packetId)
        }
      }),
      { numRuns: fuzzRuns(1000) },
    )
  })
}
