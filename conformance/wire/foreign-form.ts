/**
 * Our packets in the form of mqtt-packet, the codec of the MQTT.js family, which knows nothing of ours:
 * what both say about the same bytes must agree. Tests only.
 */
import type { Connect, Packet, Property, Publish, Subscription, Version, Will } from './packet.ts'

export interface ForeignPacket {
  readonly cmd: string
  readonly [field: string]: unknown
}

/**
 * True when mqtt-packet can say all of `packet`. Of user properties with one name it loses some, it
 * always wants a body in AUTH, a user name with a password, and a client identifier in 3.1 or for a
 * session that is to stay. Bad authentication method is a code of DISCONNECT in one table of the
 * standard and none in another; mqtt-packet goes by the other.
 */
export function hasForeignForm(packet: Packet): boolean {
  if ('properties' in packet && repeatsNames(packet.properties)) return false
  if (packet.type === 'AUTH') return packet.reasonCode !== 0
  if (packet.type === 'DISCONNECT') return packet.reasonCode !== 0x8c
  if (packet.type !== 'CONNECT') return true
  const { clientId, cleanStart, protocolLevel, password, userName, will } = packet
  return (
    (clientId !== '' || (cleanStart && protocolLevel > 3)) &&
    (password === undefined || userName !== undefined) &&
    !repeatsNames(will?.properties ?? [])
  )
}

/** What mqtt-packet reads from the bytes of `packet`, and what it writes as the same packet. */
export function foreignForm(packet: Packet, version: Version): ForeignPacket {
  const cmd = packet.type.toLowerCase()
  const properties = 'properties' in packet ? foreignProperties(packet.properties) : {}
  const in5 = (fields: object) => (version === '5.0' ? fields : {})
  switch (packet.type) {
    case 'CONNECT':
      return { cmd, ...foreignConnect(packet), ...properties }
    case 'CONNACK': {
      const { sessionPresent, reasonCode } = packet
      const code = version === '5.0' ? { reasonCode } : { returnCode: reasonCode }
      return { cmd, sessionPresent, ...code, ...properties }
    }
    case 'PUBLISH':
      return { cmd, ...foreignPublish(packet), ...properties }
    case 'SUBSCRIBE': {
      const subscriptions = packet.subscriptions.map((it) => foreignSubscription(it, version))
      return { cmd, messageId: packet.packetId, subscriptions, ...properties }
    }
    case 'UNSUBSCRIBE':
      return { cmd, messageId: packet.packetId, unsubscriptions: packet.filters, ...properties }
    case 'SUBACK':
    case 'UNSUBACK':
      return { cmd, messageId: packet.packetId, granted: packet.reasonCodes, ...properties }
    case 'PINGREQ':
    case 'PINGRESP':
      return { cmd }
    case 'DISCONNECT':
    case 'AUTH':
      return { cmd, ...in5({ reasonCode: packet.reasonCode }), ...properties }
    default: {
      const { packetId: messageId, reasonCode } = packet
      return { cmd, messageId, ...in5({ reasonCode }), ...properties }
    }
  }
}

function repeatsNames(properties: readonly Property[]): boolean {
  const names = userProperties(properties).map(([name]) => name)
  return new Set(names).size < names.length
}

function userProperties(properties: readonly Property[]): readonly (readonly [string, string])[] {
  return properties.flatMap(({ value }) =>
    typeof value === 'object' && !(value instanceof Uint8Array) ? [value] : [],
  )
}

function foreignConnect(packet: Connect): object {
  const { protocolName, protocolLevel, clientId, cleanStart, keepAlive } = packet
  const { userName, password, will } = packet
  return {
    protocolId: protocolName,
    protocolVersion: protocolLevel,
    clientId,
    clean: cleanStart,
    keepalive: keepAlive,
    ...(userName === undefined ? {} : { username: userName }),
    ...(password === undefined ? {} : { password: Buffer.from(password) }),
    ...(will === undefined ? {} : { will: foreignWill(will) }),
  }
}

function foreignWill({ topic, payload, qos, retain, properties }: Will): object {
  return { topic, payload: Buffer.from(payload), qos, retain, ...foreignProperties(properties) }
}

function foreignPublish({ topic, payload, qos, retain, dup, packetId }: Publish): object {
  const id = packetId === undefined ? {} : { messageId: packetId }
  return { topic, payload: Buffer.from(payload), qos, retain, dup, ...id }
}

function foreignSubscription(subscription: Subscription, version: Version): object {
  const {
    filter: topic,
    qos,
    noLocal: nl,
    retainAsPublished: rap,
    retainHandling: rh,
  } = subscription
  return { topic, qos, ...(version === '5.0' ? { nl, rap, rh } : {}) }
}

/** Of what we have as numbers, mqtt-packet has these as truth values. */
const TRUTH_VALUES: ReadonlySet<string> = new Set([
  'payloadFormatIndicator',
  'requestProblemInformation',
  'requestResponseInformation',
  'retainAvailable',
  'wildcardSubscriptionAvailable',
  'subscriptionIdentifiersAvailable',
  'sharedSubscriptionAvailable',
])

/** In the order of ours, which is the order in which mqtt-packet writes. */
function foreignProperties(properties: readonly Property[]): object {
  if (properties.length === 0) return {}
  const found: Record<string, unknown> = {}
  for (const { name, value } of properties) {
    const key = foreignName(name)
    const earlier = found[key]
    const own = foreignValue(key, value)
    found[key] = earlier === undefined ? own : [earlier, own].flat()
  }
  const pairs = userProperties(properties)
  if (pairs.length > 0) found['userProperties'] = withoutPrototype(pairs)
  return { properties: found }
}

function foreignName(name: string): string {
  if (name === 'Subscription Identifier Available') return 'subscriptionIdentifiersAvailable'
  if (name === 'User Property') return 'userProperties'
  const joined = name.replaceAll(' ', '')
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}

function foreignValue(key: string, value: Property['value']): unknown {
  if (TRUTH_VALUES.has(key)) return value === 1
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

/** As mqtt-packet has them. */
function withoutPrototype(pairs: readonly (readonly [string, string])[]): object {
  return Object.assign(Object.create(null), Object.fromEntries(pairs))
}
