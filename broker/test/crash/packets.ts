/** Packets of a client in the shortest words, for tests that send them one by one. */
import { encodeUtf8 } from '../../codec/index.ts'
import type {
  Ack,
  AckType,
  Connect,
  Properties,
  Publish,
  QoS,
  Subscribe,
  Will,
} from '../../codec/index.ts'

const HOUR_SECONDS = 3600

export interface ConnectOptions {
  readonly cleanStart?: boolean
  /** Seconds. */
  readonly sessionExpiryInterval?: number
  readonly will?: Will
}

/** A persistent session of MQTT 5.0 unless the options say otherwise. */
export function connect(clientId: string, options: ConnectOptions = {}): Connect {
  const { cleanStart = false, sessionExpiryInterval = HOUR_SECONDS, will } = options
  return {
    type: 'connect',
    version: 5,
    clientId,
    cleanStart,
    keepAlive: 0,
    userName: undefined,
    password: undefined,
    will,
    properties: { sessionExpiryInterval },
  }
}

export interface PublishOptions {
  readonly qos?: QoS
  readonly packetId?: number
  readonly retain?: boolean
  readonly dup?: boolean
  readonly properties?: Properties
}

export function publish(topic: string, payload: string, options: PublishOptions = {}): Publish {
  const { qos = 0, packetId = 0, retain = false, dup = false, properties = {} } = options
  const bytes = encodeUtf8(payload)
  return { type: 'publish', topic, payload: bytes, qos, retain, dup, packetId, properties }
}

export function subscribe(packetId: number, qos: QoS, ...filters: readonly string[]): Subscribe {
  const subscriptions = filters.map(
    (filter) =>
      ({ filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 }) as const,
  )
  return { type: 'subscribe', packetId, subscriptions, properties: {} }
}

export function ack(type: AckType, packetId: number): Ack {
  return { type, packetId, reasonCode: 0, properties: {} }
}
