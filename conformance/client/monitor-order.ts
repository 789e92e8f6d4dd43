/**
 * Watches that the messages of a publisher keep their order by topic and QoS, over all connections of a
 * scenario. Where repetitions, overlapping or shared subscriptions make the order a matter of opinion, it
 * keeps silent.
 */
import type { Packet, Publish } from '../wire/packet.ts'
import type { Ledger, SessionRecord } from './monitor-ledger.ts'
import type { Report } from './monitor-rules.ts'
import { matchingFilters } from './monitor-subscriptions.ts'

export class OrderMonitor {
  readonly #report: Report
  readonly #session: SessionRecord
  readonly #ledger: Ledger
  /** QoS 2 messages of this client before their PUBREL, in the order of sending. */
  readonly #unreleased: number[] = []
  /** The last position received, by publisher and then by topic and QoS. */
  readonly #last = new Map<object, Map<string, number>>()

  constructor(report: Report, session: SessionRecord, ledger: Ledger) {
    this.#report = report
    this.#session = session
    this.#ledger = ledger
  }

  /** A PUBLISH has its topic in full. */
  sent(packet: Packet): void {
    if (packet.type === 'PUBLISH') {
      this.#ledger.published(this.#session, packet)
      if (packet.qos === 2 && packet.packetId !== undefined) this.#unreleased.push(packet.packetId)
    }
    if (packet.type === 'PUBREL') this.#release(packet.packetId)
  }

  /** A PUBLISH has its topic in full. */
  received(packet: Packet): void {
    if (packet.type !== 'PUBLISH' || packet.dup || packet.retain) return
    const filters = matchingFilters(this.#session, packet.topic)
    const isOrdered = filters.length === 1 && !filters[0]?.[0].startsWith('$share/')
    if (isOrdered) this.#check(packet)
  }

  /** A broker may pass a message on at its PUBREL, so these make the order too. */
  #release(packetId: number): void {
    const at = this.#unreleased.indexOf(packetId)
    if (at > 0) this.#ledger.forgetOrder(this.#session)
    if (at >= 0) this.#unreleased.splice(at, 1)
  }

  #check(packet: Publish): void {
    const publication = this.#ledger.publicationOf(packet)
    if (publication === undefined) return
    const { publisher, qos, position } = publication
    const positions = this.#last.get(publisher) ?? new Map<string, number>()
    this.#last.set(publisher, positions)
    // A subscription may be changed to another QoS in between, and waiting messages overtaken.
    const stream = `${packet.topic}\0${qos}\0${packet.qos}`
    const last = positions.get(stream) ?? -1
    if (position < last) this.#report('order')
    else positions.set(stream, position)
  }
}
