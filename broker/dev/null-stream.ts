/** A peer that takes everything at once and keeps nothing: what a benchmark writes to. */
import type { ByteStream } from '../transport/index.ts'

export class NullStream implements ByteStream {
  readonly writableLength = 0
  /** Calls of `write`: each stands for a system call. */
  writes = 0

  write(_bytes: Uint8Array, onWritten?: () => void): boolean {
    this.writes += 1
    onWritten?.()
    return true
  }

  end(): void {}

  destroy(): void {}

  pause(): void {}

  resume(): void {}
}
