/** Defects of the form of packets. */
import { defectsOf, fromServer, overlooks, patch } from './defect.ts'

const { inProxy } = defectsOf('format')

export const FORMAT = [
  inProxy(
    'padded lengths',
    '5.0:1.5.5-1',
    'The Remaining Length of PUBLISH takes a byte more than it needs.',
    fromServer('PUBLISH', (_, __, bytes) => padded(bytes)),
  ),
  inProxy(
    'reserved flags of the broker',
    '5.0:2.1.3-1 3.1.1:2.2.2-1',
    'PINGRESP has a reserved flag set.',
    fromServer('PINGRESP', () => Uint8Array.of(0xd1, 0)),
  ),
  inProxy(
    'reserved flags of a client',
    '5.0:2.1.3-1 3.1.1:2.2.2-2',
    'Packets with wrong flags are ignored.',
    overlooks('5.0:2.1.3-1', '3.1.1:2.2.2-1', '3.1.1:2.2.2-2'),
  ),
  inProxy(
    'identifier with QoS 0',
    '5.0:2.2.1-2 3.1.1:2.3.1-5',
    'A PUBLISH of QoS 0 has a packet identifier, which becomes part of what follows.',
    fromServer('PUBLISH', (publish, { version }, bytes) =>
      publish.qos === 0 && version !== '3.1' ? withIdentifier(bytes) : undefined,
    ),
  ),
  inProxy(
    'no length of properties',
    '5.0:2.2.2-1',
    'CONNACK ends before the length of its properties.',
    fromServer('CONNACK', ({ reasonCode, sessionPresent }, { version }) =>
      version === '5.0' ? Uint8Array.of(0x20, 2, sessionPresent ? 1 : 0, reasonCode) : undefined,
    ),
  ),
  inProxy(
    'no byte order mark',
    '5.0:1.5.4-3 3.1.1:1.5.3-3',
    'U+FEFF is taken out of topic names.',
    fromServer('PUBLISH', (publish) => ({
      ...publish,
      topic: publish.topic.replaceAll('\ufeff', ''),
    })),
  ),
  inProxy(
    'text that is no text',
    '5.0:1.5.4-1 3.1.1:1.5.3-1',
    'Packets with a text field that is no UTF-8 are ignored.',
    overlooks('5.0:1.5.4-1', '3.1.1:1.5.3-1', '3.1:FORMAT-07'),
  ),
  inProxy(
    'topic that is no text',
    '5.0:3.3.2-1 3.1.1:3.3.2-1',
    'The topic name of a delivered message is no UTF-8.',
    fromServer('PUBLISH', ({ topic }, _, bytes) =>
      topic === '' ? undefined : patch(bytes, topicAt(bytes), 0xff),
    ),
  ),
  inProxy(
    'five bytes of length',
    '5.0:X-01 3.1.1:X-01 3.1:FORMAT-01',
    'What follows a length of five bytes is ignored.',
    () => ({
      alter: ({ sender, bytes }) =>
        sender === 'client' &&
        bytes.subarray(1, 5).every((byte) => byte >= 0x80) &&
        bytes.length > 4
          ? []
          : undefined,
    }),
  ),
  inProxy(
    'forbidden packet types',
    '5.0:X-02 3.1.1:X-02 3.1:FORMAT-02',
    'Packets of a type that does not exist are ignored.',
    overlooks('5.0:X-02', '3.1.1:X-02', '3.1:FORMAT-02'),
  ),
  inProxy(
    'bytes left over',
    '5.0:X-03 3.1.1:X-03',
    'Packets whose length does not fit their fields are ignored.',
    overlooks('5.0:X-03', '3.1.1:X-03'),
  ),
  inProxy(
    'packets of a broker',
    '5.0:X-04 3.1.1:X-04',
    'Packets that only a broker sends are ignored.',
    overlooks('5.0:X-04', '3.1.1:X-04'),
  ),
]

/** For lengths of one byte; longer ones stay as they are. */
function padded(bytes: Uint8Array): Uint8Array {
  const [first = 0, length = 0, ...body] = bytes
  return length < 0x80 ? Uint8Array.of(first, length | 0x80, 0, ...body) : bytes
}

/** Of lengths that keep their number of bytes. */
function withIdentifier(bytes: Uint8Array): Uint8Array {
  const at = topicAt(bytes)
  const end = at + (bytes[at - 2] ?? 0) * 0x100 + (bytes[at - 1] ?? 0)
  const length = bytes[1] ?? 0
  if (length > 0x7d) return bytes
  return Uint8Array.of(
    bytes[0] ?? 0,
    length + 2,
    ...bytes.subarray(2, end),
    0,
    1,
    ...bytes.subarray(end),
  )
}

/** Where the first byte of the topic name stands in a PUBLISH. */
function topicAt(bytes: Uint8Array): number {
  return bytes.findIndex((byte, index) => index > 0 && byte < 0x80) + 3
}
