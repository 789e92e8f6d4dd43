/** Defects of the transports. */
import { defectsOf } from './defect.ts'

const { inBroker } = defectsOf('transport')

export const TRANSPORT = [
  inBroker(
    'takes no packets in pieces',
    '5.0:4.2-1 3.1.1:3.8.4-1',
    'A packet that comes in pieces of one byte is lost.',
  ),
  inBroker(
    'takes no packets in pieces',
    '5.0:6.0.0-2 3.1.1:6.0.0-2',
    'A packet that comes in frames of one byte is lost.',
    { listener: 'ws' },
  ),
  inBroker('takes text frames', '5.0:6.0.0-1 3.1.1:6.0.0-1', 'MQTT in text frames is taken.', {
    listener: 'ws',
  }),
  inBroker(
    'selects no sub-protocol',
    '5.0:6.0.0-4 3.1.1:6.0.0-4',
    'The sub-protocol mqtt is not selected.',
    { listener: 'ws' },
  ),
]
