/**
 * What a transport asks of the layer above it. A `Connection` (connection.ts) is one accepted socket,
 * whatever its kind; the handler is the session layer's client.
 */

/** What a connection needs of a stream of bytes; a socket has it. */
export interface ByteStream {
  readonly remoteAddress?: string | undefined
  /** Bytes that the kernel has not taken yet. */
  readonly writableLength: number
  write(bytes: Uint8Array, onWritten?: () => void): boolean
  /** Ends this side after everything written. */
  end(): unknown
  destroy(): unknown
  pause(): unknown
  resume(): unknown
}

/** Told by a connection what happens to it; one call per read, never one per packet. */
export interface ConnectionHandler {
  /**
   * `bytes[0..length)` arrived. The array is the shard's read buffer: it is overwritten by the next
   * read of any socket, so whatever must outlive the call is copied.
   */
  onBytes(bytes: Uint8Array, length: number): void
  /** Everything that was waiting has been handed to the kernel. */
  onDrained(): void
  /** The socket is gone; `error` is the code of the system when it broke rather than ended. */
  onClosed(error: string | undefined): void
}
