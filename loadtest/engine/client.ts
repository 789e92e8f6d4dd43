/**
 * One MQTT connection of a load, on a bare socket: it cuts what arrives into packets by their fixed
 * headers and hands them on unread. A connection that the broker ends makes the whole run fail. @hot
 */
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { connectPacket, PacketType, subscribePacket } from './packets.ts'
import type { QoS } from './packets.ts'

export interface PacketSink {
  /** One packet: its fixed header begins at `start`, what follows that header at `body`. */
  packet(bytes: Uint8Array, start: number, body: number, end: number): void
  /** Every whole packet of what was read has been handed over. */
  readEnd(): void
}

/** Where packets are written to. */
export interface PacketWriter {
  /** Whether buffers that were written may be changed again. */
  readonly isFlushed: boolean
  write(bytes: Uint8Array): void
}

export interface ClientOptions {
  readonly port: number
  /** Whether every write becomes a segment of its own (TCP_NODELAY), which is so if undefined. */
  readonly noDelay?: boolean
  /** Everything that was written has been taken by the system. */
  readonly onWritable?: () => void
}

/** Sockets are read one after the other and nothing is kept, so all of them share one buffer. */
const READ_BUFFER = new Uint8Array(0x2_0000)

export class Client implements PacketWriter {
  readonly #socket: Socket
  #sink: PacketSink | undefined
  /** The beginning of a packet whose rest has not arrived. */
  #rest: Uint8Array | undefined
  #isClosing = false

  constructor({ port, noDelay = true, onWritable = () => {} }: ClientOptions) {
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#read(length) },
    })
    this.#socket.on('drain', onWritable)
    this.#socket.on('error', (cause) => {
      throw new Error('a connection to the broker has failed', { cause })
    })
    this.#socket.on('close', () => {
      if (!this.#isClosing) throw new Error('the broker has closed a connection')
    })
  }

  get isFlushed(): boolean {
    return this.#socket.writableLength === 0
  }

  /** Opens a clean session. */
  async connect(clientId: string): Promise<void> {
    this.#socket.write(connectPacket(clientId))
    const returnCode = await this.#answer(PacketType.connack, 1)
    if (returnCode !== 0) throw new Error(`the broker has refused a client with ${returnCode}`)
  }

  async subscribe(filter: string, qos: QoS): Promise<void> {
    this.#socket.write(subscribePacket(filter, qos))
    const granted = await this.#answer(PacketType.suback, 2)
    if (granted !== qos) throw new Error(`the broker has granted ${granted} instead of ${qos}`)
  }

  /** Hands all that comes from now on to `sink`. */
  listen(sink: PacketSink): void {
    this.#sink = sink
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  close(): void {
    this.#isClosing = true
    this.#socket.destroy()
  }

  /** Waits for a packet of that type; resolves with one byte of its body. */
  #answer(type: number, index: number): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.#sink = {
        packet(bytes, start, body) {
          if ((bytes[start] ?? 0) >> 4 === type) resolve(bytes[body + index])
        },
        readEnd() {},
      }
    })
  }

  #read(length: number): boolean {
    const read = READ_BUFFER.subarray(0, length)
    const bytes = this.#rest === undefined ? read : Buffer.concat([this.#rest, read])
    const used = this.#cut(bytes)
    this.#rest = used === bytes.length ? undefined : bytes.slice(used)
    this.#sink?.readEnd()
    return true
  }

  /** @returns how many bytes made whole packets */
  #cut(bytes: Uint8Array): number {
    let start = 0
    while (start + 1 < bytes.length) {
      let at = start + 1
      let length = (bytes[at] ?? 0) & 0x7f
      for (let shift = 7; (bytes[at] ?? 0) >= 0x80; shift += 7) {
        at += 1
        if (at >= bytes.length) return start
        length |= ((bytes[at] ?? 0) & 0x7f) << shift
      }
      const end = at + 1 + length
      if (end > bytes.length) return start
      this.#sink?.packet(bytes, start, at + 1, end)
      start = end
    }
    return start
  }
}
