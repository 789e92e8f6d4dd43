/**
 * Watches how the broker numbers, repeats and releases the QoS 1 and 2 messages of a session. It judges
 * only what the history of the session allows to be sure of.
 */
import type { Packet, Publish } from '../wire/packet.ts'
import type { SessionRecord } from './monitor-ledger.ts'
import type { Report } from './monitor-rules.ts'

const FIRST_ERROR_CODE = 0x80

export class DeliveryMonitor {
  readonly #report: Report
  readonly #session: SessionRecord

  constructor(report: Report, session: SessionRecord) {
    this.#report = report
    this.#session = session
  }

  sent(packet: Packet): void {
    const { inFlight, pubrecs, released } = this.#session
    if (packet.type === 'PUBACK') inFlight.delete(packet.packetId)
    if (packet.type === 'PUBREC') {
      if (packet.reasonCode >= FIRST_ERROR_CODE) inFlight.delete(packet.packetId)
      pubrecs.add(packet.packetId)
    }
    if (packet.type === 'PUBCOMP') {
      inFlight.delete(packet.packetId)
      released.delete(packet.packetId)
    }
  }

  /** A PUBLISH has its topic in full. */
  received(packet: Packet): void {
    if (packet.type === 'PUBLISH' && packet.packetId !== undefined) {
      this.#checkPublish(packet, packet.packetId)
    }
    if (packet.type === 'PUBREL') this.#checkPubrel(packet.packetId)
  }

  #checkPublish({ dup, topic, payload }: Publish, packetId: number): void {
    const { inFlight, released, resumed } = this.#session
    const earlier = inFlight.get(packetId)
    const text = Buffer.from(payload).toString('latin1')
    if (earlier === undefined) {
      // After a resumption it may repeat what was lost with the connection before.
      if (dup && !resumed) this.#report('dupAtFirst')
    } else if (earlier.topic !== topic || earlier.payload !== text) {
      this.#report('freshPacketId')
    } else {
      if (!dup) this.#report('dupWhenRepeated')
      if (released.has(packetId)) this.#report('noPublishAfterPubrel')
      else if (earlier.connection === this) this.#report('repeatedOnlyOnResume')
    }
    inFlight.set(packetId, { topic, payload: text, connection: this })
  }

  #checkPubrel(packetId: number): void {
    const { pubrecs, released, resumed } = this.#session
    if (!pubrecs.has(packetId) && !resumed) this.#report('pubrelAfterPubrec')
    released.add(packetId)
  }
}
