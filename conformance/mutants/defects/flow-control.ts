/** Defects of Receive Maximum and Maximum Packet Size. */
import { defectsOf, fromServer } from './defect.ts'

const { inBroker, inProxy } = defectsOf('flow-control')

export const FLOW_CONTROL = [
  inBroker(
    'ignores Receive Maximum',
    '5.0:3.3.4-9 5.0:4.9.0-1 5.0:4.9.0-2',
    'More unacknowledged messages are sent than the client takes.',
  ),
  inBroker(
    'ignores Maximum Packet Size',
    '5.0:3.1.2-24',
    'Packets are sent that are larger than the client takes.',
  ),
  inBroker(
    'a message that is too large keeps its quota',
    '5.0:3.1.2-25',
    'A message that was too large for a client uses up its send quota for ever.',
  ),
  inBroker(
    'does not mind its limits',
    '5.0:3.3.4-7',
    'More unacknowledged messages are taken than the broker announced.',
    { limits: { 'receive maximum': 3 } },
  ),
  inProxy(
    'a full window stops everything',
    '5.0:3.3.4-10 5.0:4.9.0-3',
    'While a message of the broker is unacknowledged, nothing else is sent.',
    () => ({
      alter: ({ sender, packet }, { notes }) => {
        if (sender === 'server' && packet?.type === 'PUBLISH' && packet.qos > 0) {
          notes.set('waits', true)
          return undefined
        }
        if (packet?.type === 'PUBACK' || packet?.type === 'PUBREC') notes.set('waits', false)
        const isBlocked = notes.get('waits') === true && sender === 'server'
        return isBlocked && (packet?.type === 'PINGRESP' || packet?.type === 'SUBACK')
          ? []
          : undefined
      },
    }),
  ),
  inProxy(
    'PUBACK gives nothing back',
    '5.0:X-64 5.0:4.3.2-3',
    'A PUBACK of the client does not reach the broker.',
    () => ({
      alter: ({ sender, packet }) =>
        sender === 'client' && packet?.type === 'PUBACK' ? [] : undefined,
    }),
  ),
  inProxy(
    'a packet of the wrong size',
    '5.0:3.1.2-24',
    'Messages grow by a property of 100 bytes.',
    fromServer('PUBLISH', (publish, { version }) =>
      version === '5.0'
        ? {
            ...publish,
            properties: [...publish.properties, { name: 'Content Type', value: 'x'.repeat(100) }],
          }
        : undefined,
    ),
  ),
]
