/**
 * Random commands of the model test: few clients, topics and filters, so that everything meets often.
 * Tests only.
 */
import fc from 'fast-check'
import type { QoS, SubscribeFilter } from '../../codec/index.ts'
import { CLIENTS, VIOLATIONS } from './step.ts'
import type {
  AcknowledgeHow,
  AcknowledgeStep,
  ConnectStep,
  DropStep,
  MessageWish,
  PublishStep,
  Step,
} from './step.ts'

const client = fc.integer({ min: 0, max: CLIENTS - 1 })
const pick = fc.nat(7)
const qos = fc.constantFrom<QoS>(0, 1, 2)
const topic = fc.constantFrom('a', 'a', 'a/b', 'a/c', '$x/a')

/** No two of them match one topic: which group a copy came from could not be told. */
const shared = fc.constantFrom('$share/g/a', '$share/g/a', '$share/h/a/+', '$share/h/w/#')

const filter = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('a', 'a/b', 'a/+', 'a/#', '+', '#', '+/b', 'w/+', '$x/#'),
  },
  { weight: 5, arbitrary: shared },
  { weight: 1, arbitrary: fc.constantFrom('a/#/b', 'a+', '$share//a', '$share/g', '') },
)

const subscribeFilter: fc.Arbitrary<SubscribeFilter> = fc
  .record({
    filter,
    qos,
    noLocal: fc.boolean(),
    retainAsPublished: fc.boolean(),
    retainHandling: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  })
  // It is a violation there, which has a command of its own.
  .map((wanted) => ({ ...wanted, noLocal: wanted.noLocal && !wanted.filter.startsWith('$share') }))

const message: fc.Arbitrary<MessageWish> = fc.record({
  topic,
  qos,
  retain: fc.boolean(),
  payload: fc.constantFrom('short', 'short', 'short', 'long'),
  expirySeconds: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 2 }),
  hasProperties: fc.boolean(),
  isRepeat: fc.boolean(),
  alias: fc.nat(2),
})
/** It looks like any other of its topic, so the topic is that of no shared group. */
const clearing: fc.Arbitrary<MessageWish> = message.map((wish) => ({
  ...wish,
  topic: '$x/a',
  retain: true,
  payload: 'empty',
  expirySeconds: undefined,
}))
const messages = fc.array(fc.oneof({ weight: 9, arbitrary: message }, clearing), {
  minLength: 1,
  maxLength: 4,
})

/** Not retained: whether the old or the new value comes after SUBACK is left open. */
const live = message.map((wish) => ({ ...wish, retain: false }))
const behind = fc.array(live, { maxLength: 2 })

const will = fc.record({ qos, retain: fc.boolean(), delaySeconds: fc.constantFrom(0, 1, 3) })

const connect: fc.Arbitrary<ConnectStep> = fc.record({
  type: fc.constant('connect'),
  client,
  shard: fc.nat(2),
  version: fc.constantFrom(3, 4, 5, 5),
  cleanStart: fc.constantFrom(true, false, false),
  expirySeconds: fc.constantFrom(0, 2, 60, 60),
  keepAliveSeconds: fc.constantFrom(0, 0, 2, 60),
  will: fc.option(will, { nil: undefined, freq: 2 }),
  receiveMaximum: fc.integer({ min: 1, max: 5 }),
  isSmall: fc.constantFrom(false, false, false, true),
  topicAliasMaximum: fc.constantFrom(0, 0, 2),
  behind,
})

const how = fc.constantFrom<AcknowledgeHow>(
  'next',
  'next',
  'next',
  'error',
  'again',
  'wrong',
  'unknownId',
)

const drop: fc.Arbitrary<DropStep> = fc.record({ type: fc.constant('drop'), client })
const acknowledge: fc.Arbitrary<AcknowledgeStep> = fc.record({
  type: fc.constant('acknowledge'),
  client,
  pick,
  how,
})
/** A violation would end a connection that nobody expects to end. */
const acknowledgeWell = acknowledge.map((step) => ({ ...step, how: 'next' as const }))
const liveMessages = fc.array(live, { minLength: 1, maxLength: 2 })
const racing: fc.Arbitrary<PublishStep> = fc.record({
  type: fc.constant('publish'),
  client,
  messages: liveMessages,
})

/** Weighed so that clients are connected and subscribed most of the time. */
export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: connect },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('disconnect'), client, withWill: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('endSession'), client }) },
  { weight: 3, arbitrary: drop },
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant('subscribe'),
      client,
      filters: fc.array(subscribeFilter, { minLength: 1, maxLength: 3 }),
      identifier: fc.constantFrom(0, 1, 2, 300),
      behind,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('unsubscribe'),
      client,
      filters: fc.array(filter, { minLength: 1, maxLength: 2 }),
      behind,
    }),
  },
  { weight: 14, arbitrary: fc.record({ type: fc.constant('publish'), client, messages }) },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('race'),
      steps: fc.array(
        fc.oneof(
          { weight: 4, arbitrary: racing },
          { weight: 1, arbitrary: drop },
          { weight: 2, arbitrary: connect },
          { weight: 2, arbitrary: acknowledgeWell },
        ),
        { minLength: 2, maxLength: 6 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('repeat'), client, pick }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('release'), client, pick }) },
  { weight: 10, arbitrary: acknowledge },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('acknowledgeAll'), client }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('ping'), client }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('wait'), ticks: fc.integer({ min: 1, max: 14 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('violate'),
      client,
      violation: fc.constantFrom(...VIOLATIONS),
    }),
  },
)
