/**
 * The rules that one packet alone can break, as data: each in words, with the statements it stands for
 * in each version. How a breach is seen is the work of the decoder.
 */
import type { PacketType, Version } from './packet.ts'

/** Ids without `@` and version, such as `3.3.1-4`; none where the rule stands in the prose alone. */
export type Statements = Readonly<Record<Version, readonly string[]>>

/** In each version, several ids with a space between them. */
function ids(in5: string, in311 = '', in31 = ''): Statements {
  const list = (text: string) => text.split(' ').filter((id) => id !== '')
  return { '5.0': list(in5), '3.1.1': list(in311), '3.1': list(in31) }
}

export const NO_STATEMENTS = ids('')

const rule = (text: string, statements: Statements = NO_STATEMENTS) => ({ text, statements })

export const RULES = {
  lengthBytes: rule('a length has at most four bytes', ids('X-01', 'X-01', 'FORMAT-01')),
  shortestLength: rule('a variable byte integer has its shortest form', ids('1.5.5-1')),
  truncated: rule('Remaining Length covers all fields of the packet', ids('X-03', 'X-03')),
  leftOver: rule('nothing follows the last field of the packet', ids('X-03', 'X-03')),
  packetType: rule('the packet type is not reserved', ids('X-02', 'X-02', 'FORMAT-02')),
  serverOnly: rule('only a server sends this packet', ids('X-04', 'X-04')),
  clientOnly: rule('only a client sends this packet'),
  flags: rule('the flags are those of the packet type', ids('2.1.3-1', '2.2.2-1', 'FORMAT-03')),
  packetId: rule('the packet identifier is not 0', ids('', '', 'FORMAT-06')),
  reasonCode: rule('the reason code is in the table for the packet and its sender'),

  utf8: rule('text is well-formed UTF-8', ids('1.5.4-1', '1.5.3-1', 'FORMAT-07')),
  nul: rule('text has no U+0000', ids('1.5.4-2', '1.5.3-2', 'TOPIC-03')),
  topicWildcard: rule('a topic name has no wildcards', ids('4.7.0-1', '4.7.1-1', 'PUBLISH-01')),
  topicEmpty: rule('a topic name is not empty', ids('4.7.3-1', '4.7.3-1', 'PUBLISH-01')),
  topicLength: rule('a topic name has at most 32767 characters', ids('', '', 'PUBLISH-02')),

  propertyLength: rule('Property Length ends where a property ends', ids('X-09')),
  propertyId: rule('a property has a known identifier', ids('X-08')),
  propertyPlace: rule('a property belongs to the packet and its sender', ids('X-07')),
  propertyOnce: rule('a property stands once', ids('X-06')),
  propertyRange: rule('a property has a value of its range'),
  authenticationData: rule('Authentication Data comes with Authentication Method', ids('X-19')),
  authenticationMethod: rule('AUTH has an Authentication Method', ids('X-56')),
  serverReference: rule('Server Reference comes with 0x9C or 0x9D', ids('X-27')),

  protocolName: rule(
    'the protocol name is that of the version',
    ids('3.1.2-1', '3.1.2-1', 'CONNECT-01'),
  ),
  protocolLevel: rule(
    'the protocol level is that of the version',
    ids('3.1.2-2', '3.1.2-2', 'CONNECT-01'),
  ),
  connectFlagReserved: rule(
    'bit 0 of the connect flags is 0',
    ids('3.1.2-3', '3.1.2-3', 'FORMAT-03'),
  ),
  willQos: rule('Will QoS is at most 2', ids('3.1.2-12', '3.1.2-14', 'CONNECT-12')),
  noWillQos: rule('without a will its QoS is 0', ids('3.1.2-11', '3.1.2-11 3.1.2-13')),
  noWillRetain: rule('without a will its retain flag is 0', ids('3.1.2-13', '3.1.2-11 3.1.2-15')),
  passwordAlone: rule('a password comes with a user name', ids('', '3.1.2-22')),

  acknowledgeFlags: rule('bits 7 to 1 of the acknowledge flags are 0', ids('3.2.2-1')),
  acknowledgeByte: rule('the first byte of CONNACK is 0', ids('', '', 'CONNACK-01')),
  refusedSession: rule('a refusal has Session Present 0', ids('3.2.2-6', '3.2.2-4')),

  publishQos: rule('QoS is at most 2', ids('3.3.1-4', '3.3.1-4', 'FORMAT-04')),
  dupAtQos0: rule('QoS 0 has DUP 0', ids('3.3.1-2', '3.3.1-2', 'FORMAT-05')),

  noFilters: rule('there is at least one topic filter'),
  subscribeQos: rule('a requested QoS is at most 2', ids('X-46', '3.8.3-4', 'FORMAT-04')),
  subscribeReserved: rule('reserved bits of the options are 0', ids('3.8.3-5', '3.8.3-4')),
  retainHandling: rule('Retain Handling is at most 2', ids('X-47')),
  filterEmpty: rule('a topic filter is not empty', ids('4.7.3-1', '4.7.3-1')),
  sharedNoLocal: rule('a shared subscription has No Local 0', ids('3.8.3-4')),
} as const

export type WireRule = keyof typeof RULES

/** What else a packet breaks with wrong flags, besides the rule for all packets. */
export const FLAGS_OF: Partial<Record<PacketType, Statements>> = {
  PUBREL: ids('3.6.1-1', '3.6.1-1', 'QOS2-03'),
  SUBSCRIBE: ids('3.8.1-1', '3.8.1-1', 'SUBSCRIBE-01'),
  UNSUBSCRIBE: ids('3.10.1-1', '3.10.1-1', 'UNSUBSCRIBE-01'),
  DISCONNECT: ids('3.14.1-1', '3.14.1-1'),
  AUTH: ids('3.15.1-1'),
}

export const REASON_CODE_OF: Partial<Record<PacketType, Statements>> = {
  CONNACK: ids('3.2.2-8', '3.2.2-6', 'CONNACK-02'),
  PUBACK: ids('3.4.2-1'),
  PUBREC: ids('3.5.2-1'),
  PUBREL: ids('3.6.2-1'),
  PUBCOMP: ids('3.7.2-1'),
  SUBACK: ids('3.9.3-2', '3.9.3-2', 'SUBACK-01'),
  UNSUBACK: ids('3.11.3-2'),
  DISCONNECT: ids('3.14.2-1'),
  AUTH: ids('3.15.2-1'),
}

/** Of a client's PUBLISH; a server's breaks `SERVER_PACKET_ID`. */
const FIRST_USE = ids('2.2.1-3', '2.3.1-1')
const ACKNOWLEDGED = ids('2.2.1-5', '2.3.1-6')
const ANSWERED = ids('2.2.1-6', '2.3.1-7')

export const SERVER_PACKET_ID = ids('2.2.1-4', '2.3.1-1')

export const PACKET_ID_OF: Partial<Record<PacketType, Statements>> = {
  PUBLISH: FIRST_USE,
  SUBSCRIBE: FIRST_USE,
  UNSUBSCRIBE: FIRST_USE,
  PUBACK: ACKNOWLEDGED,
  PUBREC: ACKNOWLEDGED,
  PUBREL: ACKNOWLEDGED,
  PUBCOMP: ACKNOWLEDGED,
  SUBACK: ANSWERED,
  UNSUBACK: ANSWERED,
}

export const NO_FILTERS_OF: Partial<Record<PacketType, Statements>> = {
  SUBSCRIBE: ids('3.8.3-2', '3.8.3-3'),
  UNSUBSCRIBE: ids('3.10.3-2', '3.10.3-2'),
}

/** What else is broken when a text is not well formed. */
export const TEXT_OF: Readonly<Record<string, Statements>> = {
  'client identifier': ids('3.1.3-4', '3.1.3-4'),
  'will topic': ids('3.1.3-11', '3.1.3-10'),
  'user name': ids('3.1.3-12', '3.1.3-11'),
  'topic name': ids('3.3.2-1', '3.3.2-1'),
  'filter of SUBSCRIBE': ids('3.8.3-1', '3.8.3-1'),
  'filter of UNSUBSCRIBE': ids('3.10.3-1', '3.10.3-1'),
  'Response Topic': ids('3.3.2-13'),
  'Content Type': ids('3.3.2-19'),
  'User Property': ids('1.5.7-1'),
}

/** What else is broken when a field is not there, or not whole. */
export const MISSING_OF: Readonly<Record<string, Statements>> = {
  'client identifier': ids('3.1.3-3', '3.1.3-3'),
  'will topic': ids('3.1.2-9', '3.1.2-9'),
  'will payload': ids('3.1.2-9', '3.1.2-9'),
  'user name': ids('3.1.2-17', '3.1.2-19'),
  password: ids('3.1.2-19', '3.1.2-21'),
}

export const LEFT_OVER_OF: Partial<Record<PacketType | 'user name' | 'password', Statements>> = {
  'user name': ids('3.1.2-16', '3.1.2-18'),
  password: ids('3.1.2-18', '3.1.2-20'),
  CONNACK: ids('', '', 'CONNACK-01'),
  UNSUBACK: ids('', '', 'UNSUBSCRIBE-02'),
  PINGREQ: ids('X-50', 'X-50'),
}

/** What else is broken by wildcards in a topic name. */
export const WILDCARD_OF: Readonly<Record<string, Statements>> = {
  'topic name': ids('3.3.2-2', '3.3.2-2'),
  'Response Topic': ids('3.3.2-14'),
}

export const NUL_IN_TOPIC = ids('4.7.3-2', '4.7.3-2')
export const EMPTY_WITHOUT_ALIAS = ids('X-31')
export const IN_WILL = ids('X-21')

/** By property, where it stands for a sender that may not send it. */
export const PLACE_OF: Readonly<Record<string, Statements>> = {
  'Subscription Identifier in PUBLISH': ids('3.3.4-6'),
  'Session Expiry Interval in DISCONNECT': ids('3.14.2-2'),
}

const CAPABILITY = ids('X-26')

/** By property, where its value is out of range. */
export const RANGE_OF: Readonly<Record<string, Statements>> = {
  'Subscription Identifier': ids('X-43'),
  'Request Problem Information': ids('X-18'),
  'Request Response Information': ids('X-17'),
  'Receive Maximum': ids('X-15'),
  'Maximum Packet Size': ids('X-16'),
  'Topic Alias': ids('3.3.2-8'),
  'Maximum QoS': CAPABILITY,
  'Retain Available': CAPABILITY,
  'Wildcard Subscription Available': CAPABILITY,
  'Subscription Identifier Available': CAPABILITY,
  'Shared Subscription Available': CAPABILITY,
}
