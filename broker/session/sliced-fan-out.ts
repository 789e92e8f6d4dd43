/**
 * Fan-outs too large for one turn: the receivers are fixed when the message arrives and served a slice
 * per turn; later messages of the same topic wait behind it, so that order holds.
 */
import type { Turn } from '../base/turn.ts'
import { Deque } from '../base/deque.ts'
import type { Message } from '../routing/index.ts'
import { Receivers } from './fan-out.ts'
import type { FanOut, Source } from './fan-out.ts'
import type { Matcher, Topic } from './matcher.ts'
import type { Sender } from './sender.ts'

interface Job {
  readonly topic: Topic
  readonly message: Message
  readonly source: Source
  /** Sessions started when it came: who takes one over later has had its chance elsewhere. */
  readonly startedMax: number
  /** Called when every receiver has been served; undefined when nobody waits. */
  onServed: (() => void) | undefined
}

interface Lane {
  readonly jobs: Deque<Job>
  readonly receivers: Receivers
  /** Next receiver of the job at the front; -1 when its receivers are not gathered yet. */
  next: number
}

export interface SlicedFanOutContext {
  readonly turn: Turn
  readonly matcher: Matcher
  readonly sender: Sender
  readonly fanOut: FanOut
  readonly slice: number
  readonly core: { readonly sessionsStarted: number }
}

export class SlicedFanOut {
  readonly #context: SlicedFanOutContext
  readonly #lanes = new Map<string, Lane>()

  constructor(context: SlicedFanOutContext) {
    this.#context = context
    context.turn.addOutputStep(() => this.#step())
  }

  /** True while messages of this topic must wait in line. */
  isBusy(topic: string): boolean {
    return this.#lanes.size > 0 && this.#lanes.has(topic)
  }

  /** Takes the sender's current message; it is served from the end of this turn on. */
  add(topic: Topic, source: Source): void {
    const { sender, turn } = this.#context
    let lane = this.#lanes.get(topic.name)
    if (lane === undefined) {
      lane = { jobs: new Deque(), receivers: new Receivers(), next: -1 }
      this.#lanes.set(topic.name, lane)
    }
    const startedMax = this.#context.core.sessionsStarted
    lane.jobs.push({ topic, message: sender.message(), source, startedMax, onServed: undefined })
    turn.request()
  }

  /** Calls back when the message added last to the topic has been served. */
  whenServed(topic: string, onServed: () => void): void {
    const jobs = this.#lanes.get(topic)?.jobs
    const last = jobs?.at(jobs.length - 1)
    if (last !== undefined) last.onServed = onServed
  }

  #step(): boolean {
    for (const [topic, lane] of this.#lanes) {
      this.#serveSlice(lane)
      if (lane.jobs.length === 0) this.#lanes.delete(topic)
    }
    if (this.#lanes.size > 0) this.#context.turn.request()
    return false
  }

  #serveSlice(lane: Lane): void {
    const { fanOut, matcher, sender, slice } = this.#context
    const job = lane.jobs.at(0)
    if (job === undefined) return
    const { receivers } = lane
    sender.beginMessage(job.message, job.topic)
    if (lane.next < 0) {
      const match = matcher.match(job.topic)
      if (match.tooWide) receivers.count = 0
      else {
        fanOut.gather(match, job.source, receivers, job.startedMax)
        fanOut.serveGroups(match, job.source)
      }
      lane.next = 0
    }
    const end = Math.min(receivers.count, lane.next + slice)
    fanOut.serveRange(receivers, job.source, lane.next, end)
    lane.next = end
    if (end < receivers.count) return
    lane.jobs.shift()
    lane.next = -1
    receivers.clients.length = 0
    job.onServed?.()
  }
}
