/**
 * @hot The packets that one message becomes: one for each combination of protocol form, QoS and
 * RETAIN bit that a receiver needs, encoded when the first of them asks. Receivers of the same
 * combination copy the same bytes and only the packet id differs. Where the arriving packet already
 * has the wanted form its own bytes serve.
 */
import { packetIdOffset, PublishHeader, publishLength, writePublish } from '../codec/index.ts'
import type { PublishParts, PublishView, QoS } from '../codec/index.ts'

/** One encoded packet: `bytes[start..end)`; the packet id, if any, is at `start + idOffset`. */
export class Frame {
  bytes: Uint8Array
  start = 0
  end = 0
  idOffset = 0
  /** Which message it was made for. */
  serial = -1

  #packet: Uint8Array | undefined

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  set(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes
    this.start = start
    this.end = end
    this.#packet = undefined
  }

  /** The packet alone: made once, copied for every receiver. */
  get packet(): Uint8Array {
    this.#packet ??= this.bytes.subarray(this.start, this.end)
    return this.#packet
  }
}

const FORMS = 2 * 3 * 2
const SCRATCH_BYTES = 16_384

export class Frames {
  readonly #frames: Frame[] = []
  readonly #header = new PublishHeader()
  #scratch = new Uint8Array(SCRATCH_BYTES)
  #scratchEnd = 0
  #serial = 0
  #parts: PublishParts | undefined
  #view: PublishView | undefined
  #expiry = -1

  constructor() {
    for (let i = 0; i < FORMS; i += 1) this.#frames.push(new Frame(this.#scratch))
  }

  /** A message that has just arrived; `view` must not change until the next message. */
  begin(view: PublishView): void {
    this.#start(view, view.messageExpiryInterval)
    this.#view = view
  }

  /** A message that waited; `expiry` is what is left in seconds, -1 for never. */
  beginParts(parts: PublishParts, expiry: number): void {
    this.#start(parts, expiry)
    this.#view = undefined
  }

  #start(parts: PublishParts, expiry: number): void {
    this.#parts = parts
    this.#expiry = expiry
    this.#scratchEnd = 0
    this.#serial += 1
  }

  /** The packet for a receiver; good until the next `begin`. */
  get(version5: boolean, qos: QoS, retain: boolean): Frame {
    const index = (version5 ? 6 : 0) + qos * 2 + (retain ? 1 : 0)
    const frame = this.#frames[index]
    if (frame === undefined) throw new RangeError('no such form')
    if (frame.serial !== this.#serial) {
      frame.serial = this.#serial
      if (!this.#reuse(frame, version5, qos, retain)) this.#encode(frame, version5, qos, retain)
    }
    return frame
  }

  /** The arriving packet itself, when not a bit of it would change. */
  #reuse(frame: Frame, version5: boolean, qos: QoS, retain: boolean): boolean {
    const view = this.#view
    if (view === undefined || !view.verbatim || (view.version === 5) !== version5) return false
    if (view.qos !== qos || view.retain !== retain || view.dup) return false
    frame.set(view.bytes, view.frameStart, view.frameEnd)
    const topicLength = view.topicEnd - view.topicStart
    frame.idOffset = packetIdOffset(topicLength, frame.end - frame.start)
    return true
  }

  #encode(frame: Frame, version5: boolean, qos: QoS, retain: boolean): void {
    const parts = this.#parts
    if (parts === undefined) throw new RangeError('no message')
    const header = this.#header
    header.version = version5 ? 5 : 4
    header.qos = qos
    header.retain = retain
    header.dup = false
    header.packetId = 0
    header.messageExpiryInterval = this.#expiry
    header.topicAlias = 0
    header.subscriptionIdentifiers = undefined
    const length = publishLength(parts, header)
    const at = this.#reserve(length)
    frame.set(this.#scratch, at, writePublish(this.#scratch, at, parts, header))
    frame.idOffset = packetIdOffset(parts.topicEnd - parts.topicStart, length)
  }

  #reserve(length: number): number {
    const at = this.#scratchEnd
    if (at + length > this.#scratch.length) {
      // Frames made earlier for this message keep the old array, which stays as it is.
      this.#scratch = new Uint8Array(Math.max(SCRATCH_BYTES, length))
      this.#scratchEnd = length
      return 0
    }
    this.#scratchEnd = at + length
    return at
  }
}
