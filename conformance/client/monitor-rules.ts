/**
 * What the monitor holds every packet of the broker against, as data: each rule in words, with the
 * statements it stands for in each version. How a breach is seen is the work of the monitor's parts.
 */
import type { Version } from '../wire/packet.ts'

export interface Rule {
  readonly text: string
  /** Ids without `@` and version, such as `3.2.0-1`; none where the rule stands in the prose alone. */
  readonly statements: Partial<Record<Version, readonly string[]>>
}

const rule = (text: string, statements: Rule['statements']): Rule => ({ text, statements })

export const RULES = {
  connackFirst: rule('nothing but AUTH comes before CONNACK', {
    '3.1': ['CONNACK-04'],
    '3.1.1': ['3.2.0-1'],
    '5.0': ['3.2.0-1'],
  }),
  noDisconnectBeforeConnack: rule('no DISCONNECT comes before a successful CONNACK', {
    '5.0': ['3.14.0-1'],
  }),
  oneConnack: rule('there is one CONNACK on a connection', {
    '3.1': [],
    '3.1.1': [],
    '5.0': ['3.2.0-2'],
  }),
  nothingAfterRefusal: rule('after refusing a CONNECT the broker closes and sends nothing more', {
    '3.1': [],
    '3.1.1': ['3.2.2-5'],
    '5.0': ['3.2.2-7'],
  }),
  nothingAfterDisconnect: rule('the sender of DISCONNECT sends nothing more', {
    '5.0': ['3.14.4-1'],
  }),
  noSessionAfterCleanStart: rule('a clean start is answered with Session Present 0', {
    '3.1.1': ['3.2.2-1'],
    '5.0': ['3.2.2-2'],
  }),
  assignedClientId: rule('an empty client identifier is answered with an assigned one', {
    '5.0': ['3.2.2-16'],
  }),
  noResponseInformation: rule('Response Information comes only on request', {
    '5.0': ['3.1.2-28'],
  }),
  noProblemInformation: rule(
    'with Request Problem Information 0 only CONNACK, DISCONNECT and PUBLISH explain themselves',
    { '5.0': ['3.1.2-29'] },
  ),
  noAuthUnasked: rule('without an Authentication Method in CONNECT the broker sends none', {
    '5.0': ['4.12.0-6'],
  }),
  authenticationMethod: rule('the Authentication Method is that of CONNECT', {
    '5.0': ['4.12.0-5'],
  }),
  binaryFrames: rule('MQTT travels in binary frames of WebSocket', {
    '3.1.1': ['6.0.0-1'],
    '5.0': ['6.0.0-1'],
  }),

  maximumPacketSize: rule("no packet is larger than the client's Maximum Packet Size", {
    '5.0': ['3.1.2-24'],
  }),
  receiveMaximum: rule("no more is unacknowledged than the client's Receive Maximum", {
    '5.0': ['3.3.4-9', '4.9.0-2'],
  }),
  topicAliasMaximum: rule("aliases are within the client's Topic Alias Maximum", {
    '5.0': ['3.1.2-26', '3.3.2-11'],
  }),
  noTopicAlias: rule('no alias is sent to a client that allows none', { '5.0': ['3.1.2-27'] }),
  knownTopicAlias: rule('an alias without a topic name has been set on this connection', {
    '5.0': ['3.3.2-7', 'X-32'],
  }),

  freshPacketId: rule('a new PUBLISH has a packet identifier that is not in flight', {
    '3.1': ['FORMAT-06'],
    '3.1.1': ['2.3.1-4'],
    '5.0': ['2.2.1-4'],
  }),
  dupAtFirst: rule('the first delivery has DUP 0', {
    '3.1': ['PUBLISH-06'],
    '3.1.1': ['3.3.1-3'],
    '5.0': ['3.3.1-3'],
  }),
  dupWhenRepeated: rule('a repeated PUBLISH has DUP 1', {
    '3.1': ['RETRY-01'],
    '3.1.1': ['3.3.1-1'],
    '5.0': ['3.3.1-1'],
  }),
  repeatedOnlyOnResume: rule('a PUBLISH is repeated on a new connection only', {
    '5.0': ['4.4.0-1'],
  }),
  noPublishAfterPubrel: rule('after PUBREL the PUBLISH is not sent again', {
    '3.1.1': ['4.3.3-1'],
    '5.0': ['4.3.3-6'],
  }),
  pubrelAfterPubrec: rule('PUBREL has the identifier of a PUBREC', {
    '3.1': ['QOS2-01'],
    '3.1.1': ['2.3.1-6'],
    '5.0': ['2.2.1-5'],
  }),

  acknowledgedPacketId: rule('PUBACK, PUBREC and PUBCOMP have the identifier of what they answer', {
    '3.1': ['QOS1-01', 'QOS2-01'],
    '3.1.1': ['2.3.1-6'],
    '5.0': ['2.2.1-5'],
  }),
  subackPacketId: rule('SUBACK has the identifier of a SUBSCRIBE, once', {
    '3.1': ['SUBACK-01'],
    '3.1.1': ['2.3.1-7', '3.8.4-2'],
    '5.0': ['2.2.1-6', '3.8.4-2'],
  }),
  unsubackPacketId: rule('UNSUBACK has the identifier of an UNSUBSCRIBE, once', {
    '3.1': ['UNSUBSCRIBE-02'],
    '3.1.1': ['2.3.1-7', '3.10.4-4'],
    '5.0': ['2.2.1-6', '3.10.4-5'],
  }),
  subackCodes: rule('SUBACK has one code for each filter', {
    '3.1': ['SUBACK-01'],
    '3.1.1': ['3.8.4-5'],
    '5.0': ['3.8.4-6'],
  }),
  unsubackCodes: rule('UNSUBACK has one code for each filter', { '5.0': ['3.11.3-2'] }),

  matchingTopic: rule('a delivered topic matches a filter of the client', {
    '3.1': [],
    '3.1.1': ['3.3.2-3'],
    '5.0': ['3.3.2-3'],
  }),
  grantedQos: rule('no message is delivered above the granted QoS', {
    '3.1': ['PUBLISH-07'],
    '3.1.1': ['3.8.4-6'],
    '5.0': ['3.8.4-8'],
  }),
  ownSubscriptionIdentifiers: rule("subscription identifiers are those of the client's own", {
    '5.0': ['3.3.4-3'],
  }),
  order: rule('messages of one publisher, topic and QoS keep their order', {
    '3.1': [],
    '3.1.1': ['4.6.0-6'],
    '5.0': ['4.6.0-5', '4.6.0-6'],
  }),
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof RULES

/** How a part of the monitor tells that the packet at hand breaks a rule. */
export type Report = (broken: RuleName) => void

/** The statements' ids as in the catalogue; undefined when the version does not have the rule. */
export function statementsOf(name: RuleName, version: Version): readonly string[] | undefined {
  const { statements }: Rule = RULES[name]
  return statements[version]?.map((id) => `MQTT-${version}:${id}`)
}
