/**
 * The keeper has given a client its session: its subscriptions become live, CONNACK tells it what it
 * got and what binds it, and what it sent meanwhile is worked on.
 */
import { ReasonCode } from '../codec/index.ts'
import type { Connect, Properties } from '../codec/index.ts'
import type { Connected } from '../link/ports.ts'
import { Phase } from './client.ts'
import type { Client } from './client.ts'
import { writePacket } from './farewell.ts'
import { effectiveKeepAlive } from './on/connect.ts'
import type { Shard } from './shard.ts'

export function onConnected(shard: Shard, connected: Connected): void {
  const client = shard.clients.get(connected.connection)
  if (client === undefined || client.connect === undefined) {
    // It went away while it waited. The CONNECT was good, so its will counts.
    shard.membership.withdraw(connected.subscriptions)
    const { session, epoch } = connected
    const isOver = { publishWill: true, sessionExpiryInterval: undefined }
    shard.core.toKeeper({ type: 'closed', session, epoch, ...isOver })
    return
  }
  const { connect } = client
  client.connect = undefined
  client.phase = Phase.connected
  shard.core.sessionsStarted += 1
  client.started = shard.core.sessionsStarted
  client.isPersistent = connected.isPersistent
  client.session = connected.session
  client.epoch = connected.epoch
  shard.halfOpen.delete(client)
  for (const entry of connected.subscriptions) shard.membership.add(client, entry)
  for (const id of connected.incomingIds) client.publisher.incomingIds.add(id)
  shard.core.metrics.connected()
  if (!sendConnack(client, connect, connected.sessionPresent)) {
    // No other packet may come before CONNACK, so that it is not told why. @MQTT-5.0:3.2.0-1
    shard.endings.cutOff(client, 'answerTooLarge')
    return
  }
  shard.core.log.debug?.('client.connected', { clientId: client.clientId, version: client.version })
  client.resume()
}

/** @MQTT-5.0:3.1.4-5 @MQTT-3.1.1:3.2.2-2 */
function sendConnack(client: Client, connect: Connect, sessionPresent: boolean): boolean {
  return writePacket(client, {
    type: 'connack',
    // 3.1 has no such flag. The byte is reserved. @MQTT-3.1:CONNACK-01
    sessionPresent: sessionPresent && client.version !== 3,
    reasonCode: ReasonCode.success,
    properties: client.version === 5 ? connackProperties(client, connect) : {},
  })
}

function connackProperties(client: Client, connect: Connect): Properties {
  const { mqtt, session } = client.core.options
  const keepAlive = effectiveKeepAlive(client, connect)
  return {
    ...(client.sessionExpiryInterval > session.expiryMaxSeconds && {
      sessionExpiryInterval: session.expiryMaxSeconds,
    }),
    receiveMaximum: mqtt.receiveMaximum,
    // @MQTT-5.0:3.2.2-9
    ...(mqtt.maximumQos < 2 && { maximumQos: mqtt.maximumQos }),
    ...(!mqtt.retainAvailable && { retainAvailable: 0 }),
    maximumPacketSize: mqtt.maximumPacketSize,
    ...(client.hasAssignedId && { assignedClientIdentifier: client.clientId }),
    ...(mqtt.topicAliasMaximum > 0 && { topicAliasMaximum: mqtt.topicAliasMaximum }),
    ...(!mqtt.wildcardSubscriptionAvailable && { wildcardSubscriptionAvailable: 0 }),
    ...(!mqtt.subscriptionIdentifiersAvailable && { subscriptionIdentifiersAvailable: 0 }),
    ...(!mqtt.sharedSubscriptionAvailable && { sharedSubscriptionAvailable: 0 }),
    ...(keepAlive !== connect.keepAlive && { serverKeepAlive: keepAlive }),
    ...(client.exchange !== undefined && {
      authenticationMethod: client.exchange.method,
      authenticationData: client.authenticationData,
    }),
  }
}
