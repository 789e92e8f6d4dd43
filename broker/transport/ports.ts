/**
 * What a transport asks of the layer above it. A `Connection` (connection.ts) is one accepted socket,
 * whatever its kind; the handler is the session layer's client.
 */

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
