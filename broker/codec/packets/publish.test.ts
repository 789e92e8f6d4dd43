/** What the view of a PUBLISH points to, and where a Packet Identifier stands. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { headerSize } from '../framer.ts'
import { NO_LIMITS } from '../protocol.ts'
import type { DecodeContext } from '../protocol.ts'
import { bytesOf, frameOf } from '../wire-cases/wire-case.ts'
import { partsOf } from './publish-parts.ts'
import { decodePublish, PublishView } from './publish-view.ts'
import { packetIdOffset, PublishHeader, publishLength, writePublish } from './publish-writer.ts'

const client5: DecodeContext = { version: 5, sender: 'client', limits: NO_LIMITS }

function viewOf(notation: string, view = new PublishView()): PublishView {
  const frame = frameOf(notation)
  const start = headerSize(frame.length)
  decodePublish(view, frame[0] ?? 0, frame, 0, start, frame.length, client5)
  return view
}

function propertiesIn({ properties, propertiesStart, propertiesEnd }: PublishView): string {
  return properties.slice(propertiesStart, propertiesEnd).toHex()
}

describe('the properties that travel with a message', () => {
  const kept = '2600016b000176'
  for (const [name, section, expected, isCopied] of [
    ['none', '00', '', false],
    ['only such as are dropped', '08 02 0000000a 23 0001', '', false],
    ['in one piece', `09 01 01 ${kept}`, `0101${kept}`, false],
    ['behind what is dropped', `0a 23 0001 ${kept}`, kept, false],
    ['in front of what is dropped', `0a ${kept} 23 0001`, kept, false],
    ['around what is dropped', `11 01 01 02 0000000a 23 0001 ${kept}`, `0101${kept}`, true],
    ['in three pieces', `14 01 01 23 0001 ${kept} 02 0000000a 03 0000`, `0101${kept}030000`, true],
  ] as const) {
    test(`${name}: ${isCopied ? 'moved together' : 'where they lie'}`, () => {
      const view = viewOf(`30 "t" ${section} ff`)
      assert.equal(propertiesIn(view), expected)
      assert.equal(view.properties === view.bytes, !isCopied)
      assert.equal(view.payloadEnd - view.payloadStart, 1)
    })
  }

  test('of one packet do not show in the next', () => {
    const view = viewOf(`30 "t" 11 01 01 02 0000000a 23 0001 ${kept}`)
    assert.equal(view.topicAlias, 1)
    assert.equal(view.messageExpiryInterval, 10)
    viewOf('30 "t" 00', view)
    assert.equal(propertiesIn(view), '')
    assert.equal(view.topicAlias, 0)
    assert.equal(view.messageExpiryInterval, -1)
  })
})

test('a Packet Identifier stands where packetIdOffset says, at every size of the length field', () => {
  const header = new PublishHeader()
  header.qos = 1
  header.packetId = 0x1234
  for (const payloadSize of [0, 122, 123, 16_378, 16_379, 2_097_146, 2_097_147]) {
    const parts = partsOf('t', new Uint8Array(payloadSize), new Uint8Array(0))
    const out = new Uint8Array(publishLength(parts, header))
    assert.equal(writePublish(out, 0, parts, header), out.length)
    const at = packetIdOffset(1, out.length)
    assert.deepEqual(out.slice(at, at + 2), bytesOf('1234'), `${payloadSize} bytes`)
  }
})

test('payloads are copied whole below and above the size where the way to copy changes', () => {
  for (const size of [1, 31, 32, 33, 34, 300]) {
    const payload = Uint8Array.from({ length: size }, (_, i) => i)
    const parts = partsOf('t', payload, new Uint8Array(0))
    const header = new PublishHeader()
    const out = new Uint8Array(publishLength(parts, header))
    writePublish(out, 0, parts, header)
    assert.deepEqual(out.slice(out.length - size), payload)
  }
})
