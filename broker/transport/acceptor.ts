/**
 * From a listening socket to connections: now, later while it is paused, or not at all when there are
 * too many. This is the one file that touches what Node does not
 * document: the accepted handle, on which a `net.Socket` with the `onread` option is put so that all
 * sockets of a shard read into one buffer. Where that handle is not to be had, the documented
 * `connection` and `data` events serve (tested both ways).
 */
import { createServer, Socket } from 'node:net'
import type { Server } from 'node:net'

import type { Time } from '../base/time.ts'
import type { Metrics } from '../observe/metrics.ts'
import { Connection } from './connection.ts'
import type { Outbox } from './outbox.ts'

const READ_BUFFER_BYTES = 65_536
/** Finds peers that vanished without a word, whatever MQTT keep-alive they asked for. */
const TCP_KEEP_ALIVE_SECONDS = 60

/** How a shard takes accepted connections. */
export interface AcceptorOptions {
  readonly time: Time
  readonly outbox: Outbox
  /** Called with each accepted connection; sets its handler. */
  readonly onConnection: (connection: Connection) => void
  /** False keeps to documented API only. */
  readonly sharedReadBuffer: boolean
  /** Connections that may be open; one more is closed at once. */
  readonly connectionsMax: number
  readonly metrics: Metrics
}

/** What is used of the handle of an accepted socket (class TCP or Pipe of Node). */
interface AcceptedHandle {
  close(): void
  setNoDelay?(on: boolean): number
  setKeepAlive?(on: boolean, seconds: number): number
}

interface ListeningHandle {
  onconnection: (error: number, handle: AcceptedHandle | undefined) => void
}

/** A connection that the system has accepted and nobody has taken yet. */
interface Arrival {
  take(): void
  close(): void
}

/** The socket of an accepted handle: carries its connection, so that one listener serves all. */
class AcceptedSocket extends Socket {
  connection: Connection | undefined
  /** The last error code of the system; what `close` reports. */
  errorCode: string | undefined
}

function onAcceptedBytes(this: unknown, length: number, bytes: Uint8Array): boolean {
  if (this instanceof AcceptedSocket) this.connection?.onBytes(bytes, length)
  return true
}

function onError(this: unknown, error: NodeJS.ErrnoException): void {
  if (this instanceof AcceptedSocket) this.errorCode = error.code ?? error.message
}

function onClose(this: unknown): void {
  if (this instanceof AcceptedSocket) this.connection?.onSocketClosed(this.errorCode)
}

export class Acceptor {
  readonly #options: AcceptorOptions
  readonly #onread = {
    buffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    callback: onAcceptedBytes,
  }
  readonly #waiting: Arrival[] = []
  #isPaused = false

  constructor(options: AcceptorOptions) {
    this.#options = options
  }

  /** A server whose connections this acceptor takes; the caller makes it listen. */
  createServer(): Server {
    const server = createServer({
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: TCP_KEEP_ALIVE_SECONDS * 1000,
      pauseOnConnect: true,
    })
    server.on('connection', (socket: Socket) => {
      this.#onArrival({ take: () => this.#takeSocket(socket), close: () => socket.destroy() })
    })
    if (this.#options.sharedReadBuffer) {
      server.on('listening', () => this.#takeHandles(server))
    }
    return server
  }

  #takeHandles(server: Server): void {
    const handle: unknown = Reflect.get(server, '_handle')
    if (!isListeningHandle(handle)) return
    handle.onconnection = (error, accepted) => {
      if (error !== 0 || accepted === undefined) return
      accepted.setNoDelay?.(true)
      accepted.setKeepAlive?.(true, TCP_KEEP_ALIVE_SECONDS)
      this.#onArrival({ take: () => this.#takeHandle(accepted), close: () => accepted.close() })
    }
  }

  /** From now on what arrives waits: nothing of it is read, and no deadline of it runs. */
  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    for (const arrival of this.#waiting.splice(0)) arrival.take()
  }

  /** Nobody will take those that wait. */
  closeWaiting(): void {
    for (const arrival of this.#waiting.splice(0)) arrival.close()
  }

  #onArrival(arrival: Arrival): void {
    const { connectionsMax, metrics, outbox } = this.#options
    if (outbox.connections + this.#waiting.length >= connectionsMax) {
      metrics.refused('descriptorsReserved')
      arrival.close()
    } else if (this.#isPaused) this.#waiting.push(arrival)
    else arrival.take()
  }

  #takeHandle(handle: AcceptedHandle): void {
    // Node does not declare that it takes an accepted handle here; it does so itself in the same way.
    const options: object = { handle, onread: this.#onread, readable: true, writable: true }
    const socket = new AcceptedSocket(options)
    socket.on('error', onError)
    socket.on('close', onClose)
    socket.connection = this.#connect(socket)
  }

  /** The documented way: one closure and one read buffer per socket, and the same behaviour. */
  #takeSocket(socket: Socket): void {
    const connection = this.#connect(socket)
    let errorCode: string | undefined
    socket.on('error', (error: NodeJS.ErrnoException) => {
      errorCode = error.code ?? error.message
    })
    socket.on('close', () => connection.onSocketClosed(errorCode))
    socket.on('data', (bytes: Uint8Array) => connection.onBytes(bytes, bytes.length))
    socket.resume()
  }

  #connect(socket: Socket): Connection {
    const connection = new Connection(socket, this.#options.outbox)
    this.#options.time.advance()
    this.#options.onConnection(connection)
    return connection
  }
}

function isListeningHandle(value: unknown): value is ListeningHandle {
  return typeof value === 'object' && value !== null && 'onconnection' in value
}
