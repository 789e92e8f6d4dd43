/** Defects around Keep Alive and PINGREQ. */
import { defectsOf, fromClient, fromServer } from './defect.ts'

const { inBroker, inProxy } = defectsOf('keep-alive')

export const KEEP_ALIVE = [
  inBroker(
    'ignores Keep Alive',
    '5.0:3.1.2-22 5.0:3.2.2-22 3.1.1:3.1.2-24 3.1:CONNECT-17',
    'A client that is silent for too long stays connected.',
  ),
  inBroker(
    'is impatient',
    '5.0:3.1.2-22 3.1.1:3.1.2-24 3.1:CONNECT-17',
    'A client is cut off before its Keep Alive is over.',
  ),
  inBroker(
    'forgets its Server Keep Alive',
    '5.0:3.1.2-21 5.0:3.2.2-21',
    'The announced Server Keep Alive is not enforced.',
    { limits: { 'server keep alive': 2 } },
  ),
  inProxy(
    'no PINGRESP',
    '5.0:3.12.4-1 3.1.1:3.12.4-1 3.1:PING-01',
    'PINGREQ is not answered.',
    fromServer('PINGRESP', () => []),
  ),
  inProxy(
    'Keep Alive 0 is short',
    '5.0:X-13 3.1.1:X-13 3.1:CONNECT-18',
    'A client with Keep Alive 0 is treated as one with 1 s.',
    fromClient('CONNECT', (connect) =>
      connect.keepAlive === 0 ? { ...connect, keepAlive: 1 } : undefined,
    ),
  ),
]
