/** What `pub` and `sub` share: how to reach a broker, as whom, and with which will. */
import type { MqttClientOptions, OutgoingMessage, Qos } from '../drivers/mqtt-client.ts'
import type { Arguments, Flag } from './flags.ts'
import { usageError } from './flags.ts'
import { propertiesOf, propertyFlag } from './mqtt-properties.ts'

const UINT16_MAX = 0xffff
const UINT32_MAX = 0xffffffff

export const connectionFlags: readonly Flag[] = [
  { name: 'host', short: 'h', value: 'host', default: 'localhost', doc: 'Host of the broker.' },
  { name: 'port', short: 'p', value: 'port', default: '1883', doc: 'Port of the broker.' },
  { name: 'unix', value: 'path', doc: 'Unix socket of the broker, instead of host and port.' },
  { name: 'id', short: 'i', value: 'client id', doc: 'Client id; a new one by default.' },
  { name: 'username', short: 'u', value: 'name', doc: 'User name.' },
  { name: 'pw', short: 'P', value: 'password', doc: 'Password.' },
  { name: 'keepalive', short: 'k', value: 'seconds', default: '60', doc: 'Keep-alive.' },
  {
    name: 'disable-clean-session',
    short: 'c',
    doc: 'Goes on with the session of the client id, and leaves it to the broker afterwards.',
  },
  {
    name: 'session-expiry-interval',
    short: 'x',
    value: 'seconds',
    doc: 'How long the session outlives the connection; with -c for ever by default. MQTT 5.0 only.',
  },
  {
    name: 'protocol-version',
    short: 'V',
    value: 'version',
    default: '5',
    doc: 'MQTT version: 5, 311 or 31, also as mqttv5 and so on.',
  },
  { name: 'will-topic', value: 'topic', doc: 'Topic of the will.' },
  { name: 'will-payload', value: 'text', default: '', doc: 'Payload of the will.' },
  { name: 'will-qos', value: 'qos', default: '0', doc: 'QoS of the will.' },
  { name: 'will-retain', doc: 'The will is a retained message.' },
  propertyFlag,
]

const VERSIONS = { 5: 5, 311: 4, 31: 3, mqttv5: 5, mqttv311: 4, mqttv31: 3 } as const
const QOS: Readonly<Record<string, Qos>> = { 0: 0, 1: 1, 2: 2 }

/** Throws BrokerError USAGE_INVALID. */
export function connectionOptions(args: Arguments): MqttClientOptions {
  const protocolVersion = args.oneOf('protocol-version', VERSIONS)
  const isVersion5 = protocolVersion === 5
  const onlyVersion5 = ['property', 'session-expiry-interval'].find((name) => args.has(name))
  if (!isVersion5 && onlyVersion5 !== undefined) {
    throw usageError(`--${onlyVersion5} needs MQTT 5.0 (-V 5)`)
  }
  const cleanStart = !args.has('disable-clean-session')
  if (!cleanStart && !args.has('id')) throw usageError('-c needs the client id of the session (-i)')
  return {
    address: addressOf(args),
    protocolVersion,
    clientId: args.text('id'),
    cleanStart,
    keepAliveSeconds: args.integer('keepalive', 0, UINT16_MAX),
    userName: args.text('username'),
    password: args.text('pw'),
    will: willOf(args),
    properties: { ...sessionExpiry(args, cleanStart), ...propertiesOf(args, 'connect') },
  }
}

export function qosOf(args: Arguments, name = 'qos'): Qos {
  return args.oneOf(name, QOS)
}

function addressOf(args: Arguments): MqttClientOptions['address'] {
  const path = args.text('unix')
  if (path !== undefined) return { path }
  return { host: args.required('host'), port: args.integer('port', 1, UINT16_MAX) }
}

/** A session of MQTT 5.0 ends with its connection unless something else is said. */
function sessionExpiry(args: Arguments, cleanStart: boolean) {
  const seconds = args.optionalInteger('session-expiry-interval', 0, UINT32_MAX)
  if (seconds !== undefined) return { sessionExpiryInterval: seconds }
  return cleanStart ? {} : { sessionExpiryInterval: UINT32_MAX }
}

function willOf(args: Arguments): OutgoingMessage | undefined {
  const topic = args.text('will-topic')
  if (topic === undefined) return undefined
  return {
    topic,
    payload: Buffer.from(args.required('will-payload')),
    qos: qosOf(args, 'will-qos'),
    retain: args.has('will-retain'),
    properties: propertiesOf(args, 'will'),
  }
}
