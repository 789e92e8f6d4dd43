/** What the monitor sees over several connections, and what it must not complain about. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { WireFault } from '../wire/wire-fault.ts'
import { Ledger } from './monitor-ledger.ts'
import {
  ack,
  connack,
  connect,
  CONNECTED,
  limited,
  publish,
  received,
  RESUMED,
  sent,
  suback,
  SUBSCRIBED,
  subscribe,
  unsuback,
  unsubscribe,
  violations,
} from './monitor-scenes.ts'
import type { Step } from './monitor-scenes.ts'
import { Monitor } from './monitor.ts'

describe('the monitor sees', () => {
  test('what the decoder refuses, with its statements', () => {
    const fault = new WireFault('bad flags', ['MQTT-5.0:2.1.3-1'])
    assert.deepEqual(violations([...CONNECTED, received(fault)]), ['MQTT-5.0:2.1.3-1'])
  })

  test('a repetition without DUP when the session is resumed', () => {
    const ledger = new Ledger()
    const first = [...SUBSCRIBED, received(publish('x', { packetId: 1 }))]
    assert.deepEqual(violations(first, { ledger }), [])
    const second = [...RESUMED, received(publish('x', { packetId: 1 }))]
    assert.deepEqual(violations(second, { ledger }), ['MQTT-5.0:3.3.1-1'])
  })

  test('a text frame', () => {
    const monitor = new Monitor('3.1.1')
    monitor.noticeTextFrame()
    assert.deepEqual(monitor.violations[0]?.statements, ['MQTT-3.1.1:6.0.0-1'])
  })

  test('the statements of the version spoken', () => {
    const steps = [...SUBSCRIBED, received(publish('x', { topic: 'b' }))]
    assert.deepEqual(violations(steps, { version: '3.1.1' }), ['MQTT-3.1.1:3.3.2-3'])
  })
})

const HARMLESS: readonly (readonly [title: string, steps: readonly Step[]])[] = [
  [
    'whole exchanges of QoS 1 and 2 that use their identifiers again',
    [
      ...SUBSCRIBED,
      received(publish('x', { packetId: 1 })),
      sent(ack('PUBACK', 1)),
      received(publish('y', { packetId: 1, qos: 2 })),
      sent(ack('PUBREC', 1)),
      received(ack('PUBREL', 1)),
      sent(ack('PUBCOMP', 1)),
      received(publish('z', { packetId: 1 })),
      sent(ack('PUBACK', 1)),
    ],
  ],
  [
    'as many unacknowledged as allowed, an error PUBREC freeing one',
    [
      limited('Receive Maximum', 1),
      received(connack()),
      sent(subscribe('#', 2)),
      received(publish('x', { packetId: 1, qos: 2 })),
      sent(ack('PUBREC', 1, 0x80)),
      received(publish('y', { packetId: 1, qos: 2 })),
    ],
  ],
  [
    'a message before SUBACK',
    [...CONNECTED, sent(subscribe('a/+', 0)), received(publish('x')), received(suback(0))],
  ],
  [
    'a session that began before anything was watched',
    [...RESUMED, received(publish('x', { topic: 'b', packetId: 1, dup: true }))],
  ],
  [
    'answers to what a client got wrong',
    [
      ...CONNECTED,
      sent(new WireFault('wrong on purpose', [])),
      received(ack('PUBACK', 5)),
      received(publish('x', { topic: 'b' })),
    ],
  ],
  [
    'what was subscribed to before CONNACK',
    [sent(connect()), sent(subscribe('a/b', 1)), received(connack()), received(publish('x'))],
  ],
  [
    'different orders of different QoS',
    [
      ...SUBSCRIBED,
      sent(publish('x', { packetId: 1 })),
      sent(publish('y')),
      received(publish('y')),
      received(publish('x', { packetId: 1 })),
    ],
  ],
  [
    'the order of PUBRELs in place of the order of PUBLISHes',
    [
      ...SUBSCRIBED,
      sent(publish('x', { packetId: 1, qos: 2 })),
      sent(publish('y', { packetId: 2, qos: 2 })),
      sent(ack('PUBREL', 2)),
      sent(ack('PUBREL', 1)),
      received(publish('y', { packetId: 1, qos: 2 })),
      received(publish('x', { packetId: 2, qos: 2 })),
    ],
  ],
]

describe('the monitor accepts', () => {
  for (const [title, steps] of HARMLESS) {
    test(title, () => assert.deepEqual(violations(steps), []))
  }

  test('an UNSUBACK without codes before 5.0', () => {
    const steps = [...CONNECTED, sent(unsubscribe('a')), received(unsuback(9))]
    assert.deepEqual(violations(steps, { version: '3.1.1' }), [])
  })

  test('a repetition with DUP when the session is resumed', () => {
    const ledger = new Ledger()
    violations([...SUBSCRIBED, received(publish('x', { packetId: 1 }))], { ledger })
    const steps = [...RESUMED, received(publish('x', { packetId: 1, dup: true }))]
    assert.deepEqual(violations(steps, { ledger }), [])
  })
})
