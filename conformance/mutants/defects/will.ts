/** Defects of wills: when they go out, and what of them arrives. */
import { defectsOf, fromClient } from './defect.ts'
import type { Of } from './defect.ts'
import type { Will } from '../../wire/packet.ts'

const { inBroker, inProxy } = defectsOf('will')

export const WILL = [
  inBroker(
    'publishes no will',
    '5.0:3.1.2-7 5.0:3.1.2-8 3.1.1:3.1.2-8 3.1:CONNECT-11',
    'Wills are never published.',
  ),
  inBroker(
    'wills lose their retain flag',
    '5.0:3.1.2-15 3.1.1:3.1.2-17 3.1:CONNECT-13',
    'A will with Will Retain is published without being retained.',
  ),
  inBroker(
    'wills are sent with QoS 0',
    '3.1:CONNECT-12',
    'A will is published with QoS 0 whatever its QoS.',
  ),
  inBroker(
    'ignores Will Delay Interval',
    '5.0:3.1.2-8 5.0:3.1.3-9',
    'A will is published at once whatever its delay.',
  ),
  inBroker(
    'publishes a will again and again',
    '5.0:3.1.2-10 3.1.1:3.1.2-10',
    'A will is kept after it was published and published at the next end of the session.',
  ),
  inBroker(
    'DISCONNECT keeps the will',
    '5.0:3.14.4-3 5.0:3.1.2-10 3.1.1:3.14.4-3 3.1.1:3.1.2-8 3.1:DISCONNECT-01',
    'A will is published after DISCONNECT.',
  ),
  inBroker(
    'DISCONNECT always drops the will',
    '5.0:X-52',
    'A will is not published after DISCONNECT 0x04.',
  ),
  inProxy(
    'retains every will',
    '5.0:3.1.2-14 3.1.1:3.1.2-16 3.1:CONNECT-13',
    'A will without Will Retain is retained.',
    withWill((will) => ({ ...will, retain: true })),
  ),
  inProxy(
    'reverses User Properties of wills',
    '5.0:3.1.3-10',
    'The User Properties of a will are published in another order.',
    withWill((will) => ({ ...will, properties: will.properties.toReversed() })),
  ),
  inProxy(
    'wills without properties',
    '5.0:X-23 5.0:3.1.3-10',
    'A will is published without the properties it was given.',
    withWill((will) => ({
      ...will,
      properties: will.properties.filter(({ name }) => name === 'Will Delay Interval'),
    })),
  ),
  inProxy(
    'length before the will',
    '3.1:CONNECT-14',
    'The two bytes of its length are published as part of a will.',
    withWill((will) => ({
      ...will,
      payload: Uint8Array.of(0, will.payload.length, ...will.payload),
    })),
  ),
]

function withWill(change: (will: Will) => Will) {
  return fromClient('CONNECT', (connect): Of<'CONNECT'> | undefined =>
    connect.will === undefined ? undefined : { ...connect, will: change(connect.will) },
  )
}
