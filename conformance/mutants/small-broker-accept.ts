/** What the small broker does with each packet of a client: which of its parts takes it. */
import { STATEMENTS } from '../catalogue/catalogue.ts'
import { propertyNumber } from '../client/property-value.ts'
import type { Ending, Packet } from '../wire/packet.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { acceptAuth } from './small-broker-auth.ts'
import { acceptConnect } from './small-broker-connect.ts'
import type { Connection } from './small-broker-connection.ts'
import { acceptPublish, acceptRelease } from './small-broker-publish.ts'
import { REASON } from './small-broker-reasons.ts'
import type { Session } from './small-broker-session.ts'
import { acceptSubscribe, acceptUnsubscribe } from './small-broker-subscribe.ts'

/** One packet of a client. */
export function accept(connection: Connection, bytes: Uint8Array): void {
  if (connection.session === undefined && connection.authentication === undefined) {
    return acceptConnect(connection, bytes)
  }
  const { limits, faults } = connection.broker
  const isTooLarge = bytes.length > (limits['maximum packet size'] ?? Number.POSITIVE_INFINITY)
  if (isTooLarge && !faults.has('takes packets that are too large')) {
    return connection.fail(REASON.tooLarge)
  }
  const packet = connection.decode(bytes)
  if (packet instanceof WireFault) {
    const reasonCode = isProtocolError(packet) ? REASON.protocolError : REASON.malformed
    if (!faults.has('ignores malformed packets')) connection.fail(reasonCode)
    return
  }
  if (connection.session === undefined) authenticate(connection, packet)
  else dispatch(connection, packet, connection.session)
}

/** Until CONNACK. @MQTT-5.0:3.1.2-30 */
function authenticate(connection: Connection, packet: Packet): void {
  if (packet.type === 'AUTH') acceptAuth(connection, packet)
  else if (packet.type === 'DISCONNECT') connection.close()
  else if (!connection.broker.faults.has('takes anything during authentication')) {
    connection.fail(REASON.protocolError)
  }
}

function dispatch(connection: Connection, packet: Packet, session: Session): void {
  switch (packet.type) {
    case 'PUBLISH':
      return acceptPublish(connection, session, packet)
    case 'PUBREL':
      return acceptRelease(connection, session, packet)
    case 'PUBACK':
    case 'PUBCOMP':
      return session.acknowledged(packet.packetId)
    case 'PUBREC':
      return session.received(packet.packetId, packet.reasonCode)
    case 'SUBSCRIBE':
      return acceptSubscribe(connection, session, packet)
    case 'UNSUBSCRIBE':
      return acceptUnsubscribe(connection, session, packet)
    case 'PINGREQ':
      connection.send({ type: 'PINGRESP' })
      return
    case 'DISCONNECT':
      return acceptDisconnect(connection, session, packet)
    case 'AUTH':
      return acceptAuth(connection, packet)
    default:
      if (!connection.broker.faults.has('takes a second CONNECT'))
        connection.fail(REASON.protocolError)
  }
}

/** @MQTT-5.0:3.14.4-3 @MQTT-5.0:X-53 */
function acceptDisconnect(
  connection: Connection,
  session: Session,
  { reasonCode, properties }: Ending,
): void {
  const { faults } = connection.broker
  const expirySeconds = propertyNumber(properties, 'Session Expiry Interval')
  if (expirySeconds !== undefined && !faults.has('ignores the interval of DISCONNECT')) {
    if (expirySeconds > 0 && connection.requestedExpirySeconds === 0) {
      return connection.fail(REASON.protocolError)
    }
    session.expirySeconds = expirySeconds
  }
  const keepsWill = reasonCode !== REASON.success && !faults.has('DISCONNECT always drops the will')
  if (!keepsWill && !faults.has('DISCONNECT keeps the will')) session.will = undefined
  if (faults.has('does not close after DISCONNECT')) connection.leave()
  else connection.close()
}

/** The catalogue tells Protocol Errors from malformed packets. */
function isProtocolError({ statements }: WireFault): boolean {
  return statements.some((id) => /protocol error/i.test(STATEMENTS.get(id)?.gist ?? ''))
}
