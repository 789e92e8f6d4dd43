/** What the small broker offers and refuses, by the names of a managed target's settings. */
import type { Property } from '../wire/packet.ts'
import type { Settings } from '../target/protocol.ts'

/** Kinds of subscriptions that a broker may do without. */
export type Missing = 'wildcards' | 'shared subscriptions' | 'subscription identifiers'

export type Limits = Partial<Omit<Settings, 'listeners' | 'persistent'>> & {
  readonly without?: readonly Missing[]
}

export const TOPIC_ALIAS_MAXIMUM = 10

/** What a CONNACK of 5.0 says of them. @MQTT-5.0:3.2.2-9 */
export function announced(limits: Limits): readonly Property[] {
  const { without = [] } = limits
  const values: readonly (readonly [string, number | undefined])[] = [
    ['Maximum QoS', limits['maximum QoS']],
    ['Retain Available', limits['retain available'] === false ? 0 : undefined],
    ['Maximum Packet Size', limits['maximum packet size']],
    ['Receive Maximum', limits['receive maximum']],
    ['Topic Alias Maximum', limits['topic alias maximum'] ?? TOPIC_ALIAS_MAXIMUM],
    ['Wildcard Subscription Available', without.includes('wildcards') ? 0 : undefined],
    ['Shared Subscription Available', without.includes('shared subscriptions') ? 0 : undefined],
    [
      'Subscription Identifier Available',
      without.includes('subscription identifiers') ? 0 : undefined,
    ],
  ]
  return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
}
