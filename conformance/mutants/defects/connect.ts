/** Defects around CONNECT and CONNACK. */
import { defectsOf, fromServer, overlooks, patch, withProperty, without } from './defect.ts'

const { inBroker, inProxy } = defectsOf('connect')

export const CONNECT = [
  inBroker(
    'takes every protocol name',
    '5.0:3.1.2-1 3.1.1:3.1.2-1 3.1:CONNECT-02',
    'A CONNECT with an unknown protocol name is accepted.',
  ),
  inBroker(
    'takes every protocol level',
    '5.0:3.1.2-2 3.1.1:3.1.2-2',
    'A CONNECT with a level that no version has is accepted.',
  ),
  inBroker(
    'waits for CONNECT',
    '5.0:3.1.0-1 3.1.1:3.1.0-1 3.1:CONNECT-03',
    'Packets before CONNECT are ignored and the connection stays.',
  ),
  inBroker(
    'waits for a better CONNECT',
    '5.0:3.1.4-1 5.0:3.1.2-3 3.1.1:3.1.4-1 3.1.1:3.1.2-3 3.1:CONNECT-04',
    'A malformed CONNECT is ignored and the connection stays.',
  ),
  inBroker(
    'takes a second CONNECT',
    '5.0:3.1.0-2 3.1.1:3.1.0-2',
    'A second CONNECT is ignored and the connection goes on.',
  ),
  inBroker(
    'lets one client connect twice',
    '5.0:3.1.4-3 3.1.1:3.1.4-2 3.1:CONNECT-08',
    'The older connection of a client identifier stays open.',
  ),
  inBroker(
    'messages before CONNACK',
    '5.0:3.2.0-1 3.1.1:3.2.0-1 3.1:CONNACK-04',
    'Messages that waited in the session come before CONNACK.',
  ),
  inBroker(
    'assigns the same identifier to everybody',
    '5.0:3.1.3-6 5.0:3.2.2-16',
    'Every client without an identifier is given the same one.',
  ),
  inBroker(
    'takes every empty identifier',
    '3.1.1:3.1.3-8',
    'An empty identifier without Clean Session is accepted.',
  ),
  inBroker(
    'wants short identifiers',
    '5.0:3.1.3-5 3.1.1:3.1.3-5 3.1:CONNECT-05',
    'Client identifiers of more than 20 bytes are refused.',
  ),
  inBroker(
    'refuses and stays',
    '5.0:3.2.2-7 5.0:3.1.4-1 5.0:3.1.2-2 3.1.1:3.2.2-5 3.1.1:3.1.2-2',
    'A refused client is told so and keeps its connection.',
  ),
  inBroker('takes every password', '5.0:3.1.4-2 3.1:CONNACK-03', 'A wrong password is accepted.'),
  inBroker('takes every will', '5.0:3.2.2-12', 'A will above the Maximum QoS is accepted.', {
    limits: { 'maximum QoS': 0 },
  }),
  inBroker(
    'takes every will',
    '5.0:3.2.2-13',
    'A retained will is accepted although nothing can be retained.',
    { limits: { 'retain available': false } },
  ),
  inBroker(
    'does not mind its limits',
    '5.0:3.2.2-11',
    'A message above the Maximum QoS is taken.',
    { limits: { 'maximum QoS': 0 } },
  ),
  inBroker(
    'does not mind its limits',
    '5.0:3.2.2-14',
    'A message with RETAIN is taken although nothing can be retained.',
    { limits: { 'retain available': false } },
  ),
  inBroker(
    'takes packets that are too large',
    '5.0:3.2.2-15',
    'A packet above the Maximum Packet Size of the broker is taken.',
    { limits: { 'maximum packet size': 1000 } },
  ),
  inProxy(
    'no CONNACK',
    '5.0:3.1.4-5 3.1.1:3.1.4-4 3.1:CONNACK-02',
    'A CONNECT is not answered.',
    fromServer('CONNACK', () => []),
  ),
  inProxy(
    'CONNACK twice',
    '5.0:3.2.0-2',
    'A successful CONNACK is sent twice.',
    fromServer('CONNACK', (connack) => [connack, connack]),
  ),
  inProxy(
    'reserved acknowledge flag',
    '5.0:3.2.2-1 3.1:CONNACK-01',
    'CONNACK has bit 1 of its acknowledge flags set.',
    fromServer('CONNACK', (_, __, bytes) => patch(bytes, 2, (bytes[2] ?? 0) | 2)),
  ),
  inProxy(
    'session always present',
    '5.0:3.2.2-2 5.0:3.2.2-3 3.1.1:3.2.2-1 3.1.1:3.2.2-3',
    'CONNACK says Session Present although there is none.',
    fromServer('CONNACK', (connack, { version }) =>
      version === '3.1' || connack.reasonCode !== 0
        ? undefined
        : { ...connack, sessionPresent: true },
    ),
  ),
  inProxy(
    'session never present',
    '5.0:3.2.2-3 5.0:3.1.2-5 3.1.1:3.2.2-2',
    'CONNACK does not say that there is a session.',
    fromServer('CONNACK', (connack) => ({ ...connack, sessionPresent: false })),
  ),
  inProxy(
    'refusal with a session',
    '5.0:3.2.2-6 3.1.1:3.2.2-4',
    'A CONNACK that refuses says Session Present.',
    fromServer('CONNACK', (connack, { version }, bytes) =>
      version === '3.1' || connack.reasonCode === 0 ? undefined : patch(bytes, 2, 1),
    ),
  ),
  inProxy(
    'reason code of no table',
    '5.0:3.2.2-8',
    'A CONNACK that refuses has a reason code that CONNACK does not have.',
    fromServer('CONNACK', (connack, { version }, bytes) =>
      version === '5.0' && connack.reasonCode > 0 ? patch(bytes, 3, 0x92) : undefined,
    ),
  ),
  inProxy(
    'assigned identifier untold',
    '5.0:3.1.3-7 5.0:3.2.2-16',
    'The identifier that a client was given is not told.',
    fromServer('CONNACK', (connack) => without(connack, 'Assigned Client Identifier')),
  ),
  inProxy(
    'Response Information unasked',
    '5.0:3.1.2-28',
    'CONNACK has Response Information that the client did not ask for.',
    fromServer('CONNACK', (connack, { version }) =>
      version === '5.0' ? withProperty(connack, 'Response Information', 'answers') : undefined,
    ),
  ),
  inBroker(
    'explains to everybody',
    '5.0:3.1.2-29',
    'Reason strings go to clients that want no problem information.',
  ),
  inProxy(
    'Maximum QoS untold',
    '5.0:3.2.2-9',
    'CONNACK does not say which QoS the broker has.',
    fromServer('CONNACK', (connack) => without(connack, 'Maximum QoS')),
    { limits: { 'maximum QoS': 0 } },
  ),
  inProxy(
    'reserved connect flag',
    '5.0:3.1.2-3 3.1.1:3.1.2-3',
    'A CONNECT with its reserved flag set is ignored.',
    overlooks('5.0:3.1.2-3', '3.1.1:3.1.2-3'),
  ),
  inProxy(
    'will flags without a will',
    '5.0:3.1.2-11 5.0:3.1.2-13 3.1.1:3.1.2-11',
    'A CONNECT with a Will QoS or Will Retain and no will is ignored.',
    overlooks('5.0:3.1.2-11', '5.0:3.1.2-13', '3.1.1:3.1.2-11', '3.1.1:3.1.2-13', '3.1.1:3.1.2-15'),
  ),
  inProxy(
    'Will QoS 3',
    '5.0:3.1.2-12 3.1.1:3.1.2-14',
    'A CONNECT with Will QoS 3 is ignored.',
    overlooks('5.0:3.1.2-12', '3.1.1:3.1.2-14'),
  ),
]
