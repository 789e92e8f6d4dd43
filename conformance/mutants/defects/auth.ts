/** Defects of enhanced authentication. */
import { defectsOf, fromServer, overlooks, patch, withProperty, without } from './defect.ts'

const { inBroker, inProxy } = defectsOf('auth')

export const AUTH = [
  inBroker(
    'knows every method',
    '5.0:4.12.0-1',
    'A client with an unknown Authentication Method is accepted.',
  ),
  inBroker(
    'takes every proof',
    '5.0:4.12.0-4 5.0:4.12.1-2',
    'A wrong answer to the challenge is accepted.',
  ),
  inBroker(
    'asks with AUTH 0x00',
    '5.0:4.12.0-2',
    'The challenge comes in an AUTH that says success.',
  ),
  inBroker(
    'ignores AUTH out of turn',
    '5.0:4.12.0-3',
    'An AUTH with another code than the exchange asks for is ignored.',
  ),
  inBroker(
    'takes anything during authentication',
    '5.0:3.1.2-30',
    'Other packets than AUTH are ignored before CONNACK.',
  ),
  inBroker(
    'ignores AUTH of another method',
    '5.0:4.12.1-1',
    'An AUTH with another method than that of CONNECT is ignored.',
  ),
  inBroker(
    'ignores AUTH of who named no method',
    '5.0:4.12.0-7',
    'An AUTH of a client that connected without a method is ignored.',
  ),
  inProxy(
    'method in every CONNACK',
    '5.0:4.12.0-6',
    'CONNACK names a method to clients that named none.',
    fromServer('CONNACK', (connack, { version }) =>
      version === '5.0'
        ? withProperty(
            without(connack, 'Authentication Method'),
            'Authentication Method',
            'SCRAM-SHA-256',
          )
        : undefined,
    ),
  ),
  inProxy(
    'method in no CONNACK',
    '5.0:4.12.0-5',
    'CONNACK does not repeat the Authentication Method.',
    fromServer('CONNACK', (connack) =>
      without(without(connack, 'Authentication Method'), 'Authentication Data'),
    ),
  ),
  inProxy(
    'flags of AUTH',
    '5.0:3.15.1-1',
    'An AUTH with reserved flags is ignored.',
    overlooks('5.0:3.15.1-1'),
  ),
  inProxy(
    'reason code of no table',
    '5.0:3.15.2-1',
    'The AUTH of the broker has a reason code that AUTH does not have.',
    fromServer('AUTH', (_, __, bytes) => patch(bytes, 2, 0x1a)),
  ),
]
