/** Defects of retained messages. */
import { defectsOf, fromClient, fromServer } from './defect.ts'

const { inBroker, inProxy } = defectsOf('retain')

export const RETAIN = [
  inBroker(
    'sends no retained messages',
    '5.0:3.3.1-5 5.0:3.3.1-9 3.1.1:3.3.1-5 3.1.1:3.3.1-6 3.1:RETAIN-02',
    'A new subscription gets no retained messages.',
  ),
  inBroker(
    'retained messages come without RETAIN',
    '5.0:X-38 3.1.1:3.3.1-8 3.1:RETAIN-02',
    'Retained messages for a new subscription have RETAIN 0.',
  ),
  inBroker(
    'keeps the first retained message',
    '5.0:3.3.1-5 3.1.1:3.3.1-5 3.1.1:3.3.1-7 3.1:RETAIN-01',
    'A newer retained message does not take the place of the older one.',
  ),
  inBroker(
    'never clears retained messages',
    '5.0:3.3.1-6 3.1.1:3.3.1-10',
    'An empty retained message does not remove the retained one.',
  ),
  inBroker(
    'retains empty messages',
    '5.0:3.3.1-7 3.1.1:3.3.1-11',
    'An empty retained message is stored itself.',
  ),
  inBroker(
    'retains every message',
    '5.0:3.3.1-8 3.1.1:3.3.1-12',
    'A message without RETAIN takes the place of the retained one.',
  ),
  inBroker(
    'passes RETAIN on',
    '5.0:3.3.1-12 3.1.1:3.3.1-9 3.1:RETAIN-03',
    'Live messages keep the RETAIN flag of their publisher.',
  ),
  inBroker(
    'ignores Retain As Published',
    '5.0:3.3.1-13',
    'Live messages have RETAIN 0 whatever the subscription asks for.',
  ),
  inBroker(
    'ignores Retain Handling',
    '5.0:3.3.1-10 5.0:3.3.1-11',
    'Retained messages are sent at every SUBSCRIBE.',
  ),
  inBroker(
    'sends retained messages once',
    '5.0:3.8.4-4 5.0:3.3.1-9 3.1.1:3.8.4-3',
    'Retained messages are not sent when a client subscribes again.',
  ),
  inBroker(
    'retained messages do not expire',
    '5.0:X-37',
    'Retained messages are sent that have expired.',
  ),
  inProxy(
    'retained empties are not delivered',
    '5.0:3.3.1-6 3.1.1:3.3.1-10',
    'An empty retained message is not passed on to subscribers.',
    fromServer('PUBLISH', ({ payload }) => (payload.length === 0 ? [] : undefined)),
  ),
  inProxy(
    'retained with the session',
    '3.1.1:3.1.2-7',
    'RETAIN of a client with Clean Session counts for nothing.',
    () => ({
      alter: ({ sender, packet }, { notes }) => {
        if (packet?.type === 'CONNECT') notes.set('clean', packet.cleanStart)
        const isClean = sender === 'client' && notes.get('clean') === true
        return isClean && packet?.type === 'PUBLISH' && packet.payload.length > 0
          ? [{ ...packet, retain: false }]
          : undefined
      },
    }),
  ),
  inProxy(
    'retains nothing',
    '5.0:3.3.1-5 3.1.1:3.3.1-5 3.1:RETAIN-01',
    'The RETAIN flag of a client is ignored.',
    fromClient('PUBLISH', (publish) => ({ ...publish, retain: false })),
  ),
]
