/** Defects of topic aliases. */
import { defectsOf, fromServer, withProperty } from './defect.ts'

const { inBroker, inProxy } = defectsOf('topic-alias')

export const TOPIC_ALIAS = [
  inBroker(
    'takes every alias',
    '5.0:3.3.2-9 5.0:3.2.2-17',
    'A Topic Alias above the maximum of the broker is taken.',
  ),
  inBroker(
    'takes half of the aliases',
    '5.0:3.3.2-12',
    'Aliases above half of the announced maximum are refused.',
  ),
  inBroker('never changes an alias', '5.0:X-33', 'An alias that was set keeps its first topic.'),
  inBroker(
    'sends more aliases than the client takes',
    '5.0:3.1.2-26 5.0:3.1.2-27 5.0:3.3.2-11',
    'The broker sends more aliases than the client allows.',
  ),
  inBroker(
    'takes every alias',
    '5.0:3.2.2-18',
    'An alias is taken although the broker allows none.',
    { limits: { 'topic alias maximum': 0 } },
  ),
  inProxy(
    'alias 0',
    '5.0:3.3.2-8',
    'Messages are delivered with Topic Alias 0.',
    fromServer('PUBLISH', (publish, { version }) =>
      version === '5.0' ? withProperty(publish, 'Topic Alias', 0) : undefined,
    ),
  ),
  inProxy(
    'aliases of the last connection',
    '5.0:3.3.2-7',
    'An alias without a topic means the last topic that any connection set for it.',
    () => {
      const topics = new Map<unknown, string>()
      return {
        alter: ({ sender, packet }) => {
          if (sender === 'server' || packet?.type !== 'PUBLISH') return undefined
          const alias = packet.properties.find(({ name }) => name === 'Topic Alias')?.value
          if (alias === undefined) return undefined
          if (packet.topic !== '') topics.set(alias, packet.topic)
          return [{ ...packet, topic: topics.get(alias) ?? '' }]
        },
      }
    },
  ),
]
