/** Topic filters as the reference machine reads them, shared ones included. */
import type { ProtocolVersion, SubscribeFilter } from '../../codec/index.ts'
import { topicMatches } from '../../routing/naive-match.ts'

export interface Subscription extends SubscribeFilter {
  /** 0 for none. */
  readonly identifier: number
}

/** @MQTT-5.0:4.8.2-1 */
export function isShared(filter: string): boolean {
  return filter.startsWith('$share/')
}

function withoutGroup(filter: string): string {
  return isShared(filter) ? filter.split('/').slice(2).join('/') : filter
}

/** @MQTT-5.0:4.7.1-1 @MQTT-5.0:4.7.1-2 @MQTT-5.0:4.7.3-1 @MQTT-5.0:4.8.2-2 */
export function isValid(filter: string): boolean {
  if (isShared(filter) && !/^\$share\/[^/+#]+\/./.test(filter)) return false
  const levels = withoutGroup(filter).split('/')
  return (
    withoutGroup(filter) !== '' &&
    levels.every(
      (level, place) =>
        level === '+' || (level === '#' && place === levels.length - 1) || !/[+#]/.test(level),
    )
  )
}

export function matches(filter: string, topic: string): boolean {
  return topicMatches(withoutGroup(filter), topic)
}

/** Before 5.0 a subscription has nothing but its QoS. */
export function asSaidIn(version: ProtocolVersion, subscription: Subscription): Subscription {
  if (version === 5) return subscription
  const { filter, qos } = subscription
  return { filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0, identifier: 0 }
}
