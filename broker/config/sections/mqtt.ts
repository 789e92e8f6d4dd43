/** What the protocol lets a server decide; most of it is told to clients in CONNACK. */
import { boolean, durationSeconds, integer, oneOf, section, size } from '../fields.ts'

export const mqtt = section('What the broker offers to clients.', {
  maximumPacketSize: size({
    default: 2 ** 20,
    min: 1024,
    max: 268_435_460,
    doc: 'Largest packet taken from a client, judged by its length field.',
  }),
  maximumQos: oneOf([0, 1, 2], { default: 2, doc: 'Highest QoS taken and granted.' }),
  retainAvailable: boolean({ default: true, doc: 'Whether retained messages are taken.' }),
  wildcardSubscriptionAvailable: boolean({
    default: true,
    doc: 'Whether filters may hold + and #.',
  }),
  sharedSubscriptionAvailable: boolean({
    default: true,
    doc: 'Whether clients may subscribe to $share/group/filter.',
  }),
  subscriptionIdentifiersAvailable: boolean({
    default: true,
    doc: 'Whether subscriptions may carry an identifier.',
  }),
  topicAliasMaximum: integer({
    default: 16,
    min: 0,
    max: 65_535,
    doc: 'Topic aliases that a client may set for what it publishes.',
  }),
  serverTopicAliases: boolean({
    default: true,
    doc: 'Whether the broker uses topic aliases for what it sends, where the client allows them.',
  }),
  receiveMaximum: integer({
    default: 100,
    min: 1,
    max: 65_535,
    doc: 'Publishes of QoS 1 and 2 that a client may have unacknowledged.',
  }),
  keepAliveMaxSeconds: durationSeconds({
    default: 3600,
    min: 1,
    max: 65_535,
    doc: 'Longest keep-alive; an MQTT 5.0 client that asks for more is told this one.',
  }),
  sharedStrategy: oneOf(['roundRobin', 'sticky'], {
    default: 'roundRobin',
    doc: 'How the next member of a shared subscription is chosen; sticky goes by topic.',
  }),
})
