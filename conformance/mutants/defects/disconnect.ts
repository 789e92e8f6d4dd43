/** Defects around DISCONNECT and the end of connections. */
import { defectsOf, fromServer, overlooks, patch, withProperty } from './defect.ts'

const { inBroker, inProxy } = defectsOf('disconnect')

export const DISCONNECT = [
  inBroker(
    'says DISCONNECT and stays',
    '5.0:3.14.4-2 5.0:4.13.2-1 5.0:4.13.1-1',
    'After a DISCONNECT of the broker the connection stays open.',
  ),
  inBroker(
    'ignores malformed packets',
    '5.0:4.13.1-1 3.1.1:4.8.0-1',
    'A malformed packet is ignored and the connection stays.',
  ),
  inBroker(
    'does not close after DISCONNECT',
    '5.0:X-55 3.1.1:X-55 3.1:DISCONNECT-02',
    'The broker waits for the client to close after DISCONNECT.',
  ),
  inProxy(
    'reserved flags of DISCONNECT',
    '5.0:3.14.1-1 3.1.1:3.14.1-1',
    'A DISCONNECT with reserved flags is ignored.',
    overlooks('5.0:3.14.1-1', '3.1.1:3.14.1-1', '5.0:2.1.3-1', '3.1.1:2.2.2-1', '3.1.1:2.2.2-2'),
  ),
  inProxy(
    'reason code of the client',
    '5.0:3.14.2-1',
    'A DISCONNECT of the broker has a reason code that only clients send.',
    fromServer('DISCONNECT', (_, __, bytes) => patch(bytes, 2, 0x04)),
  ),
  inProxy(
    'Session Expiry Interval from the broker',
    '5.0:3.14.2-2',
    'A DISCONNECT of the broker has a Session Expiry Interval.',
    fromServer('DISCONNECT', (ending) => withProperty(ending, 'Session Expiry Interval', 5)),
  ),
  inProxy(
    'last words after DISCONNECT',
    '5.0:3.14.4-1',
    'A PINGRESP follows the DISCONNECT of the broker.',
    fromServer('DISCONNECT', (ending) => [ending, { type: 'PINGRESP' }]),
  ),
  inProxy(
    'closes without a word',
    '5.0:X-66',
    'The broker does not send the DISCONNECT that says why it closes.',
    fromServer('DISCONNECT', () => []),
  ),
  inProxy(
    'DISCONNECT before CONNACK',
    '5.0:3.14.0-1',
    'A refused client is sent DISCONNECT in place of CONNACK.',
    fromServer('CONNACK', ({ reasonCode }, { version }) =>
      version === '5.0' && reasonCode > 0
        ? { type: 'DISCONNECT', reasonCode: 0x81, properties: [] }
        : undefined,
    ),
  ),
]
