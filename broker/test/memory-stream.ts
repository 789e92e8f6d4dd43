/**
 * The far end of a connection without a socket: keeps what the broker writes until a test takes it.
 * It never holds anything up, and it takes the end of the stream as an order to close.
 */
import assert from 'node:assert/strict'
import type { ByteStream } from '../transport/ports.ts'

export class MemoryStream implements ByteStream {
  /** A test is always ready to take more. */
  readonly writableLength = 0
  /** The broker has ended or destroyed it. */
  isEnded = false
  #written: Uint8Array[] = []

  write(bytes: Uint8Array, onWritten?: () => void): boolean {
    assert.equal(this.isEnded, false, 'nothing is written to a stream that was ended')
    // The array goes back to a pool as soon as this returns.
    this.#written.push(Uint8Array.from(bytes))
    onWritten?.()
    return true
  }

  end(): void {
    this.isEnded = true
  }

  destroy(): void {
    this.isEnded = true
  }

  /** Nothing comes of its own accord, so there is nothing to hold back. */
  pause(): void {}

  resume(): void {}

  /** What was written since the last call, in order. */
  take(): readonly Uint8Array[] {
    const written = this.#written
    this.#written = []
    return written
  }
}
