/**
 * Topic aliases of one connection, in each direction. They end with the connection.
 * @MQTT-5.0:3.3.2-7
 */
import { ProtocolFault } from '../codec/index.ts'
import type { PublishHeader } from '../codec/index.ts'

/** A topic as the matcher finds it again. */
export interface AliasedTopic {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Aliases the client gave to topics it publishes to. */
export class ClientAliases {
  readonly #maximum: number
  readonly #topics: (AliasedTopic | undefined)[] = []

  constructor(maximum: number) {
    this.#maximum = maximum
  }

  /** @throws ProtocolFault topicAliasInvalid above the maximum announced in CONNACK @MQTT-5.0:3.2.2-17 */
  set(alias: number, topic: AliasedTopic): void {
    this.#check(alias)
    this.#topics[alias] = topic
  }

  /** @throws ProtocolFault when nothing was set for the alias */
  get(alias: number): AliasedTopic {
    this.#check(alias)
    const topic = this.#topics[alias]
    if (topic === undefined) throw new ProtocolFault('protocolError', 'the alias is not set')
    return topic
  }

  #check(alias: number): void {
    if (alias > this.#maximum) {
      throw new ProtocolFault('topicAliasInvalid', 'the alias is above the announced maximum')
    }
  }
}

/** Aliases the broker gives: to the first topics it sends, as many as the client allows. */
export class ServerAliases {
  readonly #maximum: number
  readonly #aliases = new Map<string, number>()

  /** @param maximum Topic Alias Maximum of the CONNECT, at least 1 @MQTT-5.0:3.1.2-26 */
  constructor(maximum: number) {
    this.#maximum = maximum
  }

  /** Fills in the alias of a topic, or the next free one together with the topic's name. */
  apply(header: PublishHeader, topic: string): void {
    const known = this.#aliases.get(topic)
    header.aliasOnly = known !== undefined
    const next = this.#aliases.size < this.#maximum ? this.#aliases.size + 1 : 0
    header.topicAlias = known ?? next
  }

  /** The packet with this header goes out: from now on the client knows the alias. */
  commit(header: PublishHeader, topic: string): void {
    if (header.topicAlias !== 0 && !header.aliasOnly) this.#aliases.set(topic, header.topicAlias)
  }
}
