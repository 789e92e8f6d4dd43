/** Defects of a broker that does not look closely at the bytes of a packet. */
import { defectsOf, overlooks } from './defect.ts'

const { inProxy } = defectsOf('bytes')

export const BYTES = [
  inProxy(
    'padded lengths of a client',
    '5.0:1.5.5-1',
    'Packets with a variable byte integer that takes more bytes than it needs are ignored.',
    overlooks('5.0:1.5.5-1'),
  ),
  inProxy(
    'CONNECT cut short',
    '5.0:3.1.2-17 5.0:3.1.2-19 3.1.1:3.1.2-19 3.1.1:3.1.2-21',
    'A CONNECT that lacks a field its flags announce is ignored.',
    overlooks(
      '5.0:3.1.2-17',
      '5.0:3.1.2-19',
      '5.0:X-03',
      '3.1.1:3.1.2-19',
      '3.1.1:3.1.2-21',
      '3.1.1:X-03',
    ),
  ),
  inProxy(
    'CONNECT with more than its flags say',
    '5.0:3.1.2-16 5.0:3.1.2-18 3.1.1:3.1.2-18 3.1.1:3.1.2-20',
    'A CONNECT with a field that its flags do not announce is ignored.',
    overlooks(
      '5.0:3.1.2-16',
      '5.0:3.1.2-18',
      '5.0:X-03',
      '3.1.1:3.1.2-18',
      '3.1.1:3.1.2-20',
      '3.1.1:X-03',
    ),
  ),
  inProxy(
    'properties that do not end',
    '5.0:X-09',
    'Packets whose Property Length ends inside a property are ignored.',
    overlooks('5.0:X-09'),
  ),
]
