/** The bounds that keep one client, or all of them, from taking more than there is. */
import type * as z from 'zod'

import { durationMs, integer, ratio, section, size } from '../fields.ts'
import type { Rule } from '../fields.ts'

const KIB = 2 ** 10
const MIB = 2 ** 20
const GIB = 2 ** 30
const TIB = 2 ** 40

const beforeConnect = {
  connectDeadlineMs: durationMs({
    default: 5000,
    min: 100,
    max: 600_000,
    doc: 'Time from the connection to an accepted CONNECT.',
  }),
  connectBytesMax: size({
    default: 64 * KIB,
    min: KIB,
    max: MIB,
    doc: 'Largest packet before CONNECT is accepted.',
  }),
  halfOpenMax: integer({
    default: 5000,
    min: 1,
    max: 1_000_000,
    doc: 'Connections without an accepted CONNECT; one more closes the oldest.',
  }),
  clientIdBytesMax: integer({ default: 256, min: 23, max: 65_535, doc: 'Length of a client id.' }),
  userNameBytesMax: size({ default: KIB, min: 1, max: 65_535, doc: 'Length of a user name.' }),
  passwordBytesMax: size({ default: 16 * KIB, min: 1, max: 65_535, doc: 'Length of a password.' }),
}

const perPacket = {
  topicBytesMax: size({
    default: 4 * KIB,
    min: 1,
    max: 65_535,
    doc: 'Length of a topic name or filter.',
  }),
  topicLevelsMax: integer({
    default: 128,
    min: 1,
    max: 65_535,
    doc: 'Levels of a topic name or filter.',
  }),
  filterWildcardsMax: integer({
    default: 16,
    min: 0,
    max: 65_535,
    doc: 'Levels of a filter that are wildcards.',
  }),
  userPropertiesMax: integer({
    default: 64,
    min: 0,
    max: 65_535,
    doc: 'User properties of a packet.',
  }),
  userPropertyBytesMax: size({
    default: 16 * KIB,
    min: 0,
    max: 16 * MIB,
    doc: 'Bytes of all user properties of a packet.',
  }),
  retainedPayloadBytesMax: size({
    default: 256 * KIB,
    min: 1,
    max: 256 * MIB,
    doc: 'Payload of one retained message.',
  }),
  willPayloadBytesMax: size({ default: 32 * KIB, min: 1, max: 65_535, doc: 'Payload of a will.' }),
}

const perConnection = {
  serverTopicAliasMaximum: integer({
    default: 16,
    min: 0,
    max: 65_535,
    doc: 'Topic aliases that the broker sets for one client, where the client allows as many.',
  }),
  unackedBytesPerConnection: size({
    default: 256 * KIB,
    min: KIB,
    max: TIB,
    doc: 'Bytes of a client’s messages whose acknowledgement is owed; above, it is not read.',
  }),
  unackedBytesPerNode: size({
    default: 64 * MIB,
    min: KIB,
    max: TIB,
    doc: 'The same over all clients.',
  }),
  outboxBytesPerConnection: size({
    default: MIB,
    min: KIB,
    max: TIB,
    doc: 'Bytes written for a client that it has not read; above, QoS 0 is dropped and queues wait.',
  }),
  outboxBytesPerNode: size({
    default: 256 * MIB,
    min: KIB,
    max: TIB,
    doc: 'The same over all clients.',
  }),
  stallTimeoutMs: durationMs({
    default: 30_000,
    min: 1000,
    max: 3_600_000,
    doc: 'Time at twice the bound of its outbox after which a client is disconnected.',
  }),
}

const perNode = {
  subscriptionsPerClient: integer({
    default: 1000,
    min: 1,
    max: 10_000_000,
    doc: 'Subscriptions of one client.',
  }),
  subscriptionsPerNode: integer({
    default: 1_000_000,
    min: 1,
    max: 100_000_000,
    doc: 'Subscriptions of all clients.',
  }),
  retainedMessagesMax: integer({
    default: 1_000_000,
    min: 0,
    max: 100_000_000,
    doc: 'Retained messages; one more is delivered and not retained, and its publisher told 0x97 where MQTT 5.0 can.',
  }),
  retainedBytesMax: size({
    default: GIB,
    min: 0,
    max: TIB,
    doc: 'Bytes of all retained messages.',
  }),
  sessionsMax: integer({
    default: 1_000_000,
    min: 1,
    max: 100_000_000,
    doc: 'Sessions, connected or not.',
  }),
  linkBytesMax: size({
    default: 16 * MIB,
    min: 64 * KIB,
    max: TIB,
    doc: 'Bytes on their way between two parts of the node; above, publishers are not read.',
  }),
  matchVisitedNodesMax: integer({
    default: 100_000,
    min: 100,
    max: 100_000_000,
    doc: 'Work that matching one message may take, in nodes of the index of filters.',
  }),
  fanOutSlice: integer({
    default: 10_000,
    min: 1,
    max: 10_000_000,
    doc: 'Receivers of a message served in one go; more are served in slices, so that others get a turn.',
  }),
}

const overload = {
  loopDelayPauseMs: durationMs({
    default: 50,
    min: 1,
    max: 600_000,
    doc: 'Delay of the event loop above which new connections wait.',
  }),
  loopDelayRefuseMs: durationMs({
    default: 1000,
    min: 1,
    max: 600_000,
    doc: 'Delay of the event loop above which CONNECT is refused as server busy.',
  }),
  memoryPauseRatio: ratio({
    default: 0.7,
    doc: 'Part of the memory this process may have above which publishers are not read.',
  }),
  memoryRefuseRatio: ratio({
    default: 0.85,
    doc: 'Part of the memory this process may have above which CONNECT is refused.',
  }),
  descriptorsReserved: integer({
    default: 512,
    min: 16,
    max: 1_000_000,
    doc: 'File descriptors kept free; with fewer left new connections are closed at once.',
  }),
}

export const limits = section('Bounds; reaching one is counted under its name.', {
  ...beforeConnect,
  ...perPacket,
  ...perConnection,
  ...perNode,
  ...overload,
})

type LimitsConfig = z.infer<typeof limits>

export const limitsRules: readonly Rule<LimitsConfig>[] = [
  {
    doc: 'limits.unackedBytesPerConnection is not above limits.unackedBytesPerNode.',
    holds: (own) => own.unackedBytesPerConnection <= own.unackedBytesPerNode,
  },
  {
    doc: 'limits.outboxBytesPerConnection is not above limits.outboxBytesPerNode.',
    holds: (own) => own.outboxBytesPerConnection <= own.outboxBytesPerNode,
  },
  {
    doc: 'limits.subscriptionsPerClient is not above limits.subscriptionsPerNode.',
    holds: (own) => own.subscriptionsPerClient <= own.subscriptionsPerNode,
  },
  {
    doc: 'limits.loopDelayPauseMs is below limits.loopDelayRefuseMs.',
    holds: (own) => own.loopDelayPauseMs < own.loopDelayRefuseMs,
  },
  {
    doc: 'limits.memoryPauseRatio is below limits.memoryRefuseRatio.',
    holds: (own) => own.memoryPauseRatio < own.memoryRefuseRatio,
  },
]
