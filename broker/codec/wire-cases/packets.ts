/** Packets for tests, with everything that a test does not name left at its plainest value. */
import type {
  Ack,
  AckType,
  Auth,
  Connack,
  Connect,
  Disconnect,
  Publish,
  Suback,
  Subscribe,
  SubscribeFilter,
  Unsuback,
  Unsubscribe,
  Will,
} from '../packet.ts'
import type { ProtocolVersion } from '../protocol.ts'

const NOTHING: Uint8Array = new Uint8Array(0)

export function connect(version: ProtocolVersion, fields: Partial<Connect> = {}): Connect {
  return {
    type: 'connect',
    version,
    clientId: 'c',
    cleanStart: true,
    keepAlive: 0,
    userName: undefined,
    password: undefined,
    will: undefined,
    properties: {},
    ...fields,
  }
}

export function will(fields: Partial<Will> = {}): Will {
  return { topic: 'w', payload: NOTHING, qos: 0, retain: false, properties: {}, ...fields }
}

export function connack(fields: Partial<Connack> = {}): Connack {
  return { type: 'connack', sessionPresent: false, reasonCode: 0, properties: {}, ...fields }
}

export function publish(fields: Partial<Publish> = {}): Publish {
  return {
    type: 'publish',
    topic: 't',
    payload: NOTHING,
    qos: 0,
    retain: false,
    dup: false,
    packetId: 0,
    properties: {},
    ...fields,
  }
}

export function ack(type: AckType, fields: Partial<Ack> = {}): Ack {
  return { type, packetId: 1, reasonCode: 0, properties: {}, ...fields }
}

export function filter(name: string, fields: Partial<SubscribeFilter> = {}): SubscribeFilter {
  return {
    filter: name,
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
    ...fields,
  }
}

export function subscribe(
  subscriptions: readonly SubscribeFilter[],
  fields: Partial<Subscribe> = {},
): Subscribe {
  return { type: 'subscribe', packetId: 1, subscriptions, properties: {}, ...fields }
}

export function suback(reasonCodes: readonly number[], fields: Partial<Suback> = {}): Suback {
  return { type: 'suback', packetId: 1, reasonCodes, properties: {}, ...fields }
}

export function unsubscribe(
  filters: readonly string[],
  fields: Partial<Unsubscribe> = {},
): Unsubscribe {
  return { type: 'unsubscribe', packetId: 1, filters, properties: {}, ...fields }
}

export function unsuback(reasonCodes: readonly number[], fields: Partial<Unsuback> = {}): Unsuback {
  return { type: 'unsuback', packetId: 1, reasonCodes, properties: {}, ...fields }
}

export function disconnect(fields: Partial<Disconnect> = {}): Disconnect {
  return { type: 'disconnect', reasonCode: 0, properties: {}, ...fields }
}

export function auth(fields: Partial<Auth> = {}): Auth {
  return { type: 'auth', reasonCode: 0x18, properties: {}, ...fields }
}
