/** What a session keeps, and for how long. */
import { boolean, durationSeconds, integer, oneOf, section, size } from '../fields.ts'

const DAY_SECONDS = 86_400

export const session = section('What a session keeps.', {
  expiryMaxSeconds: durationSeconds({
    default: 7 * DAY_SECONDS,
    min: 0,
    max: 0xffffffff,
    doc: 'Longest time that a session outlives its connection; 4294967295 seconds mean for ever.',
  }),
  queueMessagesMax: integer({
    default: 100_000,
    min: 1,
    max: 10_000_000,
    doc: 'Messages that wait for one client.',
  }),
  queueBytesMax: size({
    default: 64 * 2 ** 20,
    min: 1024,
    max: 2 ** 40,
    doc: 'Bytes of the messages that wait for one client.',
  }),
  queuePolicy: oneOf(['dropOldest', 'dropNewest', 'disconnect'], {
    default: 'dropOldest',
    doc: 'What a full queue does with the next message.',
  }),
  queueQos0: boolean({
    default: false,
    doc: 'Whether messages of QoS 0 wait for a client that is away.',
  }),
  inflightMax: integer({
    default: 256,
    min: 1,
    max: 65_535,
    doc: 'Messages of QoS 1 and 2 sent to a client and unacknowledged, where it allows as many.',
  }),
})
