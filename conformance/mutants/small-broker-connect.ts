/** CONNECT at the small broker: whom it refuses, and what happens with the session of whom it admits. */
import { propertyValue } from '../client/property-value.ts'
import { prefixed, text, varint } from '../wire/encode.ts'
import type { Connect, Version } from '../wire/packet.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { readGreeting, versionOf } from './protocol-version.ts'
import type { Greeting } from './protocol-version.ts'
import { admit } from './small-broker-admit.ts'
import { beginAuthentication } from './small-broker-auth.ts'
import type { Connection } from './small-broker-connection.ts'
import { REASON } from './small-broker-reasons.ts'
import type { BrokerState } from './small-broker-state.ts'
import { METHOD } from './small-broker-scram.ts'
import { isTopicName } from './small-broker-topics.ts'

/** What 5.0 says, and the return code of older versions; undefined: they close without a word. */
interface Refusal {
  readonly reasonCode: number
  readonly returnCode: number | undefined
}

const UNSUPPORTED_VERSION: Refusal = { reasonCode: REASON.unsupportedVersion, returnCode: 1 }
const MALFORMED: Refusal = { reasonCode: REASON.malformed, returnCode: undefined }
const IDENTIFIER_REJECTED: Refusal = { reasonCode: REASON.identifierInvalid, returnCode: 2 }
const BAD_CREDENTIALS: Refusal = { reasonCode: REASON.badCredentials, returnCode: 4 }
const BAD_METHOD: Refusal = { reasonCode: REASON.badMethod, returnCode: undefined }
const QOS_UNSUPPORTED: Refusal = { reasonCode: REASON.qosUnsupported, returnCode: 5 }
const RETAIN_UNSUPPORTED: Refusal = { reasonCode: REASON.retainUnsupported, returnCode: 5 }
const TOPIC_INVALID: Refusal = { reasonCode: REASON.topicNameInvalid, returnCode: undefined }

/** The first packet of a connection. @MQTT-5.0:3.1.0-1 */
export function acceptConnect(connection: Connection, bytes: Uint8Array): void {
  const greeting = readGreeting(bytes)
  if (greeting === undefined) {
    if (!connection.broker.faults.has('waits for CONNECT')) connection.close()
    return
  }
  const known = versionOf(greeting) ?? tolerated(connection.broker, greeting)
  connection.version = known ?? likelyVersion(connection, bytes, greeting)
  if (known === undefined) {
    const isOtherName = greeting.protocolName !== 'MQTT' && greeting.protocolName !== 'MQIsdp'
    return isOtherName ? connection.close() : refuse(connection, UNSUPPORTED_VERSION)
  }
  const packet = connection.decode(
    known === versionOf(greeting) ? bytes : spokenAs(known, bytes, greeting),
  )
  if (packet instanceof WireFault || packet.type !== 'CONNECT') {
    if (!connection.broker.faults.has('waits for a better CONNECT')) refuse(connection, MALFORMED)
    return
  }
  connection.adopt(packet)
  const refusal = refusalOf(connection, packet)
  if (refusal !== undefined) refuse(connection, refusal)
  else if (methodOf(packet) !== METHOD) admit(connection, packet, [])
  else beginAuthentication(connection, packet)
}

/** @MQTT-5.0:3.2.2-7 */
function refuse(connection: Connection, { reasonCode, returnCode }: Refusal): void {
  const code = connection.version === '5.0' ? reasonCode : returnCode
  if (code !== undefined) {
    connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode: code, properties: [] })
  }
  if (!connection.broker.faults.has('refuses and stays')) connection.close()
}

/** Undefined for a client that is welcome. */
function refusalOf(connection: Connection, connect: Connect): Refusal | undefined {
  const { limits, faults } = connection.broker
  const { clientId, will } = connect
  if (clientId === '' && !mayBeEmpty(connection, connect)) return IDENTIFIER_REJECTED
  if (clientId.length > 20 && faults.has('wants short identifiers')) return IDENTIFIER_REJECTED
  if (will !== undefined && !isTopicName(will.topic)) return TOPIC_INVALID
  if (will !== undefined && will.qos > (limits['maximum QoS'] ?? 2)) {
    if (!faults.has('takes every will')) return QOS_UNSUPPORTED
  }
  if (will?.retain && limits['retain available'] === false) {
    if (!faults.has('takes every will')) return RETAIN_UNSUPPORTED
  }
  const method = methodOf(connect)
  if (method !== undefined) {
    return method === METHOD || faults.has('knows every method') ? undefined : BAD_METHOD
  }
  return isKnown(connect, connection.broker) ? undefined : BAD_CREDENTIALS
}

/** @MQTT-3.1.1:3.1.3-8 @MQTT-3.1:CONNECT-07 */
function mayBeEmpty({ version, broker }: Connection, { cleanStart }: Connect): boolean {
  if (broker.limits['empty client id'] === false || version === '3.1') return false
  return version === '5.0' || cleanStart || broker.faults.has('takes every empty identifier')
}

/** Without a password a client stays anonymous and is let in. @MQTT-5.0:3.1.4-2 */
function isKnown({ userName = '', password }: Connect, { limits, faults }: BrokerState): boolean {
  if (limits.users === undefined || password === undefined) return true
  return (
    faults.has('takes every password') ||
    limits.users[userName] === Buffer.from(password).toString()
  )
}

function methodOf({ properties }: Connect): string | undefined {
  const method = propertyValue(properties, 'Authentication Method')
  return typeof method === 'string' ? method : undefined
}

/** What the client would understand, when name or level are unknown. */
function likelyVersion(connection: Connection, bytes: Uint8Array, greeting: Greeting): Version {
  if (greeting.protocolName === 'MQIsdp') return '3.1'
  const as5 = connection.decode(spokenAs('5.0', bytes, greeting), '5.0')
  return as5 instanceof WireFault ? '3.1.1' : '5.0'
}

/** The version that a broker which does not look closely takes the client to speak. */
function tolerated({ faults }: BrokerState, greeting: Greeting): Version | undefined {
  const isUnknownName = greeting.protocolName !== 'MQTT' && greeting.protocolName !== 'MQIsdp'
  if (isUnknownName && faults.has('takes every protocol name')) return byLevel(greeting)
  if (!isUnknownName && faults.has('takes every protocol level')) {
    return greeting.protocolName === 'MQIsdp' ? '3.1' : greeting.protocolLevel > 5 ? '5.0' : '3.1.1'
  }
  return undefined
}

function byLevel({ protocolLevel }: Greeting): Version {
  if (protocolLevel === 5) return '5.0'
  return protocolLevel === 3 ? '3.1' : '3.1.1'
}

/** The CONNECT as it would look with the name and level of the version. */
function spokenAs(version: Version, bytes: Uint8Array, { levelAt }: Greeting): Uint8Array {
  const [name, level] = version === '3.1' ? ['MQIsdp', 3] : ['MQTT', version === '5.0' ? 5 : 4]
  const body = [...prefixed(text(name)), level, ...bytes.subarray(levelAt + 1)]
  return Uint8Array.of(bytes[0] ?? 0, ...varint(body.length), ...body)
}
