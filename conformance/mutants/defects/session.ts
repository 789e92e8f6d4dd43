/** Defects of the state that a session keeps. */
import { defectsOf, fromClient, without } from './defect.ts'

const { inBroker, inProxy } = defectsOf('session')

export const SESSION = [
  inBroker(
    'Clean Start keeps the session',
    '5.0:3.1.2-4 5.0:3.1.4-4 3.1.1:3.1.2-6 3.1:CONNECT-10',
    'A CONNECT with Clean Start goes on with the stored session.',
  ),
  inBroker(
    'never resumes a session',
    '5.0:3.1.2-5 5.0:4.1.0-1 5.0:3.1.2-23 3.1.1:3.1.2-4 3.1.1:4.1.0-1 3.1:CONNECT-09',
    'Every CONNECT begins a new session.',
  ),
  inBroker(
    'sessions never end',
    '5.0:4.1.0-2 5.0:X-14 3.1.1:3.1.2-6',
    'A session outlives its expiry interval.',
  ),
  inBroker(
    'ignores the interval of DISCONNECT',
    '5.0:X-53',
    'A Session Expiry Interval in DISCONNECT changes nothing.',
  ),
  inBroker(
    'keeps nothing for absent clients',
    '5.0:X-58 5.0:4.5.0-1 3.1.1:3.1.2-5 3.1:CONNECT-09',
    'Messages for a client that is away are dropped.',
  ),
  inBroker(
    'forgets what was in flight',
    '5.0:4.4.0-1 3.1.1:4.4.0-1 3.1:RETRY-01',
    'Unacknowledged messages are not sent again when the session is resumed.',
  ),
  inBroker(
    're-delivers under new identifiers',
    '5.0:4.4.0-1 3.1.1:4.4.0-1',
    'Unacknowledged messages are sent again with other packet identifiers.',
  ),
  inBroker(
    'does not repeat PUBREL',
    '5.0:4.4.0-1 3.1.1:4.4.0-1',
    'An unacknowledged PUBREL is not sent again when the session is resumed.',
  ),
  inProxy(
    'all clients are one',
    '5.0:3.1.3-2 3.1.1:3.1.3-2',
    'Client identifiers count only by their first eight characters.',
    fromClient('CONNECT', (connect) => ({ ...connect, clientId: connect.clientId.slice(0, 8) })),
  ),
  inProxy(
    'session for a second',
    '5.0:3.1.2-23 5.0:X-25',
    'A session is kept for a second whatever interval the client asked for.',
    fromClient('CONNECT', (connect, { version }) =>
      version === '5.0' && connect.properties.some(({ name }) => name === 'Session Expiry Interval')
        ? {
            ...connect,
            properties: [
              ...without(connect, 'Session Expiry Interval').properties,
              { name: 'Session Expiry Interval', value: 1 },
            ],
          }
        : undefined,
    ),
  ),
  inProxy(
    'nothing is begun without Clean Start',
    '5.0:3.1.2-6 3.1.1:3.1.2-4 3.1.1:3.2.2-3',
    'A CONNECT without Clean Start is not answered where there is no session.',
    () => ({
      alter: ({ packet }, { notes }) => {
        if (packet?.type === 'CONNECT') notes.set('resumes', !packet.cleanStart)
        const isNew = packet?.type === 'CONNACK' && !packet.sessionPresent
        return isNew && notes.get('resumes') === true ? [] : undefined
      },
    }),
  ),
]
