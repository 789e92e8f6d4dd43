/**
 * Our packets in the form of mqtt-packet, the codec of the MQTT.js family, which knows nothing of ours:
 * what both say about the same bytes must agree. Tests only.
 */
import type * as foreign from 'mqtt-packet'
import type {
  Ack,
  Connect,
  Packet,
  Publish,
  Suback,
  Subscribe,
  SubscribeFilter,
  Unsuback,
  Unsubscribe,
  Will,
} from './packet.ts'
import type { ProtocolVersion } from './protocol.ts'
import type { Properties, UserProperty } from './property-table.ts'

/** What mqtt-packet reads from the bytes of `packet`, and what it writes as the same packet. */
export function foreignForm(packet: Packet, version: ProtocolVersion): foreign.Packet {
  const properties = 'properties' in packet ? foreignProperties(packet.properties) : {}
  switch (packet.type) {
    case 'connect':
      return { ...foreignConnect(packet), ...properties }
    case 'publish':
      return { ...foreignPublish(packet), ...properties }
    case 'pingreq':
    case 'pingresp':
      return { cmd: packet.type }
    case 'connack': {
      const { type: cmd, sessionPresent, reasonCode } = packet
      const code = version === 5 ? { reasonCode } : { returnCode: reasonCode }
      return { cmd, sessionPresent, ...code, ...properties }
    }
    case 'disconnect':
      return { cmd: packet.type, ...reasonIn5(packet.reasonCode, version), ...properties }
    case 'auth':
      return { cmd: packet.type, reasonCode: packet.reasonCode, ...properties }
    default:
      return { ...foreignExchange(packet, version), ...properties }
  }
}

/** Packets that ask or answer under a Packet Identifier. */
function foreignExchange(
  packet: Ack | Subscribe | Suback | Unsubscribe | Unsuback,
  version: ProtocolVersion,
): foreign.Packet {
  const messageId = packet.packetId
  switch (packet.type) {
    case 'subscribe': {
      const subscriptions = packet.subscriptions.map((it) => foreignSubscription(it, version))
      return { cmd: packet.type, messageId, subscriptions }
    }
    case 'unsubscribe':
      return { cmd: packet.type, messageId, unsubscriptions: [...packet.filters] }
    case 'suback':
    case 'unsuback':
      return { cmd: packet.type, messageId, granted: [...packet.reasonCodes] }
    default:
      return { cmd: packet.type, messageId, ...reasonIn5(packet.reasonCode, version) }
  }
}

/**
 * True when mqtt-packet can say all of `packet`. Of user properties with one name it loses some, it
 * always wants a body in AUTH, a user name with a password, and a client id in 3.1 or for a session
 * that is to stay.
 */
export function hasForeignForm(packet: Packet): boolean {
  if ('properties' in packet && repeatsNames(packet.properties)) return false
  if (packet.type === 'auth') return packet.reasonCode !== 0
  if (packet.type !== 'connect') return true
  const { clientId, cleanStart, version, password, userName, will } = packet
  return (
    (clientId !== '' || (cleanStart && version !== 3)) &&
    (password === undefined || userName !== undefined) &&
    !repeatsNames(will?.properties ?? {})
  )
}

function repeatsNames({ userProperties = [] }: Properties): boolean {
  return new Set(userProperties.map(([name]) => name)).size < userProperties.length
}

function foreignConnect(packet: Connect): foreign.IConnectPacket {
  const { type: cmd, version, clientId, cleanStart, keepAlive, userName, password, will } = packet
  return {
    cmd,
    protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolVersion: version,
    clientId,
    clean: cleanStart,
    keepalive: keepAlive,
    ...(userName === undefined ? {} : { username: userName }),
    ...(password === undefined ? {} : { password: Buffer.from(password) }),
    ...(will === undefined ? {} : { will: foreignWill(will) }),
  }
}

function foreignWill({ topic, payload, qos, retain, properties }: Will) {
  return { topic, payload: Buffer.from(payload), qos, retain, ...foreignProperties(properties) }
}

function foreignPublish(packet: Publish): foreign.IPublishPacket {
  const { type: cmd, topic, qos, retain, dup, packetId } = packet
  const payload = Buffer.from(packet.payload)
  return { cmd, topic, payload, qos, retain, dup, ...(qos > 0 ? { messageId: packetId } : {}) }
}

function foreignSubscription(
  { filter, qos, noLocal, retainAsPublished, retainHandling }: SubscribeFilter,
  version: ProtocolVersion,
): foreign.ISubscription {
  const options = { nl: noLocal, rap: retainAsPublished, rh: retainHandling }
  return { topic: filter, qos, ...(version === 5 ? options : {}) }
}

function reasonIn5(reasonCode: number, version: ProtocolVersion): { reasonCode?: number } {
  return version === 5 ? { reasonCode } : {}
}

/** Of what we have as numbers, mqtt-packet has these as truth values. */
const truthValues: ReadonlySet<string> = new Set([
  'payloadFormatIndicator',
  'requestProblemInformation',
  'requestResponseInformation',
  'retainAvailable',
  'wildcardSubscriptionAvailable',
  'subscriptionIdentifiersAvailable',
  'sharedSubscriptionAvailable',
])

function foreignProperties(properties: Properties): { properties?: Record<string, unknown> } {
  const { userProperties, subscriptionIdentifiers, maximumQos, ...others } = properties
  const entries = Object.entries(others).map(([name, value]) => [name, foreignValue(name, value)])
  if (maximumQos !== undefined) entries.push(['maximumQoS', maximumQos])
  if (userProperties !== undefined) entries.push(['userProperties', byName(userProperties)])
  if (subscriptionIdentifiers !== undefined) {
    const [first, ...more] = subscriptionIdentifiers
    entries.push(['subscriptionIdentifier', more.length === 0 ? first : subscriptionIdentifiers])
  }
  return entries.length === 0 ? {} : { properties: Object.fromEntries(entries) }
}

function foreignValue(name: string, value: unknown): unknown {
  if (truthValues.has(name)) return value === 1
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

/** Without a prototype, as mqtt-packet has them. */
function byName(userProperties: readonly UserProperty[]): Record<string, string> {
  const object: Record<string, string> = Object.create(null)
  for (const [name, value] of userProperties) object[name] = value
  return object
}
