/**
 * Fan-outs too large for one turn, served a slice per turn; later messages of the same topic wait
 * behind it, so that order holds. Who receives a message is looked up when its turn has come, leaving
 * out sessions that were started after it had arrived.
 */
import { Deque } from '../base/deque.ts'
import { ReasonCode } from '../codec/index.ts'
import type { Message } from '../routing/index.ts'
import type { ShardCore } from './core.ts'
import { Receivers } from './fan-out.ts'
import type { FanOut, Source } from './fan-out.ts'
import type { LocalGroup } from './local-group.ts'
import type { Client } from './client.ts'
import type { Matcher, Topic } from './matcher.ts'
import type { Sender } from './sender.ts'

interface Job {
  readonly topic: Topic
  readonly message: Message
  readonly source: Source
  /** Sessions started when it came: who takes one over later has had its chance elsewhere. */
  readonly startedMax: number
  /** Called when every receiver has been served or cannot be; undefined when nobody waits. */
  onServed: ((reasonCode: number) => void) | undefined
}

interface Lane {
  readonly jobs: Deque<Job>
  readonly receivers: Receivers
  /** Served after the receivers, and counted on behind them. */
  groups: readonly LocalGroup<Client>[]
  /** Next receiver of the job at the front; -1 when its receivers are not gathered yet. */
  next: number
}

export interface SlicedFanOutContext {
  readonly matcher: Matcher
  readonly sender: Sender
  readonly fanOut: FanOut
  readonly slice: number
  readonly core: ShardCore
}

export class SlicedFanOut {
  readonly #context: SlicedFanOutContext
  readonly #lanes = new Map<string, Lane>()

  constructor(context: SlicedFanOutContext) {
    this.#context = context
    context.core.turn.addOutputStep(() => this.#step())
  }

  /** True while messages of this topic must wait in line. */
  isBusy(topic: string): boolean {
    return this.#lanes.size > 0 && this.#lanes.has(topic)
  }

  /** Takes the sender's current message; it is served from the end of this turn on. */
  add(topic: Topic, source: Source): void {
    const { core, sender } = this.#context
    const message = sender.message()
    let lane = this.#lanes.get(topic.name)
    if (lane === undefined) {
      lane = { jobs: new Deque(), receivers: new Receivers(), groups: [], next: -1 }
      this.#lanes.set(topic.name, lane)
    }
    const startedMax = core.sessionsStarted
    lane.jobs.push({ topic, message, source, startedMax, onServed: undefined })
    // Publishers of QoS 0 wait for no acknowledgement: this is what keeps them from filling the lanes.
    core.backpressure.unacked.bytes += message.size
    core.turn.request()
  }

  /** Calls back when the message added last to the topic has been served. */
  whenServed(topic: string, onServed: (reasonCode: number) => void): void {
    const jobs = this.#lanes.get(topic)?.jobs
    const last = jobs?.at(jobs.length - 1)
    if (last !== undefined) last.onServed = onServed
  }

  #step(): boolean {
    for (const [topic, lane] of this.#lanes) {
      this.#serveSlice(lane)
      if (lane.jobs.length === 0) this.#lanes.delete(topic)
    }
    if (this.#lanes.size > 0) this.#context.core.turn.request()
    return false
  }

  #serveSlice(lane: Lane): void {
    const { core, fanOut, sender, slice } = this.#context
    const job = lane.jobs.at(0)
    if (job === undefined) return
    if (lane.next < 0 && !this.#gather(lane, job)) {
      core.metrics.matchAborted()
      this.#finish(lane, job, ReasonCode.quotaExceeded)
      return
    }
    const { receivers, groups, next } = lane
    const total = receivers.count + groups.length
    const end = Math.min(total, next + slice)
    sender.beginMessage(job.message, job.topic)
    fanOut.serveRange(receivers, job.source, next, Math.min(end, receivers.count))
    const firstGroup = Math.max(0, next - receivers.count)
    fanOut.serveGroups(groups, job.source, firstGroup, end - receivers.count)
    lane.next = end
    if (end === total) this.#finish(lane, job, ReasonCode.success)
  }

  /** Who receives the job at the front; false when its match is too wide. */
  #gather(lane: Lane, { source, startedMax, topic }: Job): boolean {
    const match = this.#context.matcher.match(topic)
    if (match.tooWide) return false
    this.#context.fanOut.gather(match, source, lane.receivers, startedMax)
    // The match may be another one in the next turn.
    lane.groups = match.groups.slice()
    lane.next = 0
    return true
  }

  #finish(lane: Lane, job: Job, reasonCode: number): void {
    lane.jobs.shift()
    lane.next = -1
    lane.receivers.clients.length = 0
    const { backpressure } = this.#context.core
    backpressure.unacked.bytes -= job.message.size
    backpressure.onRoom()
    job.onServed?.(reasonCode)
  }
}
