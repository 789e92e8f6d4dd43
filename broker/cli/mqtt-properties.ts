/**
 * Properties of MQTT 5.0 as they are typed: `-D publish content-type text/plain`, as with the clients
 * of Mosquitto. It knows which packet may carry which property.
 */
import type { MqttProperties } from '../drivers/mqtt-client.ts'
import type { Arguments, Flag } from './flags.ts'
import { usageError } from './flags.ts'

export const propertyFlag: Flag = {
  name: 'property',
  short: 'D',
  value: 'packet property value',
  takesWords: true,
  doc: 'Property of CONNECT, PUBLISH, SUBSCRIBE or the will, as in -D publish content-type text/plain, or -D publish user-property name value; MQTT 5.0 only.',
}

export type PacketName = 'connect' | 'publish' | 'subscribe' | 'will'

interface Property {
  readonly packets: readonly PacketName[]
  readonly set: (properties: MqttProperties, text: string, value: string) => void
}

const MESSAGE: readonly PacketName[] = ['publish', 'will']
const CONNECT: readonly PacketName[] = ['connect']
const UINT16_MAX = 0xffff
const UINT32_MAX = 0xffffffff
const SUBSCRIPTION_IDENTIFIER_MAX = 268_435_455

const properties: Readonly<Record<string, Property>> = {
  'content-type': { packets: MESSAGE, set: (own, text) => (own.contentType = text) },
  'correlation-data': {
    packets: MESSAGE,
    set: (own, text) => (own.correlationData = Buffer.from(text)),
  },
  'maximum-packet-size': {
    packets: CONNECT,
    set: (own, text) => (own.maximumPacketSize = whole(text, UINT32_MAX)),
  },
  'message-expiry-interval': {
    packets: MESSAGE,
    set: (own, text) => (own.messageExpiryInterval = whole(text, UINT32_MAX)),
  },
  'payload-format-indicator': {
    packets: MESSAGE,
    set: (own, text) => (own.payloadFormatIndicator = whole(text, 1) === 1),
  },
  'receive-maximum': {
    packets: CONNECT,
    set: (own, text) => (own.receiveMaximum = whole(text, UINT16_MAX)),
  },
  'request-problem-information': {
    packets: CONNECT,
    set: (own, text) => (own.requestProblemInformation = whole(text, 1) === 1),
  },
  'request-response-information': {
    packets: CONNECT,
    set: (own, text) => (own.requestResponseInformation = whole(text, 1) === 1),
  },
  'response-topic': { packets: MESSAGE, set: (own, text) => (own.responseTopic = text) },
  'session-expiry-interval': {
    packets: CONNECT,
    set: (own, text) => (own.sessionExpiryInterval = whole(text, UINT32_MAX)),
  },
  'subscription-identifier': {
    packets: ['subscribe'],
    set: (own, text) => (own.subscriptionIdentifier = whole(text, SUBSCRIPTION_IDENTIFIER_MAX)),
  },
  'topic-alias-maximum': {
    packets: CONNECT,
    set: (own, text) => (own.topicAliasMaximum = whole(text, UINT16_MAX)),
  },
  'user-property': {
    packets: ['connect', 'publish', 'subscribe', 'will'],
    set: addUserProperty,
  },
  'will-delay-interval': {
    packets: ['will'],
    set: (own, text) => (own.willDelayInterval = whole(text, UINT32_MAX)),
  },
}

/** What `-D` gave to one packet. Throws BrokerError USAGE_INVALID, also for another packet's mistake. */
export function propertiesOf(args: Arguments, packet: PacketName): MqttProperties {
  const own: MqttProperties = {}
  for (const [packetName = '', name = '', text, value, ...rest] of args.wordsOf('property')) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (property === undefined) {
      const known = Object.keys(properties).join(', ')
      throw usageError(`-D ${packetName} ${name}: no such property; there are ${known}`)
    }
    if (!property.packets.some((carrier) => carrier === packetName)) {
      throw usageError(`-D ${packetName} ${name}: only for ${property.packets.join(', ')}`)
    }
    const takesPair = name === 'user-property'
    if (text === undefined || takesPair !== (value !== undefined) || rest.length > 0) {
      throw usageError(
        `-D ${packetName} ${name} takes ${takesPair ? 'a name and a value' : 'one value'}`,
      )
    }
    if (packetName === packet) property.set(own, text, value ?? '')
  }
  return own
}

function addUserProperty(own: MqttProperties, name: string, value: string): void {
  const userProperties = (own.userProperties ??= {})
  const before = userProperties[name]
  userProperties[name] = before === undefined ? value : [before, value].flat()
}

function whole(text: string, max: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= max) return value
  throw usageError(`-D: ${text} must be a whole number up to ${max}`)
}
