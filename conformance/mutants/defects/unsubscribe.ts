/** Defects around UNSUBSCRIBE and UNSUBACK. */
import { defectsOf, fromServer, overlooks, patch } from './defect.ts'

const { inBroker, inProxy } = defectsOf('unsubscribe')

export const UNSUBSCRIBE = [
  inBroker(
    'keeps what was unsubscribed',
    '5.0:3.10.4-2 3.1.1:3.10.4-2 3.1:UNSUBSCRIBE-02',
    'Messages go on after UNSUBACK.',
  ),
  inBroker(
    'takes subscriptions away by their beginning',
    '5.0:3.10.4-1 3.1.1:3.10.4-1',
    'UNSUBSCRIBE takes every filter away that begins alike.',
  ),
  inBroker(
    'answers UNSUBSCRIBE only when it matters',
    '5.0:3.10.4-5 3.1.1:3.10.4-5',
    'UNSUBSCRIBE is not answered where nothing was removed.',
  ),
  inBroker(
    'takes only the first filter away',
    '5.0:3.10.4-6 3.1.1:3.10.4-6',
    'Of several filters in an UNSUBSCRIBE only the first is removed.',
  ),
  inBroker(
    'UNSUBSCRIBE drops what is in flight',
    '5.0:3.10.4-3 3.1.1:3.10.4-3',
    'Deliveries that have begun are not finished after UNSUBSCRIBE.',
  ),
  inProxy(
    'no UNSUBACK',
    '5.0:3.10.4-4 3.1.1:3.10.4-4 3.1:UNSUBSCRIBE-02',
    'UNSUBSCRIBE is not answered.',
    fromServer('UNSUBACK', () => []),
  ),
  inProxy(
    'UNSUBACK of another request',
    '5.0:3.10.4-5 5.0:2.2.1-6 3.1.1:3.10.4-4 3.1.1:2.3.1-7 3.1:UNSUBSCRIBE-02',
    'UNSUBACK has an identifier one above that of UNSUBSCRIBE.',
    fromServer('UNSUBACK', (unsuback) => ({
      ...unsuback,
      packetId: (unsuback.packetId % 65_535) + 1,
    })),
  ),
  inProxy(
    'codes in reverse',
    '5.0:3.11.3-1',
    'The codes of UNSUBACK come in the reverse order of the filters.',
    fromServer('UNSUBACK', (unsuback) => ({
      ...unsuback,
      reasonCodes: unsuback.reasonCodes.toReversed(),
    })),
  ),
  inProxy(
    'code of no table',
    '5.0:3.11.3-2',
    'UNSUBACK has a code that it does not have.',
    fromServer('UNSUBACK', (_, { version }, bytes) =>
      version === '5.0' ? patch(bytes, bytes.length - 1, 0x01) : undefined,
    ),
  ),
  inProxy(
    'flags of UNSUBSCRIBE',
    '5.0:3.10.1-1 3.1.1:3.10.1-1',
    'An UNSUBSCRIBE with wrong flags is ignored.',
    overlooks('5.0:3.10.1-1', '3.1.1:3.10.1-1'),
  ),
  inProxy(
    'no filter',
    '5.0:3.10.3-2 3.1.1:3.10.3-2',
    'An UNSUBSCRIBE without a filter is ignored.',
    overlooks('5.0:3.10.3-2', '3.1.1:3.10.3-2'),
  ),
]
