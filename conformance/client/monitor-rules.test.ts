/** One breach of each rule, seen by the monitor with the rule's statement, and no other. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { STATEMENTS } from '../catalogue/catalogue.ts'
import { VERSIONS } from '../wire/packet.ts'
import { RULES } from './monitor-rules.ts'
import type { Rule } from './monitor-rules.ts'
import {
  ack,
  connack,
  connect,
  CONNECTED,
  ending,
  limited,
  number,
  publish,
  received,
  sent,
  suback,
  SUBSCRIBED,
  subscribe,
  unsuback,
  unsubscribe,
  violations,
} from './monitor-scenes.ts'
import type { Step } from './monitor-scenes.ts'

const BREACHES: readonly (readonly [title: string, statement: string, steps: readonly Step[]])[] = [
  ['a packet before CONNACK', '3.2.0-1', [sent(connect()), received({ type: 'PINGRESP' })]],
  ['DISCONNECT before CONNACK', '3.14.0-1', [sent(connect()), received(ending('DISCONNECT'))]],
  ['a second CONNACK', '3.2.0-2', [...CONNECTED, received(connack())]],
  [
    'a packet after a refusal',
    '3.2.2-7',
    [sent(connect()), received(connack({ reasonCode: 0x87 })), received({ type: 'PINGRESP' })],
  ],
  [
    'a packet after DISCONNECT',
    '3.14.4-1',
    [...CONNECTED, received(ending('DISCONNECT', 0x8b)), received({ type: 'PINGRESP' })],
  ],
  [
    'a session after a clean start',
    '3.2.2-2',
    [sent(connect()), received(connack({ sessionPresent: true }))],
  ],
  ['no assigned identifier', '3.2.2-16', [sent(connect({ clientId: '' })), received(connack())]],
  [
    'Response Information unasked',
    '3.1.2-28',
    [
      sent(connect()),
      received(connack({ properties: [{ name: 'Response Information', value: 'r' }] })),
    ],
  ],
  [
    'a Reason String unwanted',
    '3.1.2-29',
    [
      limited('Request Problem Information', 0),
      received(connack()),
      sent(publish('x', { packetId: 1 })),
      received({ ...ack('PUBACK', 1), properties: [{ name: 'Reason String', value: 'no' }] }),
    ],
  ],
  ['AUTH unasked', '4.12.0-6', [...CONNECTED, received(ending('AUTH'))]],
  ['a packet too large', '3.1.2-24', [limited('Maximum Packet Size', 20), received(connack(), 21)]],
  [
    'more unacknowledged than allowed',
    '3.3.4-9',
    [
      limited('Receive Maximum', 1),
      received(connack()),
      sent(subscribe('#', 1)),
      received(publish('x', { packetId: 1 })),
      received(publish('y', { packetId: 2 })),
    ],
  ],
  [
    'an alias above the maximum',
    '3.1.2-26',
    [
      limited('Topic Alias Maximum', 1),
      received(connack()),
      sent(subscribe('#', 1)),
      received(publish('x', { properties: [number('Topic Alias', 2)] })),
    ],
  ],
  [
    'an alias where none is allowed',
    '3.1.2-27',
    [...SUBSCRIBED, received(publish('x', { properties: [number('Topic Alias', 1)] }))],
  ],
  [
    'an alias that was never set',
    '3.3.2-7',
    [
      limited('Topic Alias Maximum', 1),
      received(connack()),
      received(publish('x', { topic: '', properties: [number('Topic Alias', 1)] })),
    ],
  ],
  [
    'an identifier in flight',
    '2.2.1-4',
    [
      ...SUBSCRIBED,
      received(publish('x', { packetId: 1 })),
      received(publish('y', { packetId: 1 })),
    ],
  ],
  ['DUP at first', '3.3.1-3', [...SUBSCRIBED, received(publish('x', { packetId: 1, dup: true }))]],
  [
    'a repetition on a live connection',
    '4.4.0-1',
    [
      ...SUBSCRIBED,
      received(publish('x', { packetId: 1 })),
      received(publish('x', { packetId: 1, dup: true })),
    ],
  ],
  [
    'a PUBLISH again after PUBREL',
    '4.3.3-6',
    [
      ...SUBSCRIBED,
      received(publish('x', { packetId: 1, qos: 2 })),
      sent(ack('PUBREC', 1)),
      received(ack('PUBREL', 1)),
      received(publish('x', { packetId: 1, qos: 2, dup: true })),
    ],
  ],
  ['PUBREL without PUBREC', '2.2.1-5', [...CONNECTED, received(ack('PUBREL', 1))]],
  [
    'PUBACK for another identifier',
    '2.2.1-5',
    [...CONNECTED, sent(publish('x', { packetId: 1 })), received(ack('PUBACK', 2))],
  ],
  [
    'PUBACK for QoS 2',
    '2.2.1-5',
    [...CONNECTED, sent(publish('x', { packetId: 1, qos: 2 })), received(ack('PUBACK', 1))],
  ],
  ['a second SUBACK', '2.2.1-6', [...SUBSCRIBED, received(suback(2))]],
  ['a code too many', '3.8.4-6', [...CONNECTED, sent(subscribe('a', 0)), received(suback(0, 0))]],
  ['a topic nobody asked for', '3.3.2-3', [...SUBSCRIBED, received(publish('x', { topic: 'b' }))]],
  [
    'a QoS above the granted one',
    '3.8.4-8',
    [
      ...CONNECTED,
      sent(subscribe('a/b', 1)),
      received(suback(0)),
      received(publish('x', { packetId: 1 })),
    ],
  ],
  [
    "another client's subscription identifier",
    '3.3.4-3',
    [
      ...CONNECTED,
      sent(subscribe('a/b', 1, [number('Subscription Identifier', 7)])),
      received(publish('x', { properties: [number('Subscription Identifier', 8)] })),
    ],
  ],
  [
    'messages in the wrong order',
    '4.6.0-5',
    [
      ...SUBSCRIBED,
      sent(publish('x')),
      sent(publish('y')),
      received(publish('y')),
      received(publish('x')),
    ],
  ],
  [
    'another Authentication Method',
    '4.12.0-5',
    [
      sent(connect({ properties: [{ name: 'Authentication Method', value: 'm' }] })),
      received(connack({ properties: [{ name: 'Authentication Method', value: 'n' }] })),
    ],
  ],
  [
    'UNSUBACK for another identifier',
    '2.2.1-6',
    [...CONNECTED, sent(unsubscribe('a')), received(unsuback(8, 0))],
  ],
  [
    'UNSUBACK with a code too many',
    '3.11.3-2',
    [...CONNECTED, sent(unsubscribe('a')), received(unsuback(9, 0, 0))],
  ],
]

const VERSION = '5.0'

describe('the monitor sees', () => {
  for (const [title, statement, steps] of BREACHES) {
    test(title, () => assert.deepEqual(violations(steps), [`MQTT-${VERSION}:${statement}`]))
  }
})

test('every rule names statements of the catalogue', () => {
  for (const { text, statements } of Object.values<Rule>(RULES)) {
    for (const version of VERSIONS) {
      for (const id of statements[version] ?? []) {
        assert.ok(STATEMENTS.has(`MQTT-${version}:${id}`), `${text}: ${version} has no ${id}`)
      }
    }
  }
})
