/**
 * The log: where everything goes that has to outlive a process. It is asked to append and answers
 * later, a batch at a time; what it holds until it is told that nobody needs it any more can be read
 * again. It knows nothing of what the records mean.
 */

/** Where a record stands; grows with every record, starts at 1. */
export type Position = number

export interface Log<Record> {
  /**
   * Adds a record. It is durable once `onDurable` has been told its position or a later one.
   * @param about the record that this one is a note to: it is kept as long as that one, and no longer
   */
  append(record: Record, about?: Position): Position
  /** Called with the last durable position, once per batch and never from within `append`. */
  onDurable: (position: Position) => void
  /**
   * Calls back, later and in the order of the calls, with a record that was appended; undefined when it
   * has been released meanwhile. It need not be durable yet.
   */
  read(position: Position, onRead: (record: Record | undefined) => void): void
  /**
   * Nobody needs the record and the notes to it any more. Takes effect when everything appended before
   * this call is durable, so that a crash never loses both the old and the new.
   */
  release(position: Position): void
  /** Tells every record that is held, in order. To be called once, before anything is appended. */
  replay(each: (record: Record, position: Position) => void): Promise<void>
  /** Ends when everything appended is durable; nothing may be appended afterwards. */
  close(): Promise<void>
}
