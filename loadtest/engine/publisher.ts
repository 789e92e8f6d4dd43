/**
 * The sending end of a load: one batch per write, never more in flight than its window. It decides
 * whether it could send, not when. @hot
 */
import type { PacketSink, PacketWriter } from './client.ts'
import type { BatchOptions } from './packets.ts'
import { AckBatch, PacketType, PublishBatch } from './packets.ts'

/** What a loop drives. */
export interface Sender {
  readonly canSend: boolean
  /** Sends one batch; only when `canSend`. */
  send(): void
}

export class Publisher implements PacketSink, Sender {
  readonly #writer: PacketWriter
  readonly #batch: PublishBatch
  readonly #lastAck: number
  readonly #isAcknowledged: boolean
  readonly #onRead: () => void
  readonly #acks = new AckBatch()
  /** By packet identifier: whether its last acknowledgement is awaited. */
  readonly #isInFlight: Uint8Array
  readonly #window: number
  #inFlight = 0
  /** Messages sent, which is the sequence number of the next. */
  #sent = 0

  /** @param onRead called after every read */
  constructor(writer: PacketWriter, options: BatchOptions, onRead: () => void) {
    this.#writer = writer
    this.#batch = new PublishBatch(options)
    this.#isAcknowledged = options.qos > 0
    this.#lastAck = options.qos === 1 ? PacketType.puback : PacketType.pubcomp
    this.#onRead = onRead
    this.#window = options.window
    this.#isInFlight = new Uint8Array(options.window + 1)
  }

  get canSend(): boolean {
    const fits = this.#inFlight + this.#batch.size <= this.#window
    return this.#writer.isFlushed && (fits || !this.#isAcknowledged)
  }

  send(): void {
    if (this.#isAcknowledged) this.#markInFlight()
    this.#writer.write(this.#batch.from(this.#sent))
    this.#sent += this.#batch.size
  }

  packet(bytes: Uint8Array, start: number, body: number): void {
    const type = (bytes[start] ?? 0) >> 4
    const idHigh = bytes[body] ?? 0
    const idLow = bytes[body + 1] ?? 0
    if (type === this.#lastAck) this.#complete((idHigh << 8) | idLow)
    else if (type === PacketType.pubrec) this.#acks.add(PacketType.pubrel, idHigh, idLow)
    else throw new Error(`the broker has sent a packet of type ${type} to a publisher`)
  }

  readEnd(): void {
    if (!this.#acks.isEmpty) this.#writer.write(this.#acks.take())
    this.#onRead()
  }

  #markInFlight(): void {
    for (let index = 0; index < this.#batch.size; index += 1) {
      this.#isInFlight[((this.#sent + index) % this.#window) + 1] = 1
    }
    this.#inFlight += this.#batch.size
  }

  #complete(id: number): void {
    if (this.#isInFlight[id] !== 1)
      throw new Error(`packet ${id} was acknowledged twice or unasked`)
    this.#isInFlight[id] = 0
    this.#inFlight -= 1
  }
}
