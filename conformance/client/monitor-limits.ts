/**
 * Watches the limits that a client sets in its CONNECT: the size of packets and how many messages may be
 * unacknowledged. A CONNECT that was not understood sets none.
 */
import type { Connect, Packet } from '../wire/packet.ts'
import type { Report } from './monitor-rules.ts'
import { propertyNumber } from './property-value.ts'

const FIRST_ERROR_CODE = 0x80

export class LimitsMonitor {
  readonly #report: Report
  #maximumPacketSize = Number.POSITIVE_INFINITY
  #receiveMaximum = Number.POSITIVE_INFINITY
  /** By packet identifier; begins anew with each connection. @MQTT-5.0:X-65 */
  readonly #unacknowledged = new Set<number>()

  constructor(report: Report) {
    this.#report = report
  }

  sent(packet: Packet): void {
    if (packet.type === 'CONNECT') this.#read(packet)
    const refuses = packet.type === 'PUBREC' && packet.reasonCode >= FIRST_ERROR_CODE
    if (packet.type === 'PUBACK' || packet.type === 'PUBCOMP' || refuses) {
      this.#unacknowledged.delete(packet.packetId)
    }
  }

  received(packet: Packet, bytes: Uint8Array): void {
    this.receivedBytes(bytes)
    if (packet.type !== 'PUBLISH' || packet.packetId === undefined) return
    this.#unacknowledged.add(packet.packetId)
    if (this.#unacknowledged.size > this.#receiveMaximum) this.#report('receiveMaximum')
  }

  /** For packets that were not understood, too. */
  receivedBytes(bytes: Uint8Array): void {
    if (bytes.length > this.#maximumPacketSize) this.#report('maximumPacketSize')
  }

  #read({ properties }: Connect): void {
    const limit = (name: string) => propertyNumber(properties, name) ?? Number.POSITIVE_INFINITY
    this.#maximumPacketSize = limit('Maximum Packet Size')
    this.#receiveMaximum = limit('Receive Maximum')
  }
}
