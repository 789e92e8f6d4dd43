/** What the benchmark measures and what our broker has to reach, as data. */
import type { Load, MetricName } from '../engine/load.ts'

/** What our figure divided by the reference's, or our figure itself, has to be. */
export interface Target {
  readonly of: 'ratio' | 'figure'
  readonly bound: 'at least' | 'at most'
  readonly value: number
}

export interface Row {
  readonly name: string
  readonly title: string
  /** `start` starts the broker as its users do and lets it be. */
  readonly load: Load | { readonly type: 'start' }
  readonly metric: MetricName
  readonly target: Target
}

const PAYLOAD_BYTES = 64

const pairs = {
  type: 'closed',
  pattern: 'pairs',
  qos: 0,
  payloadBytes: PAYLOAD_BYTES,
  batch: 1,
  window: 20,
  noDelay: true,
} as const

/** One message per write. */
const sparse = { ...pairs, publishers: 500, subscribers: 500 } as const

const fanOut = { ...pairs, pattern: 'fan-out', publishers: 1 } as const

const acknowledged = { ...pairs, publishers: 100, subscribers: 100, batch: 20 } as const

export const ROWS: readonly Row[] = [
  {
    name: 'qos0-batch',
    title: 'QoS 0, 10 pairs, 64 messages per write',
    load: { ...pairs, publishers: 10, subscribers: 10, batch: 64 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 10 },
  },
  {
    name: 'qos0-sparse',
    title: 'QoS 0, 500 pairs, one message per write',
    // As mosquitto's library, MQTT.js and Paho leave their sockets: with Nagle's algorithm.
    load: { ...sparse, noDelay: false },
    metric: 'cpuPerMessageUs',
    target: { of: 'ratio', bound: 'at most', value: 0.7 },
  },
  {
    name: 'qos0-segments',
    title: 'QoS 0, 500 pairs, one message per segment (TCP_NODELAY)',
    // The system's work for a segment each way is most of it, whatever the broker does.
    load: sparse,
    metric: 'cpuPerMessageUs',
    target: { of: 'ratio', bound: 'at most', value: 1 },
  },
  {
    name: 'fanout-500',
    title: 'QoS 0, 1 to 500, one message per write',
    load: { ...fanOut, subscribers: 500 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 8 },
  },
  {
    name: 'fanout-5000',
    title: 'QoS 0, 1 to 5,000, 16 messages per write',
    load: { ...fanOut, subscribers: 5000, batch: 16 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 25 },
  },
  {
    name: 'qos1',
    title: 'QoS 1, 100 pairs, 20 messages per write, window 20',
    load: { ...acknowledged, qos: 1 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 4 },
  },
  {
    name: 'qos2',
    title: 'QoS 2, 100 pairs, 20 messages per write, window 20',
    load: { ...acknowledged, qos: 2 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 4 },
  },
  {
    name: 'shared',
    title: 'QoS 1, 100 publishers to one shared subscription of 10',
    load: { ...acknowledged, pattern: 'shared', qos: 1, subscribers: 10 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 3 },
  },
  {
    name: 'qos0-1k',
    title: 'QoS 0, 10 pairs, 1 KiB, 16 messages per write',
    load: { ...pairs, publishers: 10, subscribers: 10, batch: 16, payloadBytes: 1024 },
    metric: 'messagesPerSecond',
    target: { of: 'ratio', bound: 'at least', value: 3 },
  },
  {
    name: 'latency',
    title: 'QoS 1, 100 pairs, 10,000 messages/s on schedule',
    // A publisher may be a second's messages behind its schedule before its window holds it up.
    load: {
      ...acknowledged,
      type: 'open',
      qos: 1,
      batch: 1,
      window: 100,
      messagesPerSecond: 10_000,
    },
    metric: 'p99LatencyUs',
    target: { of: 'ratio', bound: 'at most', value: 1 },
  },
  {
    name: 'idle-memory',
    title: 'memory of an idle client with one filter, from 5,000 to 15,000',
    load: { type: 'idle', from: 5000, to: 15_000 },
    metric: 'bytesPerClient',
    target: { of: 'figure', bound: 'at most', value: 5500 },
  },
  {
    name: 'connect',
    title: 'connect and subscribe, 100 at a time',
    load: { type: 'connect', clients: 10_000, warmupClients: 2000, atOnce: 100 },
    metric: 'connectsPerSecond',
    target: { of: 'figure', bound: 'at least', value: 8000 },
  },
  {
    name: 'start',
    title: 'npm start, until the port accepts',
    load: { type: 'start' },
    metric: 'readyMs',
    target: { of: 'figure', bound: 'at most', value: 800 },
  },
  {
    name: 'start-memory',
    title: 'npm start, memory of the broker once it has settled',
    load: { type: 'start' },
    metric: 'residentMebibytes',
    target: { of: 'figure', bound: 'at most', value: 90 },
  },
]
