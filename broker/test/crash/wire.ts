/**
 * One network connection to a node in memory, as its client sees it: packets in, packets out. It knows
 * no flow of MQTT; a device (device.ts) or a test decides what is answered.
 */
import { decodePacket, encodePacket, Framer, NO_LIMITS } from '../../codec/index.ts'
import type { Packet, PacketSink, ProtocolVersion } from '../../codec/index.ts'
import type { FakeClock } from '../../base/fake-clock.ts'
import type { NodeShard } from '../../node.ts'
import { Connection } from '../../transport/connection.ts'
import type { ByteStream } from '../../transport/ports.ts'

type PacketOf<Type extends Packet['type']> = Packet & { readonly type: Type }

export class Wire implements ByteStream, PacketSink {
  readonly version: ProtocolVersion
  /** What the node has sent and nobody has taken yet, oldest first. */
  readonly inbox: Packet[] = []
  isOpen = true
  /** The network takes what is written only when `drain` is called. */
  isSlow = false
  readonly #undrained: (() => void)[] = []
  readonly #clock: FakeClock
  readonly #connection: Connection
  readonly #framer = new Framer()
  readonly #unread: Uint8Array[] = []
  #isPaused = false

  constructor(clock: FakeClock, { accept, outbox }: NodeShard, version: ProtocolVersion) {
    this.version = version
    this.#clock = clock
    this.#connection = new Connection(this, outbox)
    accept(this.#connection)
  }

  get writableLength(): number {
    return this.isSlow ? 1 : 0
  }

  send(packet: Packet): void {
    this.#unread.push(encodePacket(packet, this.version))
    this.#read()
  }

  /** Takes the oldest packet of a type out of the inbox. @throws when there is none */
  take<Type extends Packet['type']>(type: Type): PacketOf<Type> {
    const place = this.inbox.findIndex((packet) => packet.type === type)
    const [taken] = place < 0 ? [] : this.inbox.splice(place, 1)
    if (taken === undefined || !isOf(taken, type)) {
      const there = this.inbox.map((packet) => packet.type).join(', ')
      throw new Error(`no ${type} has come, only: ${there === '' ? 'nothing' : there}`)
    }
    return taken
  }

  /** The network goes away without a word to the node's client. */
  lose(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#clock.atTurnEnd(() => this.#connection.onSocketClosed('ECONNRESET'))
  }

  #read(): void {
    while (!this.#isPaused && this.isOpen) {
      const bytes = this.#unread.shift()
      if (bytes === undefined) return
      this.#connection.onBytes(bytes, bytes.length)
    }
  }

  write(bytes: Uint8Array, onWritten?: () => void): boolean {
    if (this.isOpen) this.#framer.push(bytes, 0, bytes.length, Number.POSITIVE_INFINITY, this)
    if (onWritten === undefined) return true
    if (this.isSlow) this.#undrained.push(onWritten)
    else this.#clock.atTurnEnd(onWritten)
    return true
  }

  /** A slow network has taken what was written. */
  drain(): void {
    for (const onWritten of this.#undrained.splice(0)) this.#clock.atTurnEnd(onWritten)
  }

  onPacket(...[firstByte, bytes, , bodyStart, end]: Parameters<PacketSink['onPacket']>): boolean {
    const { version } = this
    const context = { version, sender: 'server', limits: NO_LIMITS } as const
    this.inbox.push(decodePacket(firstByte, bytes, bodyStart, end, context))
    return true
  }

  end(): void {
    this.lose()
  }

  destroy(): void {
    this.lose()
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#clock.atTurnEnd(() => this.#read())
  }
}

function isOf<Type extends Packet['type']>(packet: Packet, type: Type): packet is PacketOf<Type> {
  return packet.type === type
}
