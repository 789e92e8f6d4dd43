/**
 * One connection to the target as a stream of bytes over TCP, TLS or WebSocket, cut into writes as the
 * delivery mode asks. It knows where packets end, for that mode's sake, and nothing else of MQTT.
 */
import { connect as connectTcp, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { WebSocket } from 'ws'
import { inNextTurn, within } from './clock.ts'
import { endpointOf, readCredentials } from './target.ts'
import type { Endpoint, Target } from './target.ts'

export const DELIVERY_MODES = ['normal', 'bytewise', 'joined', 'split'] as const
export type DeliveryMode = (typeof DELIVERY_MODES)[number]

/** What WebSocket clients offer; a broker has to choose one of them. */
const SUB_PROTOCOLS = ['mqtt']

/** Only the first two are proof that the broker closed. */
export type StreamEnd = 'end of file' | 'reset' | 'lost on purpose' | `failure: ${string}`

export interface StreamOptions {
  readonly target: Target
  readonly mode: DeliveryMode
  readonly subProtocols?: readonly string[]
  readonly onBytes: (bytes: Uint8Array) => void
  /** A broker has no reason ever to send one. */
  readonly onTextFrame: () => void
  /** Called once. */
  readonly onEnd: (end: StreamEnd) => void
  /** For all handshakes together. */
  readonly limitMs: number
}

/** How bytes go out over the opened connection: as they are, or each write as a WebSocket frame. */
interface Outlet {
  readonly write: (bytes: Uint8Array) => void
  readonly writeText: (text: string) => void
  readonly end: () => void
}

export class Stream {
  readonly #mode: DeliveryMode
  readonly #outlet: Outlet
  readonly #tcp: Socket
  /** Waits for its turn to be written; empty in normal mode. */
  #queue: Uint8Array[] = []
  #pumping = false
  /** What is to happen once the queue is empty. */
  #last: (() => void) | undefined

  constructor(mode: DeliveryMode, outlet: Outlet, tcp: Socket) {
    this.#mode = mode
    this.#outlet = outlet
    this.#tcp = tcp
  }

  /** Never throws: bytes for a connection that is no more are dropped. */
  send(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    if (this.#mode === 'normal') {
      this.#outlet.write(bytes)
      return
    }
    this.#queue.push(bytes)
    this.#pump()
  }

  /** Does nothing without WebSocket. */
  sendTextFrame(text: string): void {
    this.#afterQueue(() => this.#outlet.writeText(text))
  }

  /** Closes in an orderly way, after what is still to be written. */
  end(): void {
    this.#afterQueue(() => this.#outlet.end())
  }

  /** Cuts the connection with an RST, after what is still to be written. */
  reset(): void {
    this.#afterQueue(() => {
      // Node never closes a socket whose reset fails, as it may once the other side has closed.
      if (this.#tcp.readyState === 'open') this.#tcp.resetAndDestroy()
      else this.#tcp.destroy()
    })
  }

  #afterQueue(run: () => void): void {
    if (this.#queue.length === 0) run()
    else this.#last = run
  }

  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    inNextTurn(() => {
      this.#pumping = false
      this.#outlet.write(this.#nextWrite())
      if (this.#queue.length > 0) this.#pump()
      else this.#last?.()
    })
  }

  #nextWrite(): Uint8Array {
    const waiting = this.#queue
    if (this.#mode === 'joined') {
      this.#queue = []
      return Buffer.concat(waiting)
    }
    const [first = new Uint8Array()] = waiting
    const length = this.#mode === 'bytewise' ? 1 : firstPacketLength(first)
    if (length < first.length) waiting[0] = first.subarray(length)
    else waiting.shift()
    return first.subarray(0, length)
  }
}

/** All of the bytes where they hold no whole packet. */
function firstPacketLength(bytes: Uint8Array): number {
  let remaining = 0
  for (let at = 1; at <= 4; at++) {
    const byte = bytes[at]
    if (byte === undefined) break
    remaining += (byte & 0x7f) * 128 ** (at - 1)
    if (byte < 0x80) return Math.min(at + 1 + remaining, bytes.length)
  }
  return bytes.length
}

/** Rejects when the connection, the TLS or the WebSocket handshake fails or takes too long. */
export async function openStream(options: StreamOptions): Promise<Stream> {
  const { target, mode, limitMs } = options
  const endpoint = endpointOf(target)
  const tcp = connectTcp({ host: endpoint.host, port: endpoint.port, noDelay: true })
  const socket = endpoint.secure ? secure(tcp, endpoint, target) : tcp
  watchEnd(socket, options.onEnd)
  const opening = endpoint.webSocket
    ? openWebSocket(socket, options)
    : openPlain(socket, endpoint.secure ? 'secureConnect' : 'connect', options)
  const late = () => new Error(`no connection to ${target.url.host} within ${limitMs} ms`)
  try {
    return new Stream(mode, await within(opening, limitMs, late), tcp)
  } catch (error) {
    tcp.destroy()
    throw error
  }
}

function secure(tcp: Socket, { host }: Endpoint, target: Target): Socket {
  // The TCP socket is opened by ourselves, because only it can send an RST.
  const options = { socket: tcp, host, ...readCredentials(target) }
  return connectTls(isIP(host) === 0 ? { ...options, servername: host } : options)
}

function openPlain(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { onBytes }: StreamOptions,
): Promise<Outlet> {
  socket.on('data', onBytes)
  const outlet: Outlet = {
    write: (bytes) => void (socket.writable && socket.write(bytes)),
    writeText: () => undefined,
    end: () => void socket.end(),
  }
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve(outlet))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the connection was closed at once')))
  })
}

/** On the socket itself in all cases: the closing handshake of WebSocket proves nothing. */
function watchEnd(socket: Socket, onEnd: (end: StreamEnd) => void): void {
  let end: StreamEnd = 'lost on purpose'
  let told = false
  const tell = () => {
    if (!told) onEnd(end)
    told = true
  }
  socket.once('end', () => {
    end = 'end of file'
    tell()
  })
  socket.on('error', ({ message, code }: NodeJS.ErrnoException) => {
    end = code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : `failure: ${message}`
  })
  socket.once('close', tell)
}

function openWebSocket(socket: Socket, options: StreamOptions): Promise<Outlet> {
  const { target, subProtocols = SUB_PROTOCOLS, onBytes, onTextFrame } = options
  const webSocket = new WebSocket(target.url, [...subProtocols], {
    createConnection: () => socket,
    perMessageDeflate: false,
  })
  webSocket.on('message', (data: Buffer, isBinary) => (isBinary ? onBytes(data) : onTextFrame()))
  const isOpen = () => webSocket.readyState === WebSocket.OPEN
  const outlet: Outlet = {
    write: (bytes) => isOpen() && webSocket.send(bytes, ignoreError),
    writeText: (text) => isOpen() && webSocket.send(text, ignoreError),
    end: () => webSocket.close(1000),
  }
  return new Promise((resolve, reject) => {
    webSocket.once('open', () => resolve(outlet))
    webSocket.on('error', reject)
  })
}

/** What matters about a failed write is told by the end of the socket. */
function ignoreError(): void {}
