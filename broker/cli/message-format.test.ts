/** How messages are written. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { IncomingMessage } from '../drivers/mqtt-client.ts'
import { jsonLine, messageFormat, payloadLine, topicAndPayloadLine } from './message-format.ts'

const message: IncomingMessage = {
  topic: 'a/b',
  payload: Buffer.from('hé'),
  qos: 1,
  retain: true,
  properties: {},
}
const binary = { ...message, payload: Buffer.from([0xff, 0x00]) }

describe('a message', () => {
  test('is its payload, byte by byte', () => {
    assert.deepEqual(payloadLine(binary), Buffer.from([0xff, 0x00, 0x0a]))
    assert.equal(topicAndPayloadLine(message).toString(), 'a/b hé\n')
  })

  for (const [format, text] of [
    ['%t|%p|%q|%r|%l|%x', 'a/b|hé|1|1|3|68c3a9\n'],
    ['100%% %z\\t%t', '100% %z\ta/b\n'],
    ['', '\n'],
  ] as const) {
    test(`has the format ${JSON.stringify(format)}`, () => {
      assert.equal(messageFormat(format)(message).toString(), text)
    })
  }

  test('keeps its bytes in a format', () => {
    assert.deepEqual(messageFormat('%p')(binary), Buffer.from([0xff, 0x00, 0x0a]))
  })

  test('is JSON, in Base64 where it is no text', () => {
    const head = { topic: 'a/b', qos: 1, retain: true }
    assert.deepEqual(JSON.parse(jsonLine(message).toString()), { ...head, payload: 'hé' })
    assert.deepEqual(JSON.parse(jsonLine(binary).toString()), { ...head, payloadBase64: '/wA=' })
  })

  test('has its properties in JSON', () => {
    const properties = { contentType: 'text/plain', correlationData: Buffer.from('x') }
    const line = jsonLine({ ...message, properties }).toString()
    assert.deepEqual(JSON.parse(line).properties, {
      contentType: 'text/plain',
      correlationData: 'eA==',
    })
  })
})
