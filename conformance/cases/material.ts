/**
 * The right packets that the cases are made of: for each place a plain one, which every broker takes,
 * and a full one with all the fields that there can be.
 */
import { encode } from '../wire/encode.ts'
import type { Encoded } from '../wire/encode.ts'
import type {
  Connect,
  Packet,
  Property,
  Publish,
  Subscribe,
  Unsubscribe,
  Version,
  Will,
} from '../wire/packet.ts'
import { PROPERTIES } from '../wire/properties.ts'
import type { PropertyRow } from '../wire/properties.ts'
import type { Attempt, Place } from './byte-case.ts'

export interface Names {
  /** Another one of the same length at each call, so that cases can run side by side. */
  readonly nextClientId: () => string
  readonly topic: string
  readonly userName: string | undefined
  readonly password: Uint8Array | undefined
}

const PROTOCOLS = {
  '3.1': { name: 'MQIsdp', level: 3 },
  '3.1.1': { name: 'MQTT', level: 4 },
  '5.0': { name: 'MQTT', level: 5 },
} as const
const PACKET_ID = 10
const CONTINUE_AUTHENTICATION = 0x18
const bytesOf = (text: string) => new TextEncoder().encode(text)

export class Material {
  readonly version: Version
  readonly names: Names

  constructor(version: Version, names: Names) {
    this.version = version
    this.names = names
  }

  /** With these properties in the list of the place. */
  plain(place: Place, properties: readonly Property[] = []): Encoded {
    return this.#encoded(this.plainPacket(place, properties))
  }

  /** With every property that a client may send there. */
  full(place: Place): Encoded {
    const properties = this.allowed(place)
    switch (place) {
      case 'CONNECT':
      case 'will':
        return this.#encoded(this.#fullConnect())
      case 'PUBLISH':
        return this.#encoded(this.publish({ qos: 1, packetId: PACKET_ID, properties }))
      case 'SUBSCRIBE': {
        const { subscriptions } = this.subscribe()
        const twice = [...subscriptions, ...subscriptions]
        return this.#encoded(this.subscribe({ subscriptions: twice, properties }))
      }
      case 'UNSUBSCRIBE': {
        const { topic } = this.names
        return this.#encoded(this.unsubscribe({ filters: [topic, topic], properties }))
      }
      default:
        return this.plain(place, properties)
    }
  }

  /** That sends the packet as it is, with nothing left out. */
  attempt(what: string, packet: Packet): Attempt {
    const source = this.#encoded(packet)
    return { what, bytes: source.bytes, source }
  }

  plainPacket(place: Place, properties: readonly Property[] = []): Packet {
    switch (place) {
      case 'CONNECT':
        return this.connect({ properties })
      case 'will':
        return this.connect({ will: this.#will(properties) })
      case 'PUBLISH':
        return this.publish({ properties })
      case 'SUBSCRIBE':
        return this.subscribe({ properties })
      case 'UNSUBSCRIBE':
        return this.unsubscribe({ properties })
      case 'CONNACK':
        return { type: place, sessionPresent: false, reasonCode: 0, properties }
      case 'SUBACK':
      case 'UNSUBACK':
        return { type: place, packetId: PACKET_ID, reasonCodes: [0], properties }
      case 'PINGREQ':
      case 'PINGRESP':
        return { type: place }
      case 'DISCONNECT':
        return { type: place, reasonCode: 0, properties }
      case 'AUTH':
        return { type: place, reasonCode: CONTINUE_AUTHENTICATION, properties }
      default:
        return { type: place, packetId: PACKET_ID, reasonCode: 0, properties }
    }
  }

  connect(fields: Partial<Connect> = {}): Connect {
    const { name, level } = PROTOCOLS[this.version]
    const { nextClientId, userName, password } = this.names
    return {
      type: 'CONNECT',
      protocolName: name,
      protocolLevel: level,
      cleanStart: true,
      keepAlive: 60,
      clientId: nextClientId(),
      will: undefined,
      userName,
      password,
      properties: [],
      ...fields,
    }
  }

  publish(fields: Partial<Publish> = {}): Publish {
    return {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: this.names.topic,
      packetId: undefined,
      payload: bytesOf('payload'),
      properties: [],
      ...fields,
    }
  }

  subscribe(fields: Partial<Subscribe> = {}): Subscribe {
    const filter = this.names.topic
    const options = { qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const
    const subscriptions = [{ filter, ...options }]
    return { type: 'SUBSCRIBE', packetId: PACKET_ID, subscriptions, properties: [], ...fields }
  }

  unsubscribe(fields: Partial<Unsubscribe> = {}): Unsubscribe {
    const filters = [this.names.topic]
    return { type: 'UNSUBSCRIBE', packetId: PACKET_ID, filters, properties: [], ...fields }
  }

  /** In a right order and with right values. */
  allowed(place: Place): readonly Property[] {
    return PROPERTIES.filter((row) => mayStand(row, place)).map((row) => this.property(row))
  }

  property({ name, kind }: PropertyRow): Property {
    if (name === 'Response Topic') return { name, value: this.names.topic }
    if (name === 'Maximum Packet Size') return { name, value: 100_000 }
    if (name === 'Session Expiry Interval') return { name, value: 0 }
    switch (kind) {
      case 'text':
        return { name, value: 'text' }
      case 'binary':
        return { name, value: bytesOf('data') }
      case 'pair':
        return { name, value: ['name', 'value'] }
      case 'varint':
        return { name, value: 200 }
      default:
        return { name, value: 1 }
    }
  }

  #fullConnect(): Connect {
    return this.connect({
      will: this.#will(this.allowed('will')),
      userName: this.names.userName ?? 'user',
      password: this.names.password ?? bytesOf('secret'),
      properties: this.allowed('CONNECT'),
    })
  }

  #will(properties: readonly Property[]): Will {
    const { topic } = this.names
    return { topic, payload: bytesOf('gone'), qos: 0, retain: false, properties }
  }

  #encoded(packet: Packet): Encoded {
    return encode(packet, this.version, { isShort: false })
  }
}

/** Whether a client may send the property there. */
export function mayStand({ places, onlyFrom }: PropertyRow, place: Place): boolean {
  return places.includes(place) && onlyFrom[place] !== 'server'
}

/** The name of the length field of the place's property list. */
export function listLength(place: Place): string {
  return place === 'will' ? 'will property length' : 'property length'
}

/** What a client sends in the version. */
export function clientPackets(version: Version): readonly Place[] {
  return version === '5.0' ? [...PACKETS, 'AUTH'] : PACKETS
}

const PACKETS: readonly Place[] = [
  'CONNECT',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'PINGREQ',
  'DISCONNECT',
]

/** Where a client sends properties. */
export const PLACES_WITH_PROPERTIES: readonly Place[] = [
  'CONNECT',
  'will',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'DISCONNECT',
  'AUTH',
]
