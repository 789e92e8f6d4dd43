/** Defects of acknowledgement and re-delivery. */
import { defectsOf, fromServer, overlooks, patch } from './defect.ts'

const { inBroker, inProxy } = defectsOf('qos')

export const QOS = [
  inBroker(
    're-delivers without DUP',
    '5.0:3.3.1-1 3.1.1:3.3.1-1 3.1:RETRY-01',
    'DUP is 0 in messages that are delivered again.',
  ),
  inBroker(
    'one packet identifier for everything',
    '5.0:2.2.1-4 3.1.1:2.3.1-4',
    'All messages to a client have packet identifier 1.',
  ),
  inBroker(
    'passes QoS 2 on twice',
    '5.0:4.3.3-10 3.1.1:4.3.3-2 3.1:QOS2-02',
    'A repeated PUBLISH of QoS 2 is delivered a second time.',
  ),
  inBroker(
    'never forgets a QoS 2 identifier',
    '5.0:4.3.3-12 3.1.1:4.3.3-2',
    'A packet identifier that was released still means the old message.',
  ),
  inBroker(
    'ignores PUBREL that it does not know',
    '5.0:X-41 3.1:QOS2-04',
    'A PUBREL with an unknown identifier is not answered.',
  ),
  inBroker(
    'PUBREL after an error PUBREC',
    '5.0:4.3.3-4',
    'A PUBREC that refuses a message is answered with PUBREL.',
  ),
  inBroker(
    'PUBLISH again after PUBREC',
    '5.0:4.3.3-6 3.1.1:4.3.3-1',
    'A message is sent again that PUBREC has acknowledged.',
  ),
  inBroker(
    'drops QoS 1 with DUP',
    '5.0:4.3.2-5 3.1.1:4.3.2-2 3.1:QOS1-02',
    'A PUBLISH of QoS 1 with DUP is acknowledged and not delivered.',
  ),
  inProxy(
    'no PUBACK',
    '5.0:3.3.4-1 5.0:4.3.2-4 3.1.1:3.3.4-1 3.1.1:4.3.2-2 3.1:PUBLISH-04',
    'A PUBLISH of QoS 1 is not acknowledged.',
    fromServer('PUBACK', () => []),
  ),
  inProxy(
    'no PUBREC',
    '5.0:3.3.4-1 5.0:4.3.3-8 3.1.1:3.3.4-1 3.1.1:4.3.3-2 3.1:QOS2-01',
    'A PUBLISH of QoS 2 is not acknowledged.',
    fromServer('PUBREC', () => []),
  ),
  inProxy(
    'no PUBCOMP',
    '5.0:4.3.3-11 3.1.1:4.3.3-2 3.1:QOS2-04',
    'PUBREL is not answered.',
    fromServer('PUBCOMP', () => []),
  ),
  inProxy(
    'no PUBREL',
    '5.0:4.3.3-4 3.1.1:4.3.3-1 3.1:QOS2-01',
    'PUBREC is not answered.',
    fromServer('PUBREL', () => []),
  ),
  inProxy(
    'PUBACK of another message',
    '5.0:2.2.1-5 5.0:4.3.2-4 3.1.1:2.3.1-6 3.1:QOS1-01',
    'PUBACK has an identifier one above that of the PUBLISH.',
    fromServer('PUBACK', (puback) => ({ ...puback, packetId: (puback.packetId % 65_535) + 1 })),
  ),
  inProxy(
    'PUBREC of another message',
    '5.0:2.2.1-5 5.0:4.3.3-8 3.1.1:2.3.1-6 3.1:QOS2-01',
    'PUBREC has an identifier one above that of the PUBLISH.',
    fromServer('PUBREC', (pubrec) => ({ ...pubrec, packetId: (pubrec.packetId % 65_535) + 1 })),
  ),
  inProxy(
    'PUBCOMP of another message',
    '5.0:4.3.3-11 5.0:2.2.1-5',
    'PUBCOMP has an identifier one above that of the PUBREL.',
    fromServer('PUBCOMP', (pubcomp) => ({
      ...pubcomp,
      packetId: (pubcomp.packetId % 65_535) + 1,
    })),
  ),
  inProxy(
    'QoS 0 is acknowledged',
    '5.0:3.3.4-1 3.1.1:3.3.4-1 3.1:QOS0-01',
    'A PUBACK comes for a message of QoS 0.',
    () => ({
      alter: ({ sender, packet }, link) => {
        if (sender === 'client' && packet?.type === 'PUBLISH' && packet.qos === 0) {
          link.send('client', { type: 'PUBACK', packetId: 1, reasonCode: 0, properties: [] })
        }
        return undefined
      },
    }),
  ),
  inProxy(
    'every QoS 1 message twice',
    '5.0:4.4.0-1 5.0:4.3.2-2',
    'A message of QoS 1 is sent a second time without a new connection.',
    fromServer('PUBLISH', (publish) =>
      publish.qos === 1 ? [publish, { ...publish, dup: true }] : undefined,
    ),
  ),
  inProxy(
    'packet identifier 0',
    '5.0:2.2.1-4 3.1.1:2.3.1-1 3.1:FORMAT-06',
    'Messages of QoS 1 have packet identifier 0.',
    fromServer('PUBLISH', (publish) =>
      publish.qos === 1 ? { ...publish, packetId: 0 } : undefined,
    ),
  ),
  inProxy(
    'packet identifier 0 of a client',
    '5.0:2.2.1-3 3.1.1:2.3.1-1',
    'Packets of a client with packet identifier 0 are ignored.',
    overlooks('5.0:2.2.1-3', '3.1.1:2.3.1-1'),
  ),
  ...(
    [
      ['PUBACK', '5.0:3.4.2-1'],
      ['PUBREC', '5.0:3.5.2-1'],
      ['PUBREL', '5.0:3.6.2-1'],
      ['PUBCOMP', '5.0:3.7.2-1'],
    ] as const
  ).map(([type, statement]) =>
    inProxy(
      `reason code of no table in ${type}`,
      statement,
      `${type} has a reason code that does not belong to it.`,
      fromServer(type, ({ packetId }) =>
        Uint8Array.of(firstByte(type), 3, packetId >> 8, packetId & 0xff, 0x82),
      ),
    ),
  ),
  inProxy(
    'flags of PUBREL',
    '5.0:3.6.1-1 3.1.1:3.6.1-1',
    'PUBREL has the flags 0000.',
    fromServer('PUBREL', (_, __, bytes) => patch(bytes, 0, 0x60)),
  ),
  inProxy(
    'flags of PUBREL of a client',
    '5.0:3.6.1-1 3.1.1:3.6.1-1',
    'A PUBREL with wrong flags is ignored.',
    overlooks('5.0:3.6.1-1', '3.1.1:3.6.1-1'),
  ),
]

function firstByte(type: 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP'): number {
  return { PUBACK: 0x40, PUBREC: 0x50, PUBREL: 0x62, PUBCOMP: 0x70 }[type]
}
