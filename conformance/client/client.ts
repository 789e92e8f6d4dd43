/**
 * One scripted connection: it sends whatever it is told, right or wrong, and keeps everything that
 * comes back. It never throws on what a broker sends and judges nothing; judging is the monitor's work
 * and the scenarios'.
 */
import { decode } from '../wire/decode.ts'
import { encode } from '../wire/encode.ts'
import type { Packet, Version } from '../wire/packet.ts'
import { Splitter } from '../wire/splitter.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { nowMs, within } from './clock.ts'
import type { Monitor } from './monitor.ts'
import { openStream } from './stream.ts'
import type { DeliveryMode, Stream, StreamEnd } from './stream.ts'
import type { Target } from './target.ts'
import { describePacket } from './transcript.ts'
import type { Transcript } from './transcript.ts'

const DEFAULT_LIMIT_MS = 10_000
/** A broker that does not answer an orderly close need not hold up anything. */
const END_LIMIT_MS = 2000
const HIGHEST_PACKET_ID = 65_535

export interface ClientOptions {
  readonly name: string
  readonly version: Version
  readonly target: Target
  readonly mode: DeliveryMode
  /** May be shared by many clients. */
  readonly transcript: Transcript
  /** For this connection alone. */
  readonly monitor: Monitor
  /** For WebSocket; `mqtt` unless given. */
  readonly subProtocols?: readonly string[]
}

/** One packet from the broker; `packet` is undefined where the strict decoder refused it. */
export interface Received {
  readonly atMs: number
  readonly bytes: Uint8Array
  readonly packet: Packet | undefined
  readonly fault: WireFault | undefined
}

type Wait = [what: string, limitMs?: number]

/** Something awaited did not happen. The message ends with the transcript. */
export class WaitFailure extends Error {
  override readonly name = 'WaitFailure'
}

export class Client {
  readonly name: string
  readonly version: Version
  /** Whether PUBLISH with QoS 1 or 2 and PUBREL are answered at once; otherwise it is done by hand. */
  acknowledges = true
  readonly #options: ClientOptions
  readonly #received: Received[] = []
  readonly #read = new Set<Packet>()
  readonly #incoming = new Splitter()
  readonly #outgoing = new Splitter()
  #stream: Stream | undefined
  #end: { readonly how: StreamEnd; readonly atMs: number } | undefined
  #lastSentMs = 0
  #lastPacketId = 0
  /** Resolved, and replaced, with every packet and with the end. */
  #news = Promise.withResolvers<void>()

  constructor(options: ClientOptions) {
    this.name = options.name
    this.version = options.version
    this.#options = options
  }

  /** All that came, in order, with what the decoder refused. */
  get received(): readonly Received[] {
    return this.#received
  }

  /** The packets that came, in order, whether `next` has read them or not. */
  get inbox(): readonly Packet[] {
    return this.#received.flatMap(({ packet }) => packet ?? [])
  }

  /** What no `next` has read yet. */
  get unread(): readonly Packet[] {
    return this.inbox.filter((packet) => !this.#read.has(packet))
  }

  /** Whether the connection has ended, by whomever. */
  get isClosed(): boolean {
    return this.#end !== undefined
  }

  /** Once for each client. Rejects when there is no connection within the limit. */
  async open(limitMs = DEFAULT_LIMIT_MS): Promise<void> {
    const { target, mode, monitor, subProtocols } = this.#options
    this.#note(`opens ${target.url.protocol}//${target.url.host}`)
    this.#lastSentMs = nowMs()
    this.#stream = await openStream({
      target,
      mode,
      ...(subProtocols !== undefined && { subProtocols }),
      onBytes: (bytes) => this.#receive(bytes),
      onTextFrame: () => monitor.noticeTextFrame(),
      onEnd: (how) => this.#ended(how),
      limitMs,
    })
  }

  /** Wrong packets are sent as they are. */
  send(packet: Packet): void {
    const { bytes, spans } = encode(packet, this.version)
    this.#options.transcript.sent(this.name, { bytes, packet, spans })
    this.#write(bytes)
  }

  /** Any bytes: part of a packet, several packets, or none. */
  sendBytes(bytes: Uint8Array): void {
    this.#options.transcript.sent(this.name, { bytes })
    this.#write(bytes)
  }

  /** Only over WebSocket, where a text frame is an error. */
  sendTextFrame(text: string): void {
    this.#note(`sends the text frame ${JSON.stringify(text)}`)
    this.#stream?.sendTextFrame(text)
  }

  /**
   * The earliest unread packet that fits, which is read then. Rejects with a `WaitFailure` at the limit,
   * or as soon as the connection has ended without it. `what` completes "Alice waited for ...".
   */
  next<T extends Packet>(fits: (packet: Packet) => packet is T, ...wait: Wait): Promise<T>
  next(fits: (packet: Packet) => boolean, ...wait: Wait): Promise<Packet>
  next(
    fits: (packet: Packet) => boolean,
    what: string,
    limitMs = DEFAULT_LIMIT_MS,
  ): Promise<Packet> {
    const look = () => {
      const packet = this.unread.find(fits)
      if (packet !== undefined) this.#read.add(packet)
      return packet
    }
    return this.#until(look, what, limitMs)
  }

  /**
   * Resolves when end-of-file or an RST has shown that the broker closed, with the milliseconds from the
   * last thing this client sent till then.
   */
  closed(limitMs = DEFAULT_LIMIT_MS): Promise<number> {
    const what = 'the broker to close the connection'
    const look = () => {
      const end = this.#end
      return end?.how === 'end of file' || end?.how === 'reset'
        ? Math.max(0, end.atMs - this.#lastSentMs)
        : undefined
    }
    return this.#until(look, what, limitMs)
  }

  /** Not used before on this connection, until all 65535 have been. */
  nextPacketId(): number {
    this.#lastPacketId = (this.#lastPacketId % HIGHEST_PACKET_ID) + 1
    return this.#lastPacketId
  }

  /** An RST, as when the machine fails. */
  loseConnection(): void {
    this.#note('loses the connection')
    this.#stream?.reset()
  }

  /** Closes the connection in an orderly way, without DISCONNECT; resolves once it has ended. */
  async end(): Promise<void> {
    if (this.#stream === undefined || this.isClosed) return
    this.#note('closes the connection')
    this.#stream.end()
    await this.#until(() => this.#end, 'the end', END_LIMIT_MS).catch(() => this.loseConnection())
  }

  #write(bytes: Uint8Array): void {
    for (const piece of this.#outgoing.push(bytes)) {
      this.#options.monitor.notice('sent', piece, decoded(piece, this.version, 'client'))
    }
    this.#lastSentMs = nowMs()
    this.#stream?.send(bytes)
  }

  #receive(bytes: Uint8Array): void {
    for (const piece of this.#incoming.push(bytes)) this.#accept(piece)
    this.#wake()
  }

  #accept(bytes: Uint8Array): void {
    const { transcript, monitor } = this.#options
    const result = decoded(bytes, this.version, 'server')
    const [packet, fault] = result instanceof WireFault ? [undefined, result] : [result, undefined]
    this.#received.push({ atMs: nowMs(), bytes, packet, fault })
    transcript.received(this.name, { bytes, packet, fault, version: this.version })
    monitor.notice('received', bytes, result)
    if (packet !== undefined && this.acknowledges) this.#acknowledge(packet)
  }

  #acknowledge(packet: Packet): void {
    const type = answerTo(packet)
    if (type === undefined || !('packetId' in packet) || packet.packetId === undefined) return
    this.send({ type, packetId: packet.packetId, reasonCode: 0, properties: [] })
  }

  #ended(how: StreamEnd): void {
    this.#end = { how, atMs: nowMs() }
    const cut = this.#incoming.pending.length
    if (cut > 0) this.#note(`has ${cut} bytes of a packet that never came whole`)
    this.#note(how === 'end of file' ? 'is closed by the broker' : `connection ends: ${how}`)
    this.#wake()
  }

  #wake(): void {
    const { resolve } = this.#news
    this.#news = Promise.withResolvers()
    resolve()
  }

  async #until<T>(look: () => T | undefined, what: string, limitMs: number): Promise<T> {
    const startMs = nowMs()
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      const waitedMs = nowMs() - startMs
      if (this.isClosed) throw this.#failure(what, waitedMs)
      await within(this.#news.promise, limitMs - waitedMs, () => this.#failure(what, limitMs))
    }
  }

  #failure(what: string, waitedMs: number): WaitFailure {
    const instead = this.#received.flatMap(({ packet, fault }) => {
      if (packet === undefined) return `a refused packet (${fault?.message})`
      return this.#read.has(packet) ? [] : describePacket(packet)
    })
    if (this.#end) instead.push(`the end of the connection (${this.#end.how})`)
    const came = instead.length > 0 ? instead.join(', ') : 'nothing'
    return new WaitFailure(
      `${this.name} waited ${Math.round(waitedMs)} ms for ${what}. What came instead: ${came}.\n\n` +
        this.#options.transcript.render(),
    )
  }

  #note(text: string): void {
    this.#options.transcript.note(this.name, text)
  }
}

function decoded(bytes: Uint8Array, version: Version, sender: 'client' | 'server') {
  try {
    return decode(bytes, version, sender)
  } catch (error) {
    // Even a mistake of the decoder must not end the run; it shows as a violation without statements.
    return error instanceof WireFault ? error : new WireFault(`not decoded: ${String(error)}`, [])
  }
}

function answerTo(packet: Packet): 'PUBACK' | 'PUBREC' | 'PUBCOMP' | undefined {
  if (packet.type === 'PUBREL') return 'PUBCOMP'
  if (packet.type !== 'PUBLISH') return undefined
  if (packet.qos === 1) return 'PUBACK'
  return packet.qos === 2 ? 'PUBREC' : undefined
}
