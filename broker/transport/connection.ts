/**
 * @hot One accepted socket: its outgoing bytes, its way to pause reading, its end. Bytes gather in a
 * lent buffer and leave in one write per turn (outbox.ts), or when 64 KiB wait. It knows nothing of
 * MQTT; limits on what may wait are the caller's, who reads `queuedBytes`.
 *
 *   append/reserve ──> buffer ──full──> waiting[] ──one write in flight──> socket
 */
import { LARGEST_BUFFER } from './buffer-pool.ts'
import type { Outbox } from './outbox.ts'
import type { ByteStream, ConnectionHandler } from './ports.ts'

/** Ranges shorter than this are copied in a loop: a call into the engine costs more. */
const LOOP_COPY_MAX = 32
const NOTHING = Buffer.alloc(0)

/** A lent buffer on its way to the kernel. */
interface Filled {
  readonly buffer: Buffer
  readonly length: number
}

export class Connection {
  handler: ConnectionHandler | undefined
  /** The buffer being filled; `reserve` says where. */
  buffer: Buffer = NOTHING
  length = 0
  /** Bytes handed over by the session that the kernel has not taken yet. */
  queuedBytes = 0
  /** Grows with every write to the socket: tells a session whether its answers are still here. */
  flushes = 0
  dirty = false
  /** Something waits for room here; `onDrained` will tell, also when the kernel takes everything at once. */
  wantsRoom = false
  readonly socket: ByteStream
  readonly #outbox: Outbox
  #waiting: Filled[] | undefined
  #writing = false
  #ending = false
  #closed = false
  #sizeHint = 0

  constructor(socket: ByteStream, outbox: Outbox) {
    this.socket = socket
    this.#outbox = outbox
    outbox.onOpened()
  }

  get closed(): boolean {
    return this.#closed
  }

  get remoteAddress(): string {
    return this.socket.remoteAddress ?? 'local'
  }

  /** Makes room for `size` bytes in `buffer` and returns their offset; the caller fills them all. */
  reserve(size: number): number {
    const at = this.length
    if (at + size > this.buffer.length) return this.#makeRoom(size)
    this.length = at + size
    this.queuedBytes += size
    this.#outbox.queuedBytes += size
    if (!this.dirty) this.#outbox.markDirty(this)
    return at
  }

  /** Copies `bytes[start..end)` to what leaves; returns the offset of the copy in `buffer`. */
  append(bytes: Uint8Array, start: number, end: number): number {
    const at = this.reserve(end - start)
    const out = this.buffer
    if (end - start < LOOP_COPY_MAX) {
      for (let from = start, to = at; from < end; from += 1, to += 1) out[to] = bytes[from] ?? 0
    } else {
      out.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), at)
    }
    return at
  }

  /** Gives back the last `size` bytes of a `reserve` that asked for more than it filled. */
  unreserve(size: number): void {
    this.length -= size
    this.#account(size)
  }

  #makeRoom(size: number): number {
    const needed = this.length + size
    if (needed <= LARGEST_BUFFER || this.length === 0) this.#grow(needed)
    else {
      this.flush()
      this.#grow(size)
    }
    return this.reserve(size)
  }

  #grow(needed: number): void {
    const old = this.buffer
    const next = this.#outbox.pool.take(Math.max(needed, this.#sizeHint))
    if (this.length > 0) next.set(old.subarray(0, this.length))
    if (old !== NOTHING) this.#outbox.pool.give(old)
    this.buffer = next
    this.#sizeHint = Math.min(next.length, LARGEST_BUFFER)
  }

  /** The end of a turn: what has gathered leaves, and whoever waits for room hears of it. */
  endTurn(): void {
    this.flush()
    if (!this.wantsRoom || this.#writing || this.#ending) return
    this.wantsRoom = false
    this.handler?.onDrained()
  }

  /** Writes what has gathered, unless an earlier write still waits for the peer. */
  flush(): void {
    this.dirty = false
    if (this.length === 0) return
    if (this.#closed || this.#ending) {
      this.unreserve(this.length)
      return
    }
    const filled = { buffer: this.buffer, length: this.length }
    if (this.length * 4 < this.#sizeHint) this.#sizeHint = this.length
    this.buffer = NOTHING
    this.length = 0
    if (this.#writing) {
      this.#waiting ??= []
      this.#waiting.push(filled)
    } else this.#write(filled)
  }

  /** Hands bytes to the kernel; when it has them all, which is at once as a rule, the buffer is free. */
  #write(filled: Filled): void {
    this.flushes += 1
    this.socket.write(filled.buffer.subarray(0, filled.length))
    if (this.socket.writableLength === 0) {
      this.#release(filled)
      return
    }
    // The peer does not keep up. An empty write queues behind the rest and tells when it is out.
    this.#writing = true
    this.socket.write(NOTHING, () => this.#onWritten(filled))
  }

  #release({ buffer, length }: Filled): void {
    this.#account(length)
    this.#outbox.pool.give(buffer)
  }

  #account(bytes: number): void {
    this.queuedBytes -= bytes
    this.#outbox.queuedBytes -= bytes
  }

  /** The kernel has taken the whole write: go on with what gathered meanwhile. */
  #onWritten(filled: Filled): void {
    if (this.#closed) return
    this.#release(filled)
    this.#writing = false
    const waiting = this.#waiting
    while (waiting !== undefined && waiting.length > 0 && !this.#writing) {
      const next = waiting.shift()
      if (next !== undefined) this.#write(next)
    }
    if (!this.#writing) this.flush()
    if (this.#writing) return
    if (this.#ending) this.socket.end()
    else this.handler?.onDrained()
  }

  pauseReading(): void {
    this.socket.pause()
  }

  resumeReading(): void {
    this.socket.resume()
  }

  /** Sends what has gathered, then ends the connection. Nothing may be appended afterwards. */
  end(): void {
    if (this.#ending || this.#closed) return
    this.flush()
    this.#ending = true
    if (!this.#writing) this.socket.end()
    // Where reading is paused the end of the peer would not be seen.
    this.socket.resume()
    this.#outbox.watchEnding(this)
  }

  /** Ends the connection at once; what has gathered is lost. */
  destroy(): void {
    this.socket.destroy()
  }

  /** Bytes arrived in a buffer that the next read of any socket overwrites. */
  onBytes(bytes: Uint8Array, length: number): void {
    this.#outbox.time.advance()
    this.handler?.onBytes(bytes, length)
  }

  /** The socket is gone, by whichever side and for whatever reason. */
  onSocketClosed(error: string | undefined): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#ending) this.#outbox.forget(this)
    this.#account(this.queuedBytes)
    if (this.buffer !== NOTHING) this.#outbox.pool.give(this.buffer)
    this.buffer = NOTHING
    this.length = 0
    this.#waiting = undefined
    this.handler?.onClosed(error)
    this.handler = undefined
    this.#outbox.onClosed()
  }
}
