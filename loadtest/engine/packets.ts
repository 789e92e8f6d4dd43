/**
 * The few MQTT 3.1.1 packets that a load sends, written by hand: the generator must cost much less than
 * any broker and must not share a mistake with ours. It decodes nothing.
 */
import { fillContent, numberContent } from './content.ts'

export const PacketType = {
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  suback: 9,
} as const

export type QoS = 0 | 1 | 2

const CONNECT = 0x10
const PUBLISH = 0x30
const SUBSCRIBE = 0x82
const PROTOCOL_LEVEL = 4
const CLEAN_SESSION = 2
/** Long enough that no client has to ping during a run, and yet every broker has to watch it. */
const KEEP_ALIVE_S = 3600

export function connectPacket(clientId: string): Uint8Array {
  const header = [PROTOCOL_LEVEL, CLEAN_SESSION, ...uint16(KEEP_ALIVE_S)]
  return packet(CONNECT, [...text('MQTT'), ...header, ...text(clientId)])
}

export function subscribePacket(filter: string, qos: QoS): Uint8Array {
  return packet(SUBSCRIBE, [...uint16(1), ...text(filter), qos])
}

/** First byte of a PUBLISH that is neither retained nor a duplicate. */
export function publishHeader(qos: QoS): number {
  return PUBLISH | (qos << 1)
}

export interface BatchOptions {
  readonly topic: string
  readonly qos: QoS
  readonly payloadBytes: number
  /** Messages in a batch. */
  readonly size: number
  readonly publisher: number
  /** Packet identifiers that are used in turn, from 1. */
  readonly window: number
}

/** PUBLISH packets that are encoded once, and numbered anew before every write. */
export class PublishBatch {
  readonly size: number
  readonly #bytes: Uint8Array
  readonly #stride: number
  readonly #payloadBytes: number
  readonly #qos: QoS
  readonly #window: number

  constructor({ topic, qos, payloadBytes, size, publisher, window }: BatchOptions) {
    const id = qos === 0 ? [] : uint16(0)
    const payload = new Array<number>(payloadBytes).fill(0)
    const message = packet(publishHeader(qos), [...text(topic), ...id, ...payload])
    fillContent(message, message.length - payloadBytes, publisher)
    this.#bytes = Buffer.concat(Array.from({ length: size }, () => message))
    this.size = size
    this.#stride = message.length
    this.#payloadBytes = payloadBytes
    this.#qos = qos
    this.#window = window
  }

  /** The batch whose first message has this sequence number; valid until the next call. */
  from(sequence: number): Uint8Array {
    for (let index = 0; index < this.size; index += 1) {
      const end = (index + 1) * this.#stride
      const start = end - this.#payloadBytes
      numberContent(this.#bytes, start, end, sequence + index)
      if (this.#qos > 0) this.#setPacketId(start - 2, sequence + index)
    }
    return this.#bytes
  }

  #setPacketId(at: number, sequence: number): void {
    const id = (sequence % this.#window) + 1
    this.#bytes[at] = id >> 8
    this.#bytes[at + 1] = id
  }
}

/** Acknowledgements that leave in one write; they are gathered while a chunk is read. */
export class AckBatch {
  #bytes = new Uint8Array(256)
  #length = 0

  get isEmpty(): boolean {
    return this.#length === 0
  }

  add(type: number, idHigh: number, idLow: number): void {
    if (this.#length + 4 > this.#bytes.length) this.#grow()
    const at = this.#length
    // PUBREL carries the flag bits 0010, the other acknowledgements none.
    this.#bytes[at] = (type << 4) | (type === PacketType.pubrel ? 2 : 0)
    this.#bytes[at + 1] = 2
    this.#bytes[at + 2] = idHigh
    this.#bytes[at + 3] = idLow
    this.#length = at + 4
  }

  /** What was gathered, as bytes of the caller's own. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length)
    this.#length = 0
    return taken
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length * 2)
    grown.set(this.#bytes)
    this.#bytes = grown
  }
}

function packet(firstByte: number, body: readonly number[]): Uint8Array {
  return Uint8Array.from([firstByte, ...remainingLength(body.length), ...body])
}

function remainingLength(length: number): readonly number[] {
  return length < 0x80 ? [length] : [(length % 0x80) | 0x80, ...remainingLength(length >> 7)]
}

function text(value: string): readonly number[] {
  const bytes = Buffer.from(value)
  return [...uint16(bytes.length), ...bytes]
}

function uint16(value: number): readonly number[] {
  return [value >> 8, value & 0xff]
}
