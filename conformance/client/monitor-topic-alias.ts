/**
 * Follows the topic aliases of one connection in both directions, judges the broker's and tells the topic
 * that a PUBLISH means.
 */
import type { Connect, Packet, Publish } from '../wire/packet.ts'
import type { Report } from './monitor-rules.ts'
import { propertyNumber } from './property-value.ts'

export class TopicAliasMonitor {
  readonly #report: Report
  #connect: Connect | undefined
  readonly #clientAliases = new Map<number, string>()
  readonly #brokerAliases = new Map<number, string>()

  constructor(report: Report) {
    this.#report = report
  }

  sent(packet: Packet): void {
    if (packet.type === 'CONNECT') this.#connect = packet
  }

  received(packet: Packet): void {
    if (packet.type !== 'PUBLISH' || this.#connect === undefined) return
    const alias = aliasOf(packet)
    if (alias === undefined) return
    const maximum = propertyNumber(this.#connect.properties, 'Topic Alias Maximum') ?? 0
    if (maximum === 0) this.#report('noTopicAlias')
    else if (alias > maximum) this.#report('topicAliasMaximum')
    if (packet.topic === '' && !this.#brokerAliases.has(alias)) this.#report('knownTopicAlias')
  }

  /** The packet with its topic name in full; undefined when the alias means nothing. */
  resolve(packet: Publish, sender: 'client' | 'broker'): Publish | undefined {
    const aliases = sender === 'client' ? this.#clientAliases : this.#brokerAliases
    const alias = aliasOf(packet)
    if (alias === undefined) return packet
    if (packet.topic !== '') aliases.set(alias, packet.topic)
    const topic = aliases.get(alias)
    return topic === undefined ? undefined : { ...packet, topic }
  }
}

function aliasOf(packet: Publish): number | undefined {
  return propertyNumber(packet.properties, 'Topic Alias')
}
