/** Scenes for the tests of the monitor: packets with harmless fields, and what goes before them. */
import type {
  Acknowledgement,
  Connack,
  Connect,
  Packet,
  Property,
  Publish,
  QoS,
  Subscribe,
  SubscriptionAnswer,
  Unsubscribe,
  Version,
} from '../wire/packet.ts'
import type { WireFault } from '../wire/wire-fault.ts'
import { Ledger } from './monitor-ledger.ts'
import { Monitor } from './monitor.ts'

export type Step = readonly [
  direction: 'sent' | 'received',
  packet: Packet | WireFault,
  size?: number | undefined,
]

export const sent = (packet: Packet | WireFault): Step => ['sent', packet]
export const received = (packet: Packet | WireFault, size?: number): Step => [
  'received',
  packet,
  size,
]

export function connect(fields: Partial<Connect> = {}): Connect {
  return {
    type: 'CONNECT',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'alice',
    will: undefined,
    userName: undefined,
    password: undefined,
    properties: [],
    ...fields,
  }
}

export function connack(fields: Partial<Connack> = {}): Connack {
  return { type: 'CONNACK', sessionPresent: false, reasonCode: 0, properties: [], ...fields }
}

export function publish(text: string, fields: Partial<Publish> = {}): Publish {
  const payload = Buffer.from(text)
  const qos: QoS = fields.packetId === undefined ? 0 : 1
  const flags = { dup: false, qos, retain: false, packetId: undefined }
  return { type: 'PUBLISH', topic: 'a/b', properties: [], payload, ...flags, ...fields }
}

export function ack(
  type: Acknowledgement['type'],
  packetId: number,
  reasonCode = 0,
): Acknowledgement {
  return { type, packetId, reasonCode, properties: [] }
}

export function subscribe(
  filter: string,
  qos: QoS,
  properties: readonly Property[] = [],
): Subscribe {
  const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 }
  return {
    type: 'SUBSCRIBE',
    packetId: 9,
    properties,
    subscriptions: [{ filter, qos, ...options }],
  }
}

export function suback(...reasonCodes: number[]): SubscriptionAnswer {
  return { type: 'SUBACK', packetId: 9, properties: [], reasonCodes }
}

export function unsubscribe(filter: string): Unsubscribe {
  return { type: 'UNSUBSCRIBE', packetId: 9, properties: [], filters: [filter] }
}

export function unsuback(packetId: number, ...reasonCodes: number[]): SubscriptionAnswer {
  return { type: 'UNSUBACK', packetId, properties: [], reasonCodes }
}

export const ending = (type: 'DISCONNECT' | 'AUTH', reasonCode = 0): Packet => ({
  type,
  reasonCode,
  properties: [],
})

export const number = (name: string, value: number): Property => ({ name, value })
export const limited = (name: string, value: number): Step =>
  sent(connect({ properties: [number(name, value)] }))

export const CONNECTED = [sent(connect()), received(connack())]
export const SUBSCRIBED = [...CONNECTED, sent(subscribe('a/#', 2)), received(suback(2))]
export const RESUMED = [
  sent(connect({ cleanStart: false })),
  received(connack({ sessionPresent: true })),
] as const

/** The first statement of each violation; its rule where there is none. */
export function violations(
  steps: readonly Step[],
  { version = '5.0', ledger = new Ledger() }: { version?: Version; ledger?: Ledger } = {},
): readonly string[] {
  const monitor = new Monitor(version, ledger)
  for (const [direction, packet, size = 2] of steps) {
    monitor.notice(direction, new Uint8Array(size), packet)
  }
  return monitor.violations.flatMap(({ rule, statements }) => statements[0] ?? rule)
}
