/** What the small broker does for a client that it lets in: the session, and the answer. */
import { propertyNumber } from '../client/property-value.ts'
import type { Connect, Property } from '../wire/packet.ts'
import type { Connection } from './small-broker-connection.ts'
import { announced } from './small-broker-limits.ts'
import { REASON } from './small-broker-reasons.ts'
import type { BrokerState } from './small-broker-state.ts'

const FOR_EVER_SECONDS = 0xffff_ffff
const DIGITS = 12
let lastAssigned = 0

/** @MQTT-5.0:3.1.4-5 */
export function admit(connection: Connection, connect: Connect, proof: readonly Property[]): void {
  const { broker } = connection
  const clientId = connect.clientId === '' ? assignedId(broker) : connect.clientId
  const isPresent = takeOver(connection, connect, clientId)
  const session = isPresent ? broker.sessions.get(clientId) : undefined
  const present = session ?? broker.newSession(clientId)
  const expirySeconds = propertyNumber(connect.properties, 'Session Expiry Interval') ?? 0
  connection.session = present
  connection.requestedExpirySeconds = expirySeconds
  present.expirySeconds = connection.version === '5.0' ? expirySeconds : oldExpiry(connect)
  present.will = connect.will
  const early = broker.faults.has('messages before CONNACK')
  if (early) present.resume(connection)
  connection.send({
    type: 'CONNACK',
    sessionPresent: isPresent && connection.version !== '3.1',
    reasonCode: REASON.success,
    properties: [...propertiesFor(connection, connect, clientId), ...proof],
  })
  if (!early) present.resume(connection)
}

function propertiesFor(
  connection: Connection,
  connect: Connect,
  clientId: string,
): readonly Property[] {
  const { limits } = connection.broker
  const properties = [...announced(limits)]
  if (connect.clientId === '') {
    properties.push({ name: 'Assigned Client Identifier', value: clientId })
  }
  const most = limits['server keep alive']
  const isLonger = connect.keepAlive === 0 || connect.keepAlive > (most ?? connect.keepAlive)
  if (most !== undefined && isLonger) {
    properties.push({ name: 'Server Keep Alive', value: most })
    if (!connection.broker.faults.has('forgets its Server Keep Alive')) {
      connection.keepAliveSeconds = most
    }
  }
  return properties
}

/** @returns whether the client goes on with a session. @MQTT-5.0:3.1.4-3 @MQTT-5.0:3.1.2-4 */
function takeOver(connection: Connection, { cleanStart }: Connect, clientId: string): boolean {
  const { broker } = connection
  const old = broker.sessions.get(clientId)
  if (old === undefined) return false
  if (!broker.faults.has('lets one client connect twice')) old.expel(REASON.takenOver)
  const ends = cleanStart && !broker.faults.has('Clean Start keeps the session')
  if (ends || broker.faults.has('never resumes a session')) broker.endSession(old)
  return broker.sessions.get(clientId) === old
}

/** @MQTT-5.0:3.1.3-6 @MQTT-5.0:3.2.2-16 */
function assignedId({ faults }: BrokerState): string {
  if (faults.has('assigns the same identifier to everybody')) return 'assigned'
  lastAssigned += 1
  return `assigned${String(lastAssigned).padStart(DIGITS, '0')}`
}

function oldExpiry({ cleanStart }: Connect): number {
  return cleanStart ? 0 : FOR_EVER_SECONDS
}
