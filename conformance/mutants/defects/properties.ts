/** Defects of the properties that travel with messages. */
import { defectsOf, fromClient, fromServer, overlooks, withProperty, without } from './defect.ts'

const { inBroker, inProxy } = defectsOf('properties')

/** Properties that are passed on as they are, with the statement that says so. */
const PASSED_ON = [
  ['Payload Format Indicator', '5.0:3.3.2-4'],
  ['Response Topic', '5.0:3.3.2-15'],
  ['Correlation Data', '5.0:3.3.2-16'],
  ['User Property', '5.0:3.3.2-17'],
  ['Content Type', '5.0:3.3.2-20'],
] as const

export const PROPERTIES = [
  ...PASSED_ON.map(([name, statement]) =>
    inProxy(
      `${name} is lost`,
      statement,
      `Messages are passed on without their ${name}.`,
      fromServer('PUBLISH', (publish) => without(publish, name)),
    ),
  ),
  inProxy(
    'User Properties in reverse',
    '5.0:3.3.2-18',
    'User Properties of messages are passed on in another order.',
    fromServer('PUBLISH', (publish) => ({
      ...publish,
      properties: publish.properties.toReversed(),
    })),
  ),
  inProxy(
    'expiry does not count down',
    '5.0:3.3.2-6',
    'A message is passed on with the expiry interval plus ten seconds.',
    fromServer('PUBLISH', (publish) => {
      const expiry = publish.properties.find(({ name }) => name === 'Message Expiry Interval')
      return expiry === undefined
        ? undefined
        : withProperty(
            without(publish, 'Message Expiry Interval'),
            'Message Expiry Interval',
            Number(expiry.value) + 10,
          )
    }),
  ),
  inProxy(
    'an expiry for everything',
    '5.0:X-35',
    'Messages without an expiry interval are passed on with one.',
    fromServer('PUBLISH', (publish, { version }) =>
      version === '5.0'
        ? withProperty(without(publish, 'Message Expiry Interval'), 'Message Expiry Interval', 1000)
        : undefined,
    ),
  ),
  inProxy(
    'no subscription identifiers',
    '5.0:3.3.4-3',
    'Messages come without the identifiers of their subscriptions.',
    fromServer('PUBLISH', (publish) => without(publish, 'Subscription Identifier')),
  ),
  inBroker(
    'one subscription identifier at most',
    '5.0:3.3.4-4',
    'A message that several subscriptions match has the identifier of one of them.',
  ),
  inProxy(
    'a property twice',
    '5.0:X-06',
    'Packets of a client with a property twice are ignored.',
    overlooks('5.0:X-06'),
  ),
  inProxy(
    'a property that does not belong',
    '5.0:X-07',
    'Packets of a client with a property of another packet are ignored.',
    overlooks('5.0:X-07'),
  ),
  inProxy(
    'an unknown property',
    '5.0:X-08',
    'Packets of a client with an identifier that no property has are ignored.',
    overlooks('5.0:X-08'),
  ),
  inProxy(
    'wildcards in Response Topic',
    '5.0:3.3.2-14',
    'A Response Topic with a wildcard is ignored with its message.',
    overlooks('5.0:3.3.2-14'),
  ),
  inProxy(
    'Response Topic that is no text',
    '5.0:3.3.2-13 5.0:1.5.4-1',
    'Messages of a client with a text field that is no UTF-8 are ignored.',
    overlooks('5.0:3.3.2-13', '5.0:1.5.4-1'),
  ),
  inProxy(
    'Content Type that is no text',
    '5.0:3.3.2-19',
    'A message with a Content Type that is no UTF-8 is ignored.',
    overlooks('5.0:3.3.2-19', '5.0:1.5.4-1'),
  ),
  inProxy(
    'User Property that is no text',
    '5.0:1.5.7-1',
    'Packets with a User Property that is no UTF-8 are ignored.',
    overlooks('5.0:1.5.7-1', '5.0:1.5.4-1'),
  ),
  inProxy(
    'properties by their order',
    '5.0:X-10',
    'Only the first property of a PUBLISH of a client is looked at.',
    fromClient('PUBLISH', (publish) => ({
      ...publish,
      properties: publish.properties.slice(0, 1),
    })),
  ),
]
