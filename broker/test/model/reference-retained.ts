/** Retained messages of the reference machine: the last one of each topic. */
import { Delivery } from './reference-delivery.ts'
import { matches } from './reference-filters.ts'
import type { Subscription } from './reference-filters.ts'
import { lower } from './reference-message.ts'
import type { Message } from './reference-message.ts'

export class Retained {
  readonly #messages = new Map<string, Message>()

  /** @MQTT-5.0:3.3.1-5 @MQTT-5.0:3.3.1-6 */
  keep(message: Message): void {
    if (message.payload.length === 0) this.#messages.delete(message.topic)
    else this.#messages.set(message.topic, message)
  }

  /** What a SUBSCRIBE brings. @MQTT-5.0:3.3.1-9 @MQTT-5.0:3.3.2-5 */
  deliveries({ filter, qos, identifier }: Subscription, nowMs: number): readonly Delivery[] {
    const wanted = [...this.#messages.values()].filter(
      ({ topic, expiresAtMs }) => matches(filter, topic) && expiresAtMs > nowMs,
    )
    const identifiers = identifier === 0 ? [] : [identifier]
    return wanted.map(
      (message) =>
        new Delivery(message, {
          qos: lower(qos, message.qos),
          retain: true,
          identifiers,
          share: undefined,
        }),
    )
  }
}
