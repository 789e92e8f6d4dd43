/** Defects of topic names, filters and their comparison. */
import { defectsOf, fromClient, overlooks } from './defect.ts'

const { inBroker, inProxy } = defectsOf('topics')

export const TOPICS = [
  inBroker(
    'wildcards match $ topics',
    '5.0:4.7.2-1 3.1.1:4.7.2-1',
    'Filters that begin with a wildcard match topics that begin with a dollar sign.',
  ),
  inBroker(
    'case does not matter',
    '5.0:4.7.3-4 3.1.1:4.7.3-4 3.1:TOPIC-03',
    'Topics are compared without regard to case.',
  ),
  inBroker(
    '# spares the parent level',
    '5.0:X-59 3.1.1:X-59 3.1:TOPIC-01',
    'a/# does not match a.',
  ),
  inBroker(
    '+ does not match an empty level',
    '5.0:X-60 3.1.1:X-60 3.1:TOPIC-02',
    'A single-level wildcard does not match a level without characters.',
  ),
  inBroker(
    '+ matches the rest',
    '5.0:X-60 3.1.1:X-60 3.1:TOPIC-02',
    'A single-level wildcard at the end matches several levels.',
  ),
  inBroker(
    'takes every filter',
    '5.0:4.7.1-1 5.0:4.7.1-2 3.1.1:4.7.1-2 3.1.1:4.7.1-3',
    'Filters with misplaced wildcards are granted.',
  ),
  inProxy(
    'wildcards of a client',
    '5.0:4.7.0-1 5.0:3.3.2-2 3.1.1:4.7.1-1 3.1:PUBLISH-01',
    'Wildcards in the topic name of a PUBLISH are ignored with it.',
    overlooks('5.0:4.7.0-1', '5.0:3.3.2-2', '3.1.1:4.7.1-1', '3.1.1:3.3.2-2', '3.1:PUBLISH-01'),
  ),
  inProxy(
    'nothing for a topic',
    '5.0:4.7.3-1 3.1.1:4.7.3-1',
    'Packets with an empty topic name or filter are ignored.',
    overlooks('5.0:4.7.3-1', '3.1.1:4.7.3-1', '5.0:X-31'),
  ),
  inProxy(
    'the character 0',
    '5.0:4.7.3-2 5.0:1.5.4-2 3.1.1:4.7.3-2 3.1.1:1.5.3-2 3.1:TOPIC-03',
    'Packets with U+0000 in a text field are ignored.',
    overlooks('5.0:4.7.3-2', '5.0:1.5.4-2', '3.1.1:4.7.3-2', '3.1.1:1.5.3-2', '3.1:TOPIC-03'),
  ),
  inProxy(
    'slashes at the ends',
    '5.0:4.7.3-4 3.1.1:4.7.3-4',
    'A slash at the end of a filter is taken away.',
    fromClient('SUBSCRIBE', ({ subscriptions, ...packet }) => ({
      ...packet,
      subscriptions: subscriptions.map((one) => ({
        ...one,
        filter: one.filter.replace(/(?<=.)\/$/, ''),
      })),
    })),
  ),
]
