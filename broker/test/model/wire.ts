/**
 * One network connection of the model test, the client's side: packets in and out of a shard of a real
 * node. It resolves the topic aliases that the broker sets, and judges nothing else.
 */
import assert from 'node:assert/strict'
import { decodePacket, encodePacket, Framer, NO_LIMITS } from '../../codec/index.ts'
import type { Packet, PacketSink, ProtocolVersion } from '../../codec/index.ts'
import type { NodeShard } from '../../node.ts'
import { Connection } from '../../transport/connection.ts'
import { MemoryStream } from '../memory-stream.ts'

/** As in the broker, one buffer serves every read of every connection. */
const READ_BUFFER = Buffer.alloc(65_536)

export class Wire {
  readonly version: ProtocolVersion
  readonly #topicAliasMaximum: number
  readonly #stream = new MemoryStream()
  readonly #connection: Connection
  readonly #framer = new Framer()
  readonly #aliases = new Map<number, string>()

  constructor({ accept, outbox }: NodeShard, version: ProtocolVersion, topicAliasMaximum: number) {
    this.version = version
    this.#topicAliasMaximum = topicAliasMaximum
    this.#connection = new Connection(this.#stream, outbox)
    accept(this.#connection)
  }

  /** The broker has ended it. */
  get isEnded(): boolean {
    return this.#stream.isEnded
  }

  /** All in one turn of the broker. */
  send(packets: readonly Packet[]): void {
    this.sendBytes(Buffer.concat(packets.map((packet) => encodePacket(packet, this.version))))
  }

  /** They come in two reads, so that packets are cut. */
  sendBytes(bytes: Uint8Array): void {
    const half = bytes.length >>> 1
    this.#read(bytes.subarray(0, half))
    this.#read(bytes.subarray(half))
  }

  #read(bytes: Uint8Array): void {
    if (this.isEnded || bytes.length === 0) return
    READ_BUFFER.set(bytes)
    this.#connection.onBytes(READ_BUFFER, bytes.length)
    READ_BUFFER.fill(0xff, 0, bytes.length)
  }

  /** The socket breaks, or closes because the broker has ended it. */
  close(): void {
    this.#connection.onSocketClosed(undefined)
  }

  /** What came since the last call. */
  take(): readonly Packet[] {
    const packets: Packet[] = []
    const sink: PacketSink = {
      onPacket: (...[firstByte, bytes, , start, end]) => {
        packets.push(this.#resolve(this.#decode(firstByte, bytes, start, end)))
        return true
      },
    }
    for (const bytes of this.#stream.take()) {
      this.#framer.push(bytes, 0, bytes.length, Number.POSITIVE_INFINITY, sink)
    }
    return packets
  }

  #decode(firstByte: number, bytes: Uint8Array, start: number, end: number): Packet {
    const context = { version: this.version, sender: 'server', limits: NO_LIMITS } as const
    return decodePacket(firstByte, bytes, start, end, context)
  }

  /** @MQTT-5.0:3.1.2-26 */
  #resolve(packet: Packet): Packet {
    if (packet.type !== 'publish') return packet
    const { topicAlias: alias, ...properties } = packet.properties
    if (alias === undefined) return packet
    assert.ok(alias <= this.#topicAliasMaximum, 'the alias is one that the client allows')
    if (packet.topic !== '') this.#aliases.set(alias, packet.topic)
    const topic = this.#aliases.get(alias)
    assert.ok(topic !== undefined, 'the alias was set before')
    return { ...packet, topic, properties }
  }
}
