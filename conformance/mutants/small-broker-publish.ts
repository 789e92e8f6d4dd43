/** PUBLISH and PUBREL that come to the small broker. */
import { propertyNumber } from '../client/property-value.ts'
import type { Acknowledgement, Publish } from '../wire/packet.ts'
import type { Connection } from './small-broker-connection.ts'
import { TOPIC_ALIAS_MAXIMUM } from './small-broker-limits.ts'
import { messageOf } from './small-broker-message.ts'
import type { Session } from './small-broker-session.ts'
import { isTopicName } from './small-broker-topics.ts'
import { FIRST_ERROR, REASON } from './small-broker-reasons.ts'

export function acceptPublish(connection: Connection, session: Session, packet: Publish): void {
  const topic = topicOf(connection, packet)
  const error = typeof topic === 'number' ? topic : errorOf(connection, session, packet, topic)
  if (error !== undefined) return connection.fail(error)
  if (typeof topic === 'string') take(connection, session, { ...packet, topic })
}

/** @MQTT-5.0:4.3.3-11 */
export function acceptRelease(
  connection: Connection,
  session: Session,
  { packetId }: Acknowledgement,
): void {
  const known = session.unreleased.delete(packetId)
  if (connection.broker.faults.has('never forgets a QoS 2 identifier')) {
    session.unreleased.add(packetId)
  }
  if (!known && connection.broker.faults.has('ignores PUBREL that it does not know')) return
  connection.acknowledge(
    'PUBCOMP',
    packetId,
    known ? 0 : codeOf5(connection, REASON.identifierNotFound),
  )
}

/** A number is the reason code of an error. @MQTT-5.0:3.3.2-8 @MQTT-5.0:3.3.2-12 @MQTT-5.0:X-33 */
function topicOf({ broker, clientAliases }: Connection, packet: Publish): string | number {
  const { topic, properties } = packet
  const alias = propertyNumber(properties, 'Topic Alias')
  if (alias === undefined) return topic === '' ? REASON.protocolError : topic
  const most = broker.limits['topic alias maximum'] ?? TOPIC_ALIAS_MAXIMUM
  const isOutside = alias === 0 || alias > most
  if (isOutside && !broker.faults.has('takes every alias')) return REASON.topicAliasInvalid
  if (broker.faults.has('takes half of the aliases') && alias > most / 2)
    return REASON.topicAliasInvalid
  const known = clientAliases.get(alias)
  if (topic === '') return known ?? REASON.protocolError
  if (known === undefined || !broker.faults.has('never changes an alias')) {
    clientAliases.set(alias, topic)
  }
  return topic
}

function errorOf(
  { broker }: Connection,
  session: Session,
  { qos, retain, packetId }: Publish,
  topic: string,
): number | undefined {
  const { limits, faults } = broker
  if (!isTopicName(topic)) return REASON.topicNameInvalid
  if (faults.has('does not mind its limits')) return undefined
  if (qos > (limits['maximum QoS'] ?? 2)) return REASON.qosUnsupported
  if (retain && limits['retain available'] === false) return REASON.retainUnsupported
  const isNew = qos === 2 && !session.unreleased.has(packetId ?? 0)
  const most = limits['receive maximum'] ?? Number.POSITIVE_INFINITY
  return isNew && session.unreleased.size >= most ? REASON.receiveMaximumExceeded : undefined
}

/** @MQTT-5.0:4.3.2-4 @MQTT-5.0:4.3.3-8 @MQTT-5.0:4.3.3-10 */
function take(connection: Connection, session: Session, packet: Publish): void {
  const { broker } = connection
  const { packetId = 0, qos } = packet
  const isRepeat = qos === 2 && session.unreleased.has(packetId)
  const drops = packet.dup && qos === 1 && broker.faults.has('drops QoS 1 with DUP')
  let code = 0
  if ((!isRepeat || broker.faults.has('passes QoS 2 on twice')) && !drops) {
    code = codeOf5(connection, distribute(connection, session, packet))
  }
  if (qos === 1) connection.acknowledge('PUBACK', packetId, code)
  if (qos !== 2) return
  // An identifier that was refused means a new message the next time. @MQTT-5.0:4.3.3-9
  if (code < FIRST_ERROR) session.unreleased.add(packetId)
  connection.acknowledge('PUBREC', packetId, code)
}

/** Clients do not talk over topics that begin with a dollar sign. @MQTT-5.0:X-61 */
function distribute({ broker }: Connection, session: Session, packet: Publish): number {
  const { limits, faults } = broker
  const isReserved = packet.topic.startsWith('$') && !faults.has('wildcards match $ topics')
  const isDenied = isReserved || limits['denied topics']?.includes(packet.topic)
  if (isDenied) return REASON.notAuthorized
  return broker.publish(messageOf(packet, session.clientId)) ? 0 : REASON.noSubscribers
}

/** Before 5.0 there is nothing to say. */
function codeOf5({ version }: Connection, code: number): number {
  return version === '5.0' ? code : 0
}
