/**
 * Tables of steps as packets, and packets held against tables.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Setting } from './fields.ts'
import { buildPacket } from './support/build-packet.ts'
import { differences } from './support/compare-packet.ts'

const setting: Setting = {
  version: '5.0',
  clientId: 'rootAlice',
  userName: 'user',
  password: undefined,
  topic: (relative) => `root/${relative}`,
  ownClientId: (relative) => `root${relative}`,
  nextPacketId: () => 7,
  packetIdOf: (payload) => payload.length,
}

describe('a packet from a table', () => {
  test('CONNECT without a table is one that any broker takes', () => {
    assert.deepEqual(buildPacket('CONNECT', [], setting), {
      type: 'CONNECT',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'rootAlice',
      userName: 'user',
      password: undefined,
      will: undefined,
      properties: [],
    })
  })

  test('absent takes away what would be there', () => {
    assert.equal(buildPacket('CONNECT', [['user name', 'absent']], setting).userName, undefined)
  })

  test('properties of the will are told from those of CONNECT', () => {
    const rows = [
      ['will topic', 'w'],
      ['Will Delay Interval', '3'],
      ['will User Property', 'a = b = c'],
      ['User Property', 'd = e'],
    ] as const
    const { will, properties } = buildPacket('CONNECT', rows, setting)
    assert.equal(will?.topic, 'root/w')
    assert.deepEqual(will?.properties, [
      { name: 'Will Delay Interval', value: 3 },
      { name: 'User Property', value: ['a', 'b = c'] },
    ])
    assert.deepEqual(properties, [{ name: 'User Property', value: ['d', 'e'] }])
  })

  test('options belong to the filter above them', () => {
    const rows = [
      ['filter', 'a'],
      ['No Local', 'yes'],
      ['Subscription Identifier', '9'],
      ['raw filter', '$SYS/#'],
      ['qos', '2'],
    ] as const
    const { subscriptions, properties } = buildPacket('SUBSCRIBE', rows, setting)
    assert.deepEqual(
      subscriptions.map(({ filter, qos, noLocal }) => [filter, qos, noLocal]),
      [
        ['root/a', 0, true],
        ['$SYS/#', 2, false],
      ],
    )
    assert.deepEqual(properties, [{ name: 'Subscription Identifier', value: 9 }])
  })

  test('identifiers may be those of other packets', () => {
    const rows = [['packet identifier', 'that of "four"']] as const
    assert.equal(buildPacket('PUBACK', rows, setting).packetId, 4)
  })

  test('a misspelt field and a value that is no number are errors', () => {
    assert.throws(() => buildPacket('PUBLISH', [['retian', 'yes']], setting), /retian/)
    assert.throws(() => buildPacket('PUBLISH', [['qos', 'one']], setting), /one/)
  })
})

describe('a packet and a table', () => {
  const rows = [
    ['topic', 'a/b'],
    ['payload', '0x00 ff'],
    ['qos', '1'],
    ['User Property', 'a = 1'],
    ['User Property', 'a = 2'],
  ] as const
  const publish = buildPacket('PUBLISH', rows, setting)

  test('agree where all listed fields do', () => {
    assert.deepEqual(differences(publish, [...rows, ['retain', 'no']], setting), [])
    assert.deepEqual(differences(publish, [['QoS', '0 or 1']], setting), [])
    assert.deepEqual(differences(publish, [['Content Type', 'absent']], setting), [])
    assert.deepEqual(differences(publish, [['User Property', 'present']], setting), [])
  })

  test('differ where one does not, with both values named', () => {
    assert.deepEqual(differences(publish, [['payload', '0x00']], setting), [
      'payload is 0x00ff, expected 0x00',
    ])
    assert.equal(differences(publish, [['User Property', 'a = 1']], setting).length, 1)
    assert.equal(differences(publish, [['User Property', 'absent']], setting).length, 1)
    assert.equal(differences(publish, [['Content Type', 'present']], setting).length, 1)
  })

  test('cannot be compared in a field that the packet does not have', () => {
    assert.throws(() => differences(publish, [['session present', 'no']], setting))
  })
})
