/** A broken packet is wrong in one field only: the lengths around it are still true. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  paddedVarint,
  textOf,
  truncated,
  withField,
  withFlags,
  withInserted,
  withRemainingLength,
  withType,
} from './break.ts'
import { decode } from './decode.ts'
import { encode, varint } from './encode.ts'
import { connectExample, example } from './examples.ts'

const publish = encode(example('PUBLISH'), '5.0')
const connack = encode(example('CONNACK'), '5.0')

const REASON_STRING = [0x1f, ...textOf([0x78])]
const TOPIC_ALIAS = [0x23, 0, 5]

describe('a packet', () => {
  test('has other flags', () => {
    assert.deepEqual(withFlags(connack, 0x0f), Uint8Array.of(0x2f, 3, 0, 0, 0))
  })

  test('has another type', () => {
    assert.deepEqual(withType(connack, 15), Uint8Array.of(0xf0, 3, 0, 0, 0))
  })

  test('has another remaining length', () => {
    assert.deepEqual(withRemainingLength(connack, [0xff]), Uint8Array.of(0x20, 0xff, 0, 0, 0))
    assert.deepEqual(
      withRemainingLength(connack, paddedVarint(3)),
      Uint8Array.of(0x20, 0x83, 0, 0, 0, 0),
    )
  })

  test('ends early and says so', () => {
    assert.deepEqual(truncated(connack, 2), Uint8Array.of(0x20, 2, 0, 0))
  })

  test('has a longer field, and is longer by that', () => {
    const name = Array<number>(200).fill(0x61)
    const packet = decode(withField(publish, 'topic name', textOf(name)), '5.0', 'server')
    assert.deepEqual(packet, { ...example('PUBLISH'), topic: 'a'.repeat(200) })
  })

  test('has one property more', () => {
    const bytes = withInserted(connack, 'property length', REASON_STRING)
    assert.deepEqual(bytes, Uint8Array.of(0x20, 7, 0, 0, 4, ...REASON_STRING))
  })

  test('has a property more behind another', () => {
    const bytes = withInserted(publish, 'property Message Expiry Interval', TOPIC_ALIAS)
    const packet = decode(bytes, '5.0', 'server')
    assert.deepEqual('properties' in packet && packet.properties.map(({ name }) => name), [
      'Message Expiry Interval',
      'Topic Alias',
      'User Property',
    ])
  })

  test('has a property more in its will', () => {
    const properties = [{ name: 'Will Delay Interval', value: 1 }]
    const will = {
      topic: 'w',
      payload: Uint8Array.of(1),
      qos: 0,
      retain: false,
      properties,
    } as const
    const connect = encode({ ...connectExample(), will }, '5.0')
    const bytes = withInserted(connect, 'will property Will Delay Interval', [0x01, 1])
    const packet = decode(bytes, '5.0', 'client')
    assert.deepEqual(packet.type === 'CONNECT' && packet.will?.properties, [
      ...properties,
      { name: 'Payload Format Indicator', value: 1 },
    ])
  })

  test('has a property length that is wrong alone', () => {
    const wrong = withField(publish, 'property length', varint(1))
    assert.equal(wrong.length, publish.bytes.length)
    assert.throws(() => decode(wrong, '5.0', 'server'), /Property Length/)
  })

  test('without the field is not broken', () => {
    assert.throws(() => withField(connack, 'topic name', []), /no field topic name/)
  })
})
