import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type {
  Acknowledgement,
  Connack,
  Connect,
  Packet,
  Property,
  Publish,
  QoS,
  Subscribe,
  SubscriptionAnswer,
  Version,
} from '../wire/packet.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { Ledger } from './monitor-ledger.ts'
import { Monitor } from './monitor.ts'

type Step = readonly [
  direction: 'sent' | 'received',
  packet: Packet | WireFault,
  size?: number | undefined,
]

const sent = (packet: Packet | WireFault): Step => ['sent', packet]
const received = (packet: Packet | WireFault, size?: number): Step => ['received', packet, size]

function connect(fields: Partial<Connect> = {}): Connect {
  return {
    type: 'CONNECT',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'alice',
    will: undefined,
    userName: undefined,
    password: undefined,
    properties: [],
    ...fields,
  }
}

function connack(fields: Partial<Connack> = {}): Connack {
  return { type: 'CONNACK', sessionPresent: false, reasonCode: 0, properties: [], ...fields }
}

function publish(text: string, fields: Partial<Publish> = {}): Publish {
  const payload = Buffer.from(text)
  const qos: QoS = fields.packetId === undefined ? 0 : 1
  const flags = { dup: false, qos, retain: false, packetId: undefined }
  return { type: 'PUBLISH', topic: 'a/b', properties: [], payload, ...flags, ...fields }
}

function ack(type: Acknowledgement['type'], packetId: number, reasonCode = 0): Acknowledgement {
  return { type, packetId, reasonCode, properties: [] }
}

function subscribe(filter: string, qos: QoS, properties: readonly Property[] = []): Subscribe {
  const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 }
  return {
    type: 'SUBSCRIBE',
    packetId: 9,
    properties,
    subscriptions: [{ filter, qos, ...options }],
  }
}

function suback(...reasonCodes: number[]): SubscriptionAnswer {
  return { type: 'SUBACK', packetId: 9, properties: [], reasonCodes }
}

const ending = (type: 'DISCONNECT' | 'AUTH', reasonCode = 0): Packet => ({
  type,
  reasonCode,
  properties: [],
})

const number = (name: string, value: number): Property => ({ name, value })
const limited = (name: string, value: number): Step =>
  sent(connect({ properties: [number(name, value)] }))

const CONNECTED = [sent(connect()), received(connack())]
const SUBSCRIBED = [...CONNECTED, sent(subscribe('a/#', 2)), received(suback(2))]
const RESUMED = [
  sent(connect({ cleanStart: false })),
  received(connack({ sessionPresent: true })),
] as const

function violations(
  steps: readonly Step[],
  { version = '5.0', ledger = new Ledger() }: { version?: Version; ledger?: Ledger } = {},
): readonly string[] {
  const monitor = new Monitor(version, ledger)
  for (const [direction, packet, size = 2] of steps) {
    monitor.notice(direction, new Uint8Array(size), packet)
  }
  return monitor.violations.flatMap(({ rule, statements }) => statements[0] ?? rule)
}

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
      ...[sent(publish('x')), sent(publish('y'))],
      ...[received(publish('y')), received(publish('x'))],
    ],
  ],
]

describe('the monitor sees', () => {
  for (const [title, statement, steps] of BREACHES) {
    test(title, () => assert.deepEqual(violations(steps), [`MQTT-5.0:${statement}`]))
  }

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
      ...[received(publish('x', { packetId: 1 })), sent(ack('PUBACK', 1))],
      ...[received(publish('y', { packetId: 1, qos: 2 })), sent(ack('PUBREC', 1))],
      ...[received(ack('PUBREL', 1)), sent(ack('PUBCOMP', 1))],
      ...[received(publish('z', { packetId: 1 })), sent(ack('PUBACK', 1))],
    ],
  ],
  [
    'as many unacknowledged as allowed, an error PUBREC freeing one',
    [
      limited('Receive Maximum', 1),
      received(connack()),
      sent(subscribe('#', 2)),
      ...[received(publish('x', { packetId: 1, qos: 2 })), sent(ack('PUBREC', 1, 0x80))],
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
      ...[sent(publish('x', { packetId: 1 })), sent(publish('y'))],
      ...[received(publish('y')), received(publish('x', { packetId: 1 }))],
    ],
  ],
  [
    'the order of PUBRELs in place of the order of PUBLISHes',
    [
      ...SUBSCRIBED,
      ...[sent(publish('x', { packetId: 1, qos: 2 })), sent(publish('y', { packetId: 2, qos: 2 }))],
      ...[sent(ack('PUBREL', 2)), sent(ack('PUBREL', 1))],
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
    const steps = [
      ...CONNECTED,
      sent({ type: 'UNSUBSCRIBE', packetId: 3, properties: [], filters: ['a'] }),
      received({ type: 'UNSUBACK', packetId: 3, properties: [], reasonCodes: [] }),
    ]
    assert.deepEqual(violations(steps, { version: '3.1.1' }), [])
  })

  test('a repetition with DUP when the session is resumed', () => {
    const ledger = new Ledger()
    violations([...SUBSCRIBED, received(publish('x', { packetId: 1 }))], { ledger })
    const steps = [...RESUMED, received(publish('x', { packetId: 1, dup: true }))]
    assert.deepEqual(violations(steps, { ledger }), [])
  })
})
