/**
 * What the keeper keeps for a persistent session: its subscriptions, its queue, the window of messages
 * on their way, the QoS 2 ids that its client has not released. Clean sessions have none of it.
 */
import { Deque } from '../base/deque.ts'
import type { QoS } from '../codec/index.ts'
import type { Message, Subscription } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import type { Receiver } from './records.ts'

/** How far a delivery has come. */
export const Progress = {
  /** In the queue. */
  waiting: 0,
  /** Sent; its PUBACK or PUBREC is awaited. */
  sent: 1,
  /** Received by the client at QoS 2; its PUBCOMP is awaited. */
  released: 2,
  /** Nothing is left to be done. */
  over: 3,
} as const
export type Progress = (typeof Progress)[keyof typeof Progress]

/** One message on its way to one session. */
export class Entry {
  readonly position: Position
  readonly qos: QoS
  readonly retain: boolean
  readonly identifiers: readonly number[] | undefined
  readonly group: string | undefined
  /** Bytes, as the bounds of queues count them. */
  readonly size: number
  readonly expiresAtMs: number
  progress: Progress = Progress.waiting
  packetId = 0
  /** At hand while it is about to be sent; else it is read from the log. */
  message: Message | undefined
  isLoading = false
  /** At QoS 1, before a crash that left no trace of it: it goes out with DUP. */
  mayHaveBeenSent = false

  constructor(position: Position, receiver: Receiver, message: Message) {
    this.position = position
    this.qos = receiver.qos
    this.retain = receiver.retain
    this.identifiers = receiver.identifiers
    this.group = receiver.group
    this.size = message.size
    this.expiresAtMs = message.expiresAtMs
  }
}

/** A subscription that outlives its connection. */
export interface KeptSubscription<Owner> {
  readonly subscription: Subscription<Owner>
  readonly filter: string
  readonly group: string | undefined
  readonly position: Position
}

const PACKET_ID_MAX = 65_535

export class Kept<Owner> {
  readonly subscriptions = new Map<string, KeptSubscription<Owner>>()
  readonly waiting = new Deque<Entry>()
  waitingBytes = 0
  /** By packet id, oldest first. */
  readonly inflight = new Map<number, Entry>()
  inflightBytes = 0
  /** Those in flight that the client has not been sent again since it came back, oldest first. */
  readonly repeats = new Set<Entry>()
  /** QoS 2 packet ids that the client has not released, with the messages they brought. */
  readonly incoming = new Map<number, Position>()
  #lastPacketId = 0

  /** Every delivery that is not over, oldest first. */
  get entries(): readonly Entry[] {
    return [...this.inflight.values(), ...this.waiting]
  }

  addWaiting(entry: Entry): void {
    this.waiting.push(entry)
    this.waitingBytes += entry.size
  }

  /** Takes an entry out of the queue, wherever it stands there: at an end, as a rule. */
  removeWaiting(entry: Entry): void {
    if (this.waiting.at(0) === entry) this.waiting.shift()
    else if (this.waiting.at(this.waiting.length - 1) === entry) this.waiting.pop()
    else if (!removeInside(this.waiting, entry)) return
    this.waitingBytes -= entry.size
  }

  addInflight(entry: Entry, packetId: number): void {
    entry.packetId = packetId
    entry.progress = Progress.sent
    this.inflight.set(packetId, entry)
    this.inflightBytes += entry.size
    this.#lastPacketId = packetId
  }

  removeInflight(entry: Entry): void {
    this.repeats.delete(entry)
    if (this.inflight.delete(entry.packetId)) this.inflightBytes -= entry.size
  }

  /** A packet id that is not on its way; the window leaves one. @MQTT-5.0:2.2.1-4 */
  nextPacketId(): number {
    let id = this.#lastPacketId
    do id = id === PACKET_ID_MAX ? 1 : id + 1
    while (this.inflight.has(id))
    return id
  }
}

function removeInside(queue: Deque<Entry>, entry: Entry): boolean {
  const all = Array.from(queue)
  const left = all.filter((each) => each !== entry)
  if (left.length === all.length) return false
  queue.clear()
  for (const each of left) queue.push(each)
  return true
}
