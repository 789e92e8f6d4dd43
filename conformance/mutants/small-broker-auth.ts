/** Enhanced authentication of the small broker, before CONNACK and again later. */
import { propertyValue } from '../client/property-value.ts'
import type { Connect, Ending, Property } from '../wire/packet.ts'
import type { Authentication, Connection } from './small-broker-connection.ts'
import { admit } from './small-broker-admit.ts'
import { METHOD, Scram } from './small-broker-scram.ts'
import { REASON } from './small-broker-reasons.ts'

/** A CONNECT with the method that the broker knows. @MQTT-5.0:4.12.0-2 */
export function beginAuthentication(connection: Connection, connect: Connect): void {
  connection.authentication = { connect, exchange: undefined }
  challenge(connection, connection.authentication, connect.properties)
}

export function acceptAuth(connection: Connection, auth: Ending): void {
  const { authentication, broker } = connection
  if (authentication === undefined) {
    if (!broker.faults.has('ignores AUTH of who named no method')) {
      connection.fail(REASON.protocolError)
    }
    return
  }
  const method = propertyValue(auth.properties, 'Authentication Method')
  if (method !== METHOD) {
    if (!broker.faults.has('ignores AUTH of another method')) connection.fail(REASON.protocolError)
    return
  }
  const isAnswer = authentication.exchange !== undefined
  if (auth.reasonCode !== (isAnswer ? REASON.continue : REASON.reauthenticate)) {
    if (!broker.faults.has('ignores AUTH out of turn')) connection.fail(REASON.protocolError)
    return
  }
  if (authentication.exchange === undefined) {
    challenge(connection, authentication, auth.properties)
  } else finish(connection, authentication, auth.properties)
}

function challenge(
  connection: Connection,
  authentication: Authentication,
  properties: readonly Property[],
): void {
  const scram = new Scram(connection.broker.limits.users ?? {})
  const text = scram.challenge(dataOf(properties))
  if (text === undefined) return connection.fail(REASON.notAuthorized)
  authentication.exchange = scram
  const reasonCode = connection.broker.faults.has('asks with AUTH 0x00') ? 0 : REASON.continue
  connection.send({ type: 'AUTH', reasonCode, properties: answer(text) })
}

/** @MQTT-5.0:4.12.0-4 @MQTT-5.0:4.12.1-2 */
function finish(
  connection: Connection,
  authentication: Authentication,
  properties: readonly Property[],
): void {
  const proof = authentication.exchange?.judge(dataOf(properties))
  authentication.exchange = undefined
  if (proof === undefined && !connection.broker.faults.has('takes every proof')) {
    return connection.fail(REASON.notAuthorized)
  }
  if (connection.session === undefined) admit(connection, authentication.connect, answer(proof))
  else connection.send({ type: 'AUTH', reasonCode: REASON.success, properties: answer(proof) })
}

/** @MQTT-5.0:4.12.0-5 */
function answer(text = ''): readonly Property[] {
  return [
    { name: 'Authentication Method', value: METHOD },
    { name: 'Authentication Data', value: Buffer.from(text) },
  ]
}

function dataOf(properties: readonly Property[]): string {
  const data = propertyValue(properties, 'Authentication Data')
  return data instanceof Uint8Array ? Buffer.from(data).toString() : ''
}
