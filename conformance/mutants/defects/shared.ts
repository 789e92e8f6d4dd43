/** Defects of shared subscriptions. */
import { defectsOf, fromClient, overlooks } from './defect.ts'

const { inBroker, inProxy } = defectsOf('shared')

export const SHARED = [
  inBroker(
    'shared messages go to all members',
    '5.0:X-62',
    'Every member of a share gets every message.',
  ),
  inBroker(
    'shares get retained messages',
    '5.0:X-63',
    'A new shared subscription gets retained messages.',
  ),
  inBroker(
    'QoS 2 goes to another member',
    '5.0:4.8.2-5',
    'A QoS 2 message whose member is gone for ever goes to another one.',
  ),
  inBroker(
    'delivers at the published QoS',
    '5.0:4.8.2-3',
    'Members get messages at the QoS of the publisher.',
  ),
  inBroker(
    'forgets what was in flight',
    '5.0:4.8.2-4',
    'A QoS 2 message that was begun with a member is not finished with it.',
  ),
  inBroker(
    'PUBREL after an error PUBREC',
    '5.0:4.3.3-4',
    'A member that refuses a QoS 2 message is sent PUBREL.',
  ),
  inBroker(
    'takes every filter',
    '5.0:4.8.2-1 5.0:4.8.2-2',
    'Filters with an empty or wild share name are granted.',
  ),
  inProxy(
    'No Local',
    '5.0:3.8.3-4',
    'A SUBSCRIBE to a share with No Local is ignored.',
    overlooks('5.0:3.8.3-4'),
  ),
  inProxy(
    'leaves never',
    '5.0:X-68',
    'An UNSUBSCRIBE from a share is answered and changes nothing.',
    fromClient('UNSUBSCRIBE', ({ filters, ...packet }) => ({
      ...packet,
      filters: filters.map((filter) => (filter.startsWith('$share/') ? `${filter}x` : filter)),
    })),
  ),
]
