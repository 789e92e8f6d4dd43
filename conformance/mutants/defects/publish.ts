/** Defects of messages on their way from publisher to subscribers. */
import { defectsOf, fromServer, overlooks, patch } from './defect.ts'

const { inBroker, inProxy } = defectsOf('publish')

export const PUBLISH = [
  inBroker(
    'delivers at the granted QoS',
    '5.0:3.8.4-8 3.1.1:3.8.4-6 3.1:PUBLISH-07',
    'Messages are delivered at the granted QoS even above their own.',
  ),
  inBroker(
    'delivers at the published QoS',
    '5.0:3.8.4-8 3.1.1:3.8.4-6 3.1:PUBLISH-07',
    'Messages are delivered at their own QoS even above the granted one.',
  ),
  inBroker(
    'lowest QoS of overlapping filters',
    '5.0:3.3.4-2 3.1.1:3.3.5-1',
    'Where several filters match, the lowest of their QoS counts.',
  ),
  inBroker(
    'delivers expired messages',
    '5.0:3.3.2-5',
    'Messages that expired while they waited are delivered.',
  ),
  inProxy(
    'empty payloads lost',
    '5.0:X-36 3.1.1:X-36 3.1:PUBLISH-03',
    'Messages with an empty payload are not delivered.',
    fromServer('PUBLISH', ({ payload, qos }) =>
      payload.length === 0 && qos === 0 ? [] : undefined,
    ),
  ),
  inProxy(
    'DUP from the publisher',
    '5.0:3.3.1-3 3.1.1:3.3.1-3 3.1:PUBLISH-06',
    'DUP is set in first deliveries of QoS 1 and 2.',
    fromServer('PUBLISH', (publish) => (publish.qos > 0 ? { ...publish, dup: true } : undefined)),
  ),
  inProxy(
    'DUP with QoS 0',
    '5.0:3.3.1-2 5.0:4.3.1-1 3.1.1:3.3.1-2 3.1.1:4.3.1-1 3.1:QOS0-01',
    'Messages of QoS 0 are delivered with DUP.',
    fromServer('PUBLISH', ({ qos }, _, bytes) =>
      qos === 0 ? patch(bytes, 0, (bytes[0] ?? 0) | 8) : undefined,
    ),
  ),
  inProxy(
    'QoS 3',
    '5.0:3.3.1-4 3.1.1:3.3.1-4',
    'A PUBLISH with QoS 3 is ignored.',
    overlooks('5.0:3.3.1-4', '3.1.1:3.3.1-4'),
  ),
  inProxy(
    'subscription identifier of a client',
    '5.0:3.3.4-6',
    'A PUBLISH with a Subscription Identifier from a client is ignored.',
    overlooks('5.0:3.3.4-6'),
  ),
  inProxy(
    'messages for somebody else',
    '5.0:3.3.2-3 3.1.1:3.3.2-3',
    'A message of a topic that was not subscribed to comes with every message.',
    fromServer('PUBLISH', (publish) =>
      publish.qos === 0 ? [{ ...publish, topic: 'somewhere/else' }, publish] : undefined,
    ),
  ),
  inProxy(
    'wildcards in topic names',
    '5.0:3.3.2-2 3.1.1:3.3.2-2',
    'The topic name of a delivered message ends with a wildcard.',
    fromServer('PUBLISH', (publish) => ({ ...publish, topic: `${publish.topic}/#` })),
  ),
  inProxy(
    'only one subscriber',
    '5.0:4.5.0-1 3.1.1:4.5.0-1',
    'Only every second message reaches its subscriber.',
    () => {
      let count = 0
      return {
        alter: ({ sender, packet }) => {
          if (sender === 'client' || packet?.type !== 'PUBLISH') return undefined
          count += 1
          return count % 2 === 0 ? [] : undefined
        },
      }
    },
  ),
]
