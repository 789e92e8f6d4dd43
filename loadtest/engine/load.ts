/** The kinds of load that a generator can be asked for, and what it answers. Data only. */
import type { Faults } from './deliveries.ts'
import type { QoS } from './packets.ts'

/** Who hears whom: each publisher has one subscriber, or all have all, or all share the messages. */
export type Pattern = 'pairs' | 'fan-out' | 'shared'

interface Traffic {
  readonly publishers: number
  readonly subscribers: number
  readonly pattern: Pattern
  readonly qos: QoS
  readonly payloadBytes: number
  /** Messages in one write. */
  readonly batch: number
  /** Messages that a publisher may have unacknowledged; means nothing with QoS 0. */
  readonly window: number
  /** Whether every write becomes a segment of its own; if not, the system joins what waits (Nagle). */
  readonly noDelay: boolean
}

/** As fast as the broker delivers. */
export interface ClosedLoad extends Traffic {
  readonly type: 'closed'
}

/** On a schedule, whatever the broker does. */
export interface OpenLoad extends Traffic {
  readonly type: 'open'
  /** Of all publishers together. */
  readonly messagesPerSecond: number
}

/** Clients that connect and subscribe, some of them at a time, and stay. */
export interface ConnectLoad {
  readonly type: 'connect'
  readonly clients: number
  /** Before them, not measured. */
  readonly warmupClients: number
  readonly atOnce: number
}

/** Clients that do nothing: what does each of those between the two numbers cost? */
export interface IdleLoad {
  readonly type: 'idle'
  readonly from: number
  readonly to: number
}

export type Load = ClosedLoad | OpenLoad | ConnectLoad | IdleLoad

export interface LoadTask {
  readonly load: Load
  readonly port: number
  readonly brokerPid: number
  /** Whether the broker collects its garbage when it gets the signal SIGUSR2. */
  readonly collectsOnSignal: boolean
  readonly warmupMs: number
  readonly durationMs: number
}

export type MetricName =
  | 'messagesPerSecond'
  /** Processor time of the broker for each delivered message. */
  | 'cpuPerMessageUs'
  | 'medianLatencyUs'
  | 'p99LatencyUs'
  /** How much later than scheduled the generator itself has sent. */
  | 'p99LatenessUs'
  | 'bytesPerClient'
  | 'connectsPerSecond'
  | 'readyMs'
  | 'residentMebibytes'

export interface LoadResult {
  readonly metrics: Partial<Readonly<Record<MetricName, number>>>
  /** Undefined where nobody is meant to be busy. */
  readonly cores: Cores | undefined
  /** Messages that were received and checked from the first to the last. */
  readonly checked: number
  readonly faults: Faults
}

/** Shares of a core, 0 to 1. */
export interface Cores {
  readonly brokerCpu: number
  /** Undefined where the generator spins by design. */
  readonly generatorCpu: number | undefined
  /** The larger share that one of the two has waited for its core: others were using it. */
  readonly disturbance: number
}
