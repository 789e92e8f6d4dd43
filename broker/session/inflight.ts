/**
 * @hot Packet ids on their way to one client of a clean session, in a table of fixed size: the low
 * bits of the id are its place, so giving out and finding an id cost one look. An id whose place is
 * taken by an older one is skipped. What is kept beside an id is only needed for messages that may
 * go to another member of a shared group.
 */
import { assert } from '../base/assert.ts'

/** Where a delivery stands. */
export const InflightState = {
  free: 0,
  /** QoS 1, PUBACK outstanding. */
  puback: 1,
  /** QoS 2, PUBREC outstanding. */
  pubrec: 2,
  /** QoS 2, PUBREL sent, PUBCOMP outstanding. */
  pubcomp: 3,
} as const
export type InflightState = (typeof InflightState)[keyof typeof InflightState]

const PACKET_ID_MAX = 65_535
const TABLE_MAX = 65_536

export class Inflight<Kept> {
  count = 0
  readonly #mask: number
  readonly #ids: Uint16Array
  readonly #states: Uint8Array
  #kept: Map<number, Kept> | undefined
  #last = 0

  /** @param window most ids outstanding at a time, 1 to 65,535 */
  constructor(window: number) {
    let size = 4
    while (size < window * 2 && size < TABLE_MAX) size *= 2
    this.#mask = size - 1
    this.#ids = new Uint16Array(size)
    this.#states = new Uint8Array(size)
  }

  /** The next free id; the caller has made sure that the window has room. */
  open(state: InflightState, kept: Kept | undefined): number {
    let id = this.#last
    for (let tries = 0; tries <= PACKET_ID_MAX; tries += 1) {
      id = id === PACKET_ID_MAX ? 1 : id + 1
      if (this.#states[id & this.#mask] === InflightState.free) break
    }
    const place = id & this.#mask
    assert(this.#states[place] === InflightState.free, 'the window is smaller than the table')
    this.#ids[place] = id
    this.#states[place] = state
    this.#last = id
    this.count += 1
    if (kept !== undefined) {
      this.#kept ??= new Map()
      this.#kept.set(id, kept)
    }
    return id
  }

  /** `free` when the id is not outstanding. */
  stateOf(id: number): InflightState {
    const place = id & this.#mask
    if (this.#ids[place] !== id) return InflightState.free
    return toState(this.#states[place])
  }

  /** A QoS 2 delivery was received: from now on only its PUBREL counts. */
  release(id: number): Kept | undefined {
    this.#states[id & this.#mask] = InflightState.pubcomp
    return this.#forget(id)
  }

  /** The delivery is over; the id may be used again. Returns what was kept beside it. */
  close(id: number): Kept | undefined {
    this.#states[id & this.#mask] = InflightState.free
    this.count -= 1
    return this.#forget(id)
  }

  #forget(id: number): Kept | undefined {
    const kept = this.#kept?.get(id)
    if (kept !== undefined) this.#kept?.delete(id)
    return kept
  }

  /** What was kept beside ids that are still outstanding, oldest first. */
  outstanding(): Iterable<readonly [number, Kept]> {
    return this.#kept ?? []
  }
}

function toState(value: number | undefined): InflightState {
  if (value === InflightState.puback) return InflightState.puback
  if (value === InflightState.pubrec) return InflightState.pubrec
  return value === InflightState.pubcomp ? InflightState.pubcomp : InflightState.free
}
