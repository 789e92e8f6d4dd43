/**
 * A client that sends any bytes over a real socket and waits for what comes back: packets, silence or
 * the end of the connection. It follows no flow of MQTT and acknowledges nothing by itself. Every wait
 * has a deadline, and says at its end what had come instead.
 */
import { EventEmitter, once } from 'node:events'
import { createConnection } from 'node:net'
import type { NetConnectOpts, Socket } from 'node:net'

import { decodePacket, encodePacket, Framer, NO_LIMITS } from '../codec/index.ts'
import type { Packet, PacketSink, ProtocolVersion } from '../codec/index.ts'

export type PacketOf<Type extends Packet['type']> = Packet & { readonly type: Type }

type Places = [frameStart: number, bodyStart: number, end: number]

const DEADLINE_MS = 10_000

export class RawClient implements PacketSink {
  readonly version: ProtocolVersion
  readonly socket: Socket
  /** What came and was not taken yet, oldest first. */
  readonly inbox: Packet[] = []
  isClosed = false
  readonly #framer = new Framer()
  readonly #events = new EventEmitter()

  private constructor(socket: Socket, version: ProtocolVersion) {
    this.version = version
    this.socket = socket
    socket.on('data', (bytes: Uint8Array) => {
      this.#framer.push(bytes, 0, bytes.length, Number.POSITIVE_INFINITY, this)
      this.#events.emit('change')
    })
    // A broker that cuts off resets the connection; `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.isClosed = true
      this.#events.emit('change')
    })
  }

  /** Opens a connection and says nothing. */
  static async open(where: NetConnectOpts, version: ProtocolVersion = 5): Promise<RawClient> {
    const socket = createConnection({ noDelay: true, ...where })
    const client = new RawClient(socket, version)
    await once(socket, 'connect')
    return client
  }

  /** In one write, so that small packets share a segment. */
  send(...packets: readonly Packet[]): void {
    this.sendBytes(Buffer.concat(packets.map((packet) => encodePacket(packet, this.version))))
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.write(bytes)
  }

  /** The oldest packet of a type, now or as soon as it comes. */
  take<Type extends Packet['type']>(type: Type): Promise<PacketOf<Type>> {
    return this.#until(type, () => {
      const packet = this.inbox.find((each) => isOf(each, type))
      if (packet === undefined || !isOf(packet, type)) return undefined
      this.inbox.splice(this.inbox.indexOf(packet), 1)
      return packet
    })
  }

  /** Resolves when the broker has closed the connection; packets that came before stay. */
  async closed(): Promise<void> {
    await this.#until('the end', () => this.isClosed || undefined)
  }

  /** Everything that the broker has sent up to the answer to a PINGREQ. */
  async takeAll(): Promise<readonly Packet[]> {
    this.send({ type: 'pingreq' })
    await this.#until(
      'pingresp',
      () => this.inbox.some(({ type }) => type === 'pingresp') || undefined,
    )
    return this.inbox.splice(0).filter(({ type }) => type !== 'pingresp')
  }

  destroy(): void {
    this.socket.destroy()
  }

  async #until<T>(wanted: string, look: () => T | undefined): Promise<T> {
    const signal = AbortSignal.timeout(DEADLINE_MS)
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      if (this.isClosed) throw new Error(`closed before ${wanted}; ${this.#seen()}`)
      await once(this.#events, 'change', { signal }).catch((cause: unknown) => {
        throw new Error(`no ${wanted} in ${DEADLINE_MS} ms; ${this.#seen()}`, { cause })
      })
    }
  }

  #seen(): string {
    return `untaken: ${this.inbox.map(({ type }) => type).join(', ')}`
  }

  onPacket(first: number, bytes: Uint8Array, ...[, start, end]: Places): boolean {
    const context = { version: this.version, sender: 'server', limits: NO_LIMITS } as const
    this.inbox.push(decodePacket(first, bytes, start, end, context))
    return true
  }
}

function isOf<Type extends Packet['type']>(packet: Packet, type: Type): packet is PacketOf<Type> {
  return packet.type === type
}
