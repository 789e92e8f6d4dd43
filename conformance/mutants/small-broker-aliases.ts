/** Topic aliases that the small broker sends: the first topics of a connection get one. */
import type { Publish } from '../wire/packet.ts'
import type { Faults } from './faults.ts'

export class ServerAliases {
  readonly #maximum: number
  readonly #aliases = new Map<string, number>()

  /** @param maximum as the client says, 0 for none */
  constructor(maximum: number) {
    this.#maximum = maximum
  }

  /** The forms to try, the best first. @MQTT-5.0:3.1.2-26 @MQTT-5.0:3.1.2-27 */
  *forms(publish: Publish, faults: Faults): Generator<Publish> {
    const { topic } = publish
    const known = this.#aliases.get(topic)
    const free = this.#aliases.size + 1
    const exceeds = faults.has('sends more aliases than the client takes')
    const alias = known ?? (free <= this.#maximum || exceeds ? free : undefined)
    if (alias !== undefined) {
      // Set before it is sent, which is while the caller looks at it; taken back if it was not.
      this.#aliases.set(topic, alias)
      const properties = [{ name: 'Topic Alias', value: alias }, ...publish.properties]
      yield { ...publish, topic: known === undefined ? topic : '', properties }
      if (known === undefined) this.#aliases.delete(topic)
    }
    yield publish
  }
}
