/**
 * One connection and the connection half of its session. It turns bytes into packets, hands each to
 * the function that knows what the specification says about it (on/…), and is the only place that
 * catches a ProtocolFault: it answers, closes, counts and logs.
 */
import { AckView, Framer, PacketType, ProtocolFault, ReasonCode } from '../codec/index.ts'
import type { Connect, ProtocolVersion, ReasonCodeName } from '../codec/index.ts'
import type { EndReason } from '../observe/events.ts'
import type { Connection } from '../transport/connection.ts'
import type { ConnectionHandler } from '../transport/ports.ts'
import { Inbound } from './inbound.ts'
import { onAck, onRelease } from './on/ack.ts'
import { onAuth } from './on/auth.ts'
import type { Exchange } from './on/auth.ts'
import { onConnect } from './on/connect.ts'
import { onDisconnect } from './on/disconnect.ts'
import { onPing } from './on/ping.ts'
import { onPublish } from './on/publish.ts'
import { onSubscribe } from './on/subscribe.ts'
import { onUnsubscribe } from './on/unsubscribe.ts'
import type { Outbound } from './outbound.ts'
import { writeConnackRefusal, writeDisconnect } from './farewell.ts'
import type { Shard } from './shard.ts'
import { Subscriptions } from './subscriptions.ts'
import type { ServerAliases } from './topic-alias.ts'

/** How far a connection has come. */
export const Phase = {
  /** Nothing but CONNECT is allowed. */
  awaitingConnect: 0,
  /** CONNECT is being judged; AUTH may come, everything else waits unread. */
  authenticating: 1,
  /** The keeper is giving it its session; everything waits unread. */
  connecting: 2,
  connected: 3,
  closed: 4,
} as const
export type Phase = (typeof Phase)[keyof typeof Phase]

export class Client implements ConnectionHandler {
  readonly shard: Shard
  readonly connection: Connection
  /** Number of the connection in its shard; the keeper addresses it by this. */
  readonly number: number
  readonly acceptedAtMs: number
  phase: Phase = Phase.awaitingConnect
  version: ProtocolVersion = 4
  clientId = ''
  principal = ''
  session = 0
  epoch = 0
  isPersistent = false
  /** What the client asked for in CONNECT; DISCONNECT may not raise it from 0. */
  sessionExpiryInterval = 0
  keepAliveMs = 0
  lastSeenMs: number
  /** Largest packet the client takes. @MQTT-5.0:3.1.2-24 */
  maximumPacketSize = Number.POSITIVE_INFINITY
  /** QoS 1 and 2 messages that may be on their way to the client. */
  window = 0
  /** True once a CONNECT told the version: before that nothing can be answered. */
  hasIntroducedItself = false
  wantsProblemInformation = true
  subscriptions: Subscriptions | undefined
  inbound: Inbound | undefined
  outbound: Outbound | undefined
  serverAliases: ServerAliases | undefined
  exchange: Exchange | undefined
  /** The CONNECT, until CONNACK has answered it. */
  connect: Connect | undefined
  authenticationData: Uint8Array | undefined
  hasAssignedId = false
  /** Session Expiry Interval of a DISCONNECT, in seconds. */
  finalExpiryInterval: number | undefined
  /** Scratch of `FanOut`: in which message, and at which place, this client already is. */
  fanOutSerial = 0
  fanOutPlace = 0
  /** Monotonic ms since which twice the outbox bound has been waiting, 0 when it is not. */
  overfullSinceMs = 0
  packetsIn = 0
  #isPaused = false
  readonly #framer = new Framer()

  constructor(shard: Shard, connection: Connection, number: number) {
    this.shard = shard
    this.connection = connection
    this.number = number
    this.acceptedAtMs = shard.time.nowMs
    this.lastSeenMs = this.acceptedAtMs
  }

  onBytes(bytes: Uint8Array, length: number): void {
    if (this.phase === Phase.closed) return
    this.lastSeenMs = this.shard.time.nowMs
    this.shard.metrics.bytesReceived.add(length)
    try {
      if (this.phase === Phase.awaitingConnect) this.#checkFirstByte(bytes)
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
    const { limits, mqtt } = this.shard.options
    return this.phase === Phase.connected
      ? mqtt.maximumPacketSize
      : Math.min(mqtt.maximumPacketSize, limits.connectBytesMax)
  }

  /** Goes on with packets that came while the client had to wait. */
  resume(): void {
    if (this.phase === Phase.closed) return
    this.#isPaused = false
    try {
      this.#framer.resume(this.#packetSizeMax(), this)
    } catch (error) {
      this.#onThrown(error)
    }
    if (!this.#isPaused) this.connection.resumeReading()
    this.#holdBack()
  }

  /** Stops reading while the client must wait: for its CONNACK, or for its acknowledgements. */
  #holdBack(): void {
    if (this.mayRead || this.phase === Phase.closed) return
    if (this.#isPaused) return
    this.#isPaused = true
    this.connection.pauseReading()
    this.shard.onPaused(this)
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  /** True while packets of this client may be worked on. */
  get mayRead(): boolean {
    if (this.phase === Phase.connecting) return false
    if (this.phase === Phase.authenticating) return this.exchange?.isOurTurn === false
    const { inbound, shard } = this
    if (inbound === undefined || inbound.line.bytes === 0) return true
    return inbound.line.bytes < shard.options.limits.unackedBytesPerConnection && shard.mayTakeMore
  }

  /** Called by the framer for each complete packet; false keeps the rest for later. */
  onPacket(
    firstByte: number,
    bytes: Uint8Array,
    frameStart: number,
    bodyStart: number,
    end: number,
  ): boolean {
    this.packetsIn += 1
    if (firstByte >>> 4 === PacketType.publish && this.phase === Phase.connected) {
      onPublish(this, firstByte, bytes, frameStart, bodyStart, end)
    } else if (this.phase === Phase.connected) this.#dispatch(firstByte, bytes, bodyStart, end)
    else this.#dispatchEarly(firstByte, bytes, bodyStart, end)
    return this.phase !== Phase.closed && this.mayRead
  }

  #dispatch(firstByte: number, bytes: Uint8Array, start: number, end: number): void {
    switch (firstByte >>> 4) {
      case PacketType.puback:
      case PacketType.pubrec:
      case PacketType.pubcomp:
        onAck(this, firstByte, bytes, start, end)
        return
      case PacketType.pubrel:
        onRelease(this, firstByte, bytes, start, end)
        return
      case PacketType.subscribe:
        onSubscribe(this, firstByte, bytes, start, end)
        return
      case PacketType.unsubscribe:
        onUnsubscribe(this, firstByte, bytes, start, end)
        return
      case PacketType.pingreq:
        onPing(this, firstByte, bytes, start, end)
        return
      case PacketType.disconnect:
        onDisconnect(this, firstByte, bytes, start, end)
        return
      case PacketType.auth:
        onAuth(this, firstByte, bytes, start, end)
        return
      case PacketType.connect:
        // @MQTT-5.0:3.1.0-2
        throw new ProtocolFault('protocolError', 'a second CONNECT')
      default:
        throw new ProtocolFault('protocolError', 'a packet that clients do not send')
    }
  }

  /** Before CONNACK only CONNECT and, once a method is agreed, AUTH are expected. @MQTT-5.0:3.1.0-1 */
  #dispatchEarly(firstByte: number, bytes: Uint8Array, start: number, end: number): void {
    const type = firstByte >>> 4
    if (this.phase === Phase.awaitingConnect && type === PacketType.connect) {
      onConnect(this, firstByte, bytes, start, end)
    } else if (this.phase === Phase.authenticating && type === PacketType.auth) {
      onAuth(this, firstByte, bytes, start, end)
    } else throw new ProtocolFault('protocolError', 'the first packet is not CONNECT')
  }

  #onThrown(error: unknown): void {
    if (!(error instanceof ProtocolFault)) throw error
    this.shard.metrics.fault(error.reason)
    this.end('protocolFault', error.reason, error.detail)
  }

  /** Answers in the form the client understands, then ends the connection. */
  end(reason: EndReason, code: ReasonCodeName, detail = ''): void {
    if (this.phase === Phase.closed) return
    if (this.phase === Phase.connected) {
      if (this.version === 5) writeDisconnect(this, ReasonCode[code])
    } else writeConnackRefusal(this, ReasonCode[code])
    this.#leave(reason, { publishWill: true, code: ReasonCode[code], detail })
    this.connection.end()
  }

  /** The client said DISCONNECT: nothing is answered. */
  endByClient(publishWill: boolean, code: number): void {
    this.#leave('clientDisconnected', { publishWill, code, detail: '' })
    this.connection.end()
  }

  /** Closes without a word: what a peer gets that has not even said CONNECT. */
  cutOff(reason: EndReason): void {
    if (this.phase === Phase.closed) return
    this.#leave(reason, { publishWill: true, code: 0, detail: '' })
    this.connection.destroy()
  }

  onDrained(): void {
    if (this.phase === Phase.connected) this.shard.onDrained(this)
  }

  onClosed(error: string | undefined): void {
    if (this.phase === Phase.closed) return
    this.#leave('connectionLost', { publishWill: true, code: 0, detail: error ?? '' })
  }

  onQueueOverflow(): void {
    this.end('queueOverflow', 'quotaExceeded', 'the queue of the session is full')
  }

  #leave(reason: EndReason, how: { publishWill: boolean; code: number; detail: string }): void {
    const wasConnected = this.phase === Phase.connected
    this.phase = Phase.closed
    this.#framer.clear()
    this.shard.onLeft(this, { reason, wasConnected, ...how })
  }

  /** Bytes of packets that wait in this object: incomplete or held back. */
  get bufferedBytes(): number {
    return this.#framer.bufferedBytes()
  }

  /** The publishing side of the client, made when it first needs one. */
  get publisher(): Inbound {
    this.inbound ??= new Inbound(this)
    return this.inbound
  }
}

/** Shared by all clients: acknowledgements are read at once and never kept. */
export const ackView = new AckView()
