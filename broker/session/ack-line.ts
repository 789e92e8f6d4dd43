/**
 * Acknowledgements that a client is owed, in the order in which its packets came. An answer that is
 * ready waits for the ones before it, so that PUBACK, PUBREC and PUBCOMP leave in order even when the
 * durable half of one message takes longer than the next. @MQTT-3.1.1:4.6.0-6
 */
import { Deque } from '../base/deque.ts'

/** What an answer costs while it waits, whatever it answers; so many without a payload are bounded, too. */
const ANSWER_BYTES = 64

/** One answer that cannot leave yet. */
export interface PendingAnswer {
  /** First byte of the packet that will be sent. */
  readonly firstByte: number
  readonly packetId: number
  /** Bytes of the PUBLISH it answers, 0 for any other packet: what back-pressure counts. */
  readonly bytes: number
  /** Confirmations still missing. */
  waits: number
  /** What it will say unless a confirmation says otherwise. */
  reasonCode: number
}

/** Sends one answer; called in order. */
export type SendAck = (firstByte: number, packetId: number, reasonCode: number) => void

export class AckLine {
  /** Bytes of the answers that wait here and of the messages they answer. */
  bytes = 0
  readonly #pending = new Deque<PendingAnswer>()
  readonly #send: SendAck
  /** The same over all clients of the shard. */
  readonly #total: { bytes: number }
  #headTicket = 1

  constructor(total: { bytes: number }, send: SendAck) {
    this.#total = total
    this.#send = send
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0
  }

  /**
   * Takes a place in the line.
   * @returns the ticket for `settle`; at least 1, never reused on this connection
   */
  open(answer: PendingAnswer): number {
    const ticket = this.#headTicket + this.#pending.length
    this.#pending.push(answer)
    this.#count(answer.bytes + ANSWER_BYTES)
    this.#release()
    return ticket
  }

  /**
   * One confirmation has come. Success of one part beats "no matching subscribers" of another, and an
   * error beats both.
   */
  settle(ticket: number, reasonCode: number): void {
    const pending = this.#pending.at(ticket - this.#headTicket)
    if (pending === undefined) return
    pending.waits -= 1
    pending.reasonCode = worse(pending.reasonCode, reasonCode)
    this.#release()
  }

  #count(bytes: number): void {
    this.bytes += bytes
    this.#total.bytes += bytes
  }

  #release(): void {
    for (let head = this.#pending.at(0); head !== undefined; head = this.#pending.at(0)) {
      if (head.waits > 0) return
      this.#pending.shift()
      this.#headTicket += 1
      this.#count(-head.bytes - ANSWER_BYTES)
      this.#send(head.firstByte, head.packetId, head.reasonCode)
    }
  }
}

function worse(known: number, next: number): number {
  if (known >= 0x80 || next >= 0x80) return Math.max(known, next)
  return Math.min(known, next)
}
