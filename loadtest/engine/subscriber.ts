/**
 * The receiving end of a load: checks what arrives and acknowledges it, once per read. @hot
 */
import type { PacketSink, PacketWriter } from './client.ts'
import type { Deliveries } from './deliveries.ts'
import { AckBatch, PacketType, publishHeader } from './packets.ts'
import type { QoS } from './packets.ts'

export interface SubscriberOptions {
  readonly number: number
  readonly qos: QoS
  readonly deliveries: Deliveries
  /** Called after every read. */
  readonly onRead: () => void
}

export class Subscriber implements PacketSink {
  readonly #writer: PacketWriter
  readonly #number: number
  readonly #qos: QoS
  readonly #publishHeader: number
  readonly #deliveries: Deliveries
  readonly #onRead: () => void
  readonly #acks = new AckBatch()

  constructor(writer: PacketWriter, { number, qos, deliveries, onRead }: SubscriberOptions) {
    this.#writer = writer
    this.#number = number
    this.#qos = qos
    this.#publishHeader = publishHeader(qos)
    this.#deliveries = deliveries
    this.#onRead = onRead
  }

  packet(bytes: Uint8Array, start: number, body: number, end: number): void {
    const header = bytes[start] ?? 0
    if (header === this.#publishHeader) this.#publish(bytes, body, end)
    else if (header >> 4 === PacketType.pubrel) this.#acknowledge(PacketType.pubcomp, bytes, body)
    else throw new Error(`the broker has sent a packet that begins with ${header}`)
  }

  readEnd(): void {
    if (!this.#acks.isEmpty) this.#writer.write(this.#acks.take())
    this.#onRead()
  }

  #publish(bytes: Uint8Array, body: number, end: number): void {
    const topicEnd = body + 2 + (((bytes[body] ?? 0) << 8) | (bytes[body + 1] ?? 0))
    if (this.#qos === 0) {
      this.#deliveries.deliver(this.#number, bytes, topicEnd, end)
      return
    }
    this.#acknowledge(this.#qos === 1 ? PacketType.puback : PacketType.pubrec, bytes, topicEnd)
    this.#deliveries.deliver(this.#number, bytes, topicEnd + 2, end)
  }

  #acknowledge(type: number, bytes: Uint8Array, idAt: number): void {
    this.#acks.add(type, bytes[idAt] ?? 0, bytes[idAt + 1] ?? 0)
  }
}
