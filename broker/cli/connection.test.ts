/** What flags make of a connection, and which properties a packet may carry. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { MqttClientOptions } from '../drivers/mqtt-client.ts'
import { connectionFlags, connectionOptions } from './connection.ts'
import { parseArguments } from './flags.ts'
import type { PacketName } from './mqtt-properties.ts'
import { propertiesOf } from './mqtt-properties.ts'

function options(...args: readonly string[]): MqttClientOptions {
  return connectionOptions(parseArguments(args, connectionFlags))
}

function refused(message: RegExp, act: () => unknown): void {
  assert.throws(act, { code: 'USAGE_INVALID', message })
}

describe('a connection', () => {
  test('has defaults: MQTT 5.0 to this machine, with a new session', () => {
    assert.deepEqual(options(), {
      address: { host: 'localhost', port: 1883 },
      protocolVersion: 5,
      clientId: undefined,
      cleanStart: true,
      keepAliveSeconds: 60,
      userName: undefined,
      password: undefined,
      will: undefined,
      properties: {},
    })
  })

  test('takes every flag', () => {
    const line = '--unix /s -i id -u me -P secret -k 5 -c --will-topic w --will-payload p'
    const given = options(...line.split(' '), '--will-qos', '2', '--will-retain')
    assert.deepEqual(given.address, { path: '/s' })
    assert.deepEqual(
      [given.clientId, given.userName, given.password, given.keepAliveSeconds, given.cleanStart],
      ['id', 'me', 'secret', 5, false],
    )
    assert.deepEqual(given.will, {
      topic: 'w',
      payload: Buffer.from('p'),
      qos: 2,
      retain: true,
      properties: {},
    })
  })

  test('that goes on with a session keeps it for ever unless a time is said', () => {
    assert.deepEqual(options('-c', '-i', 'a').properties, { sessionExpiryInterval: 0xffffffff })
    assert.deepEqual(options('-c', '-i', 'a', '-x', '60').properties, { sessionExpiryInterval: 60 })
  })

  test('knows the versions under both names', () => {
    for (const [name, version] of [
      ['5', 5],
      ['mqttv311', 4],
      ['31', 3],
    ] as const) {
      assert.equal(options('-V', name).protocolVersion, version)
    }
  })

  for (const [args, message] of [
    [['-V', '4'], /--protocol-version must be one of/],
    [['-V', '311', '-x', '5'], /--session-expiry-interval needs MQTT 5\.0/],
    [['-V', '311', '-D', 'connect', 'receive-maximum', '5'], /--property needs MQTT 5\.0/],
    [['-c'], /-c needs the client id/],
    [['-p', '0'], /--port/],
    [['--will-topic', 'w', '--will-qos', '3'], /--will-qos must be one of 0, 1, 2/],
  ] as const) {
    test(`refuses ${args.join(' ')}`, () => refused(message, () => options(...args)))
  }
})

describe('properties', () => {
  const properties = (packet: PacketName, ...words: readonly string[]) => {
    const args = words.flatMap((word) => ['-D', ...word.split(' ')])
    return propertiesOf(parseArguments(args, connectionFlags), packet)
  }

  test('go to their packet', () => {
    const given = ['publish content-type text/plain', 'will will-delay-interval 3']
    assert.deepEqual(properties('publish', ...given), { contentType: 'text/plain' })
    assert.deepEqual(properties('will', ...given), { willDelayInterval: 3 })
    assert.deepEqual(properties('connect', ...given), {})
  })

  test('are text, bytes, numbers or switches', () => {
    assert.deepEqual(
      properties('publish', 'publish correlation-data x', 'publish payload-format-indicator 1'),
      { correlationData: Buffer.from('x'), payloadFormatIndicator: true },
    )
    assert.deepEqual(properties('subscribe', 'subscribe subscription-identifier 7'), {
      subscriptionIdentifier: 7,
    })
  })

  test('of users may repeat', () => {
    const given = ['publish user-property a 1', 'publish user-property a 2']
    assert.deepEqual(properties('publish', ...given), { userProperties: { a: ['1', '2'] } })
  })

  for (const [words, message] of [
    ['publish no-such x', /no such property; there are content-type/],
    ['publish toString x', /no such property/],
    ['publish receive-maximum 5', /only for connect/],
    ['publish content-type', /takes one value/],
    ['publish content-type a b', /takes one value/],
    ['publish user-property a', /takes a name and a value/],
    ['connect receive-maximum 65536', /up to 65535/],
  ] as const) {
    test(`refuse ${words}`, () => {
      const [packet = ''] = words.split(' ')
      refused(message, () => properties(packet === 'connect' ? 'connect' : 'publish', words))
    })
  }
})
