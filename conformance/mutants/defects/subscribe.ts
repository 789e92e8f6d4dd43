/** Defects around SUBSCRIBE and SUBACK. */
import { defectsOf, fromClient, fromServer, overlooks, patch } from './defect.ts'

const { inBroker, inProxy } = defectsOf('subscribe')

export const SUBSCRIBE = [
  inBroker(
    'answers filters in reverse',
    '5.0:3.9.3-1 5.0:3.8.4-6 3.1.1:3.9.3-1 3.1:SUBACK-01',
    'The codes of SUBACK come in the reverse order of the filters.',
  ),
  inBroker(
    'subscribes to nothing',
    '5.0:3.8.4-5 5.0:4.5.0-1 3.1.1:3.8.4-4 3.1.1:4.5.0-1 3.1:SUBSCRIBE-02',
    'SUBSCRIBE is answered and nothing is subscribed to.',
  ),
  inBroker(
    'subscribing again changes nothing',
    '5.0:3.8.4-3 5.0:X-45 3.1.1:3.8.4-3',
    'A subscription keeps its first QoS and options.',
  ),
  inBroker(
    'grants more than it was asked for',
    '5.0:3.8.4-7 3.1.1:3.8.4-5',
    'SUBACK grants QoS 2 whatever was asked for.',
  ),
  inBroker(
    'ignores No Local',
    '5.0:3.8.3-3',
    'A client with No Local gets back what it published.',
  ),
  inProxy(
    'no SUBACK',
    '5.0:3.8.4-1 3.1.1:3.8.4-1 3.1:SUBACK-01',
    'SUBSCRIBE is not answered.',
    fromServer('SUBACK', () => []),
  ),
  inProxy(
    'SUBACK of another request',
    '5.0:3.8.4-2 5.0:2.2.1-6 3.1.1:3.8.4-2 3.1.1:2.3.1-7 3.1:SUBACK-01',
    'SUBACK has an identifier one above that of SUBSCRIBE.',
    fromServer('SUBACK', (suback) => ({ ...suback, packetId: (suback.packetId % 65_535) + 1 })),
  ),
  inProxy(
    'one code for all filters',
    '5.0:3.8.4-6 3.1.1:3.8.4-5 3.1.1:3.8.4-4 3.1:SUBSCRIBE-02',
    'SUBACK has a single code however many filters there were.',
    fromServer('SUBACK', (suback) => ({ ...suback, reasonCodes: suback.reasonCodes.slice(0, 1) })),
  ),
  inProxy(
    'code of no table',
    '5.0:3.9.3-2 3.1.1:3.9.3-2 3.1:SUBACK-01',
    'SUBACK has a code that it does not have in any version.',
    fromServer('SUBACK', (_, __, bytes) => patch(bytes, bytes.length - 1, 0x04)),
  ),
  inProxy(
    'reserved options',
    '5.0:3.8.3-5 3.1.1:3.8.3-4',
    'A SUBSCRIBE with reserved bits in its options is ignored.',
    overlooks('5.0:3.8.3-5', '3.1.1:3.8.3-4'),
  ),
  inProxy(
    'flags of SUBSCRIBE',
    '5.0:3.8.1-1 3.1.1:3.8.1-1',
    'A SUBSCRIBE with wrong flags is ignored.',
    overlooks('5.0:3.8.1-1', '3.1.1:3.8.1-1'),
  ),
  inProxy(
    'no filter',
    '5.0:3.8.3-2 3.1.1:3.8.3-3',
    'A SUBSCRIBE without a filter is ignored.',
    overlooks('5.0:3.8.3-2', '3.1.1:3.8.3-3'),
  ),
  inProxy(
    'Retain Handling 3 and QoS 3',
    '5.0:X-46 5.0:X-47',
    'A SUBSCRIBE with QoS 3 or Retain Handling 3 is ignored.',
    overlooks('5.0:X-46', '5.0:X-47'),
  ),
  inProxy(
    'only the first filter',
    '5.0:3.8.4-5 3.1.1:3.8.4-4 3.1:SUBSCRIBE-02',
    'All filters of a SUBSCRIBE are taken for the first one.',
    fromClient('SUBSCRIBE', ({ subscriptions, ...packet }) => ({
      ...packet,
      subscriptions: subscriptions.map((one) => ({
        ...one,
        filter: subscriptions[0]?.filter ?? '',
      })),
    })),
  ),
  inBroker(
    'refuses subscriptions above its QoS',
    '5.0:3.2.2-10',
    'Subscriptions above the Maximum QoS are refused.',
    { limits: { 'maximum QoS': 1 } },
  ),
]
