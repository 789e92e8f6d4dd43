/**
 * Turns the bytes of one connection into packets and hands each to the function that knows what the
 * specification says about it (on/…). It is the only place that answers a ProtocolFault: the client
 * is told and let go.
 */
import { decodePacket, Framer, PacketType, ProtocolFault } from '../codec/index.ts'
import type { Packet, PacketSink } from '../codec/index.ts'
import type { Connection, ConnectionHandler } from '../transport/index.ts'
import { Phase } from './client.ts'
import type { Client, PacketSource } from './client.ts'
import { onAck, onRelease } from './on/ack.ts'
import { onAuth } from './on/auth.ts'
import { introduceFaulty, onConnect } from './on/connect.ts'
import { onDisconnect } from './on/disconnect.ts'
import { onPublish } from './on/publish.ts'
import { onSubscribe } from './on/subscribe.ts'
import { onUnsubscribe } from './on/unsubscribe.ts'
import type { Shard } from './shard.ts'

/** Bytes behind a CONNECT that are taken in before its session is there. */
const UNREAD_BYTES_MAX = 16_384

/** Takes an accepted connection into a shard. */
export function accept(shard: Shard, connection: Connection): void {
  const client = shard.add(connection)
  const dispatcher = new Dispatcher(shard, client)
  client.source = dispatcher
  connection.handler = dispatcher
}

class Dispatcher implements ConnectionHandler, PacketSink, PacketSource {
  readonly #shard: Shard
  readonly #client: Client
  readonly #framer = new Framer()

  constructor(shard: Shard, client: Client) {
    this.#shard = shard
    this.#client = client
  }

  onBytes(bytes: Uint8Array, length: number): void {
    const client = this.#client
    if (client.phase === Phase.closed) return
    const { metrics, time } = client.core
    client.lastSeenMs = time.nowMs
    metrics.bytesReceived.add(length)
    try {
      if (client.phase === Phase.awaitingConnect) this.#checkFirstByte(bytes)
      this.#framer.push(bytes, 0, length, this.#packetSizeMax(), this)
    } catch (error) {
      this.#onThrown(error)
    }
    this.#holdBack()
  }

  /** Whoever does not speak MQTT is let go at the first byte, not after a deadline. */
  #checkFirstByte(bytes: Uint8Array): void {
    if (this.#framer.bufferedBytes() > 0) return
    if ((bytes[0] ?? 0) >>> 4 === PacketType.connect) return
    throw new ProtocolFault('protocolError', 'the first packet is not CONNECT')
  }

  #packetSizeMax(): number {
    const { limits, mqtt } = this.#client.core.options
    return this.#client.phase === Phase.connected
      ? mqtt.maximumPacketSize
      : Math.min(mqtt.maximumPacketSize, limits.connectBytesMax)
  }

  resume(): void {
    const client = this.#client
    if (client.phase === Phase.closed) return
    const { backpressure, time } = client.core
    const wasPaused = client.isPaused
    backpressure.remove(client)
    client.isPaused = false
    // What it sent meanwhile is still to be read.
    client.lastSeenMs = time.nowMs
    try {
      this.#framer.resume(this.#packetSizeMax(), this)
    } catch (error) {
      this.#onThrown(error)
    }
    this.#holdBack()
    if (wasPaused && !client.isPaused) client.connection.resumeReading()
  }

  stop(): void {
    this.#framer.clear()
  }

  /** Stops reading while the client must wait: for its CONNACK, or for its acknowledgements. */
  #holdBack(): void {
    const client = this.#client
    if (client.isPaused || client.phase === Phase.closed || client.mayRead) return
    // The keeper answers within the turn as a rule: not worth a stop unless much has come.
    const isBrief = client.phase === Phase.connecting
    if (isBrief && this.#framer.bufferedBytes() < UNREAD_BYTES_MAX) return
    const { backpressure, metrics } = client.core
    client.isPaused = true
    client.connection.pauseReading()
    backpressure.add(client)
    const bound = client.phase === Phase.connected ? client.heldBackBy : undefined
    if (bound === 'outboxBytes') client.connection.wantsRoom = true
    if (bound !== undefined) metrics.refused(bound)
  }

  onPacket(
    firstByte: number,
    bytes: Uint8Array,
    frameStart: number,
    bodyStart: number,
    end: number,
  ): boolean {
    const client = this.#client
    client.packetsIn += 1
    if (firstByte >>> 4 === PacketType.publish && client.phase === Phase.connected) {
      onPublish(this.#shard, client, firstByte, bytes, frameStart, bodyStart, end)
    } else if (client.phase === Phase.connected) this.#dispatch(firstByte, bytes, bodyStart, end)
    else this.#dispatchEarly(firstByte, bytes, bodyStart, end)
    // Ending the client changes its phase within the call, which the compiler cannot see.
    return !this.#isClosed && client.mayRead
  }

  get #isClosed(): boolean {
    return this.#client.phase === Phase.closed
  }

  #dispatch(firstByte: number, bytes: Uint8Array, start: number, end: number): void {
    const type = firstByte >>> 4
    if (type === PacketType.puback || type === PacketType.pubrec || type === PacketType.pubcomp) {
      onAck(this.#shard, this.#client, firstByte, bytes, start, end)
    } else if (type === PacketType.pubrel) onRelease(this.#client, firstByte, bytes, start, end)
    else this.#onRarePacket(this.#decode(firstByte, bytes, start, end))
  }

  #decode(firstByte: number, bytes: Uint8Array, start: number, end: number): Packet {
    const { core, version } = this.#client
    return decodePacket(firstByte, bytes, start, end, core.decodeContext(version))
  }

  #onRarePacket(packet: Packet): void {
    const shard = this.#shard
    const client = this.#client
    switch (packet.type) {
      case 'subscribe':
        onSubscribe(shard, client, packet)
        return
      case 'unsubscribe':
        onUnsubscribe(shard, client, packet)
        return
      case 'pingreq':
        // Answered at once, whatever else waits. @MQTT-5.0:3.12.4-1 @MQTT-5.0:3.3.4-10
        shard.answer(client, { type: 'pingresp' })
        return
      case 'disconnect':
        onDisconnect(shard, client, packet)
        return
      case 'auth':
        onAuth(shard, client, packet)
        return
      case 'connect':
        // @MQTT-5.0:3.1.0-2
        throw new ProtocolFault('protocolError', 'a second CONNECT')
      default:
        throw new ProtocolFault('protocolError', 'a packet that clients do not send')
    }
  }

  /** Before CONNACK only CONNECT and, once a method is agreed, AUTH are expected. @MQTT-5.0:3.1.0-1 */
  #dispatchEarly(firstByte: number, bytes: Uint8Array, start: number, end: number): void {
    const shard = this.#shard
    const client = this.#client
    const expected = client.phase === Phase.awaitingConnect ? PacketType.connect : PacketType.auth
    const packet =
      firstByte >>> 4 === expected ? this.#decode(firstByte, bytes, start, end) : undefined
    if (packet?.type === 'connect') onConnect(shard, client, packet)
    else if (packet?.type === 'auth') onAuth(shard, client, packet)
    else throw new ProtocolFault('protocolError', 'the first packet is not CONNECT')
  }

  #onThrown(error: unknown): void {
    if (!(error instanceof ProtocolFault)) throw error
    const client = this.#client
    if (client.phase === Phase.awaitingConnect) introduceFaulty(client, error)
    client.core.metrics.fault(error.reason)
    this.#shard.endings.end(client, 'protocolFault', error.reason, error.detail)
  }

  onDrained(): void {
    const client = this.#client
    if (client.phase !== Phase.connected) return
    client.resumeIfPossible()
    if (!this.#isClosed) this.#shard.onDrained(client)
  }

  onClosed(error: string | undefined): void {
    this.#shard.endings.onLost(this.#client, error)
  }
}
