/**
 * CONNECT as a list of steps: our own limits, who is it, what may it do, then the keeper gives
 * the session and CONNACK follows (session-start.ts). Every refusal is a ProtocolFault, which the
 * client turns into a CONNACK of its version.
 */
import { ProtocolFault, utf8Length } from '../../codec/index.ts'
import type { Connect } from '../../codec/index.ts'
import type { Credentials } from '../../auth/ports.ts'
import { Phase } from '../client.ts'
import type { Client } from '../client.ts'
import { ServerAliases } from '../topic-alias.ts'
import type { Shard } from '../shard.ts'
import { startExchange } from './auth.ts'
import { onAuthenticated } from './authenticated.ts'

export function onConnect(shard: Shard, client: Client, connect: Connect): void {
  introduce(client, connect)
  checkLimits(client, connect)
  checkWill(shard, client, connect)
  checkLoad(client)
  client.clientId = connect.clientId === '' ? assignClientId(client, connect) : connect.clientId
  authenticate(shard, client, connect)
}

/** A CONNECT that was wrong, but told its version, is refused in the form of that version. */
export function introduceFaulty(client: Client, { reason, version }: ProtocolFault): void {
  if (version === undefined) return
  client.version = version
  // A malformed 3.x CONNECT is closed without a word; a wrong version is told. @MQTT-3.1.1:3.1.4-1
  client.hasIntroducedItself = version === 5 || reason === 'unsupportedProtocolVersion'
}

function introduce(client: Client, connect: Connect): void {
  const { mqtt, session, limits } = client.core.options
  const { properties } = connect
  client.hasIntroducedItself = true
  client.version = connect.version
  client.wantsProblemInformation = properties.requestProblemInformation !== 0
  client.maximumPacketSize = properties.maximumPacketSize ?? Number.POSITIVE_INFINITY
  client.window = Math.min(properties.receiveMaximum ?? 65_535, session.inflightMax)
  client.sessionExpiryInterval = requestedExpiry(connect)
  client.keepAliveMs = effectiveKeepAlive(client, connect) * 1000
  const aliases = properties.topicAliasMaximum ?? 0
  if (aliases > 0 && mqtt.serverTopicAliases) {
    client.serverAliases = new ServerAliases(Math.min(aliases, limits.serverTopicAliasMaximum))
  }
}

/** In 3.x a session without the clean flag has no end of its own; ours caps it. */
function requestedExpiry(connect: Connect): number {
  if (connect.version === 5) return connect.properties.sessionExpiryInterval ?? 0
  return connect.cleanStart ? 0 : 0xffff_ffff
}

/** 5.0 is told a shorter one as Server Keep Alive; 3.x cannot be told. @MQTT-5.0:3.2.2-21 */
export function effectiveKeepAlive(client: Client, connect: Connect): number {
  const { keepAliveMaxSeconds } = client.core.options.mqtt
  if (connect.version !== 5) return connect.keepAlive
  if (connect.keepAlive === 0) return keepAliveMaxSeconds
  return Math.min(connect.keepAlive, keepAliveMaxSeconds)
}

function checkLimits(client: Client, connect: Connect): void {
  const { limits } = client.core.options
  if (utf8Length(connect.clientId) > limits.clientIdBytesMax) {
    throw client.core.refusal('clientIdBytesMax', 'clientIdentifierNotValid')
  }
  if (utf8Length(connect.userName ?? '') > limits.userNameBytesMax) {
    throw client.core.refusal('userNameBytesMax', 'badUserNameOrPassword')
  }
  if ((connect.password?.length ?? 0) > limits.passwordBytesMax) {
    throw client.core.refusal('passwordBytesMax', 'badUserNameOrPassword')
  }
}

function checkWill(shard: Shard, client: Client, connect: Connect): void {
  const { will } = connect
  if (will === undefined) return
  const { limits, mqtt } = client.core.options
  if (will.payload.length > limits.willPayloadBytesMax) {
    throw client.core.refusal('willPayloadBytesMax', 'packetTooLarge')
  }
  shard.matcher.checkName(will.topic, utf8Length(will.topic))
  // @MQTT-5.0:3.2.2-12 @MQTT-5.0:3.2.2-13
  if (will.qos > mqtt.maximumQos)
    throw new ProtocolFault('qosNotSupported', 'will above Maximum QoS')
  if (will.retain && !mqtt.retainAvailable) {
    throw new ProtocolFault('retainNotSupported', 'a retained will, which is not available')
  }
  if (will.retain && will.payload.length > limits.retainedPayloadBytesMax) {
    throw client.core.refusal('retainedPayloadBytesMax', 'quotaExceeded')
  }
}

function checkLoad(client: Client): void {
  const { refusesFor } = client.core
  if (refusesFor === undefined) return
  throw client.core.refusal(refusesFor, refusesFor === 'memory' ? 'quotaExceeded' : 'serverBusy')
}

/** @MQTT-5.0:3.1.3-6 @MQTT-3.1.1:3.1.3-8 */
function assignClientId(client: Client, connect: Connect): string {
  if (connect.version === 3 || (connect.version === 4 && !connect.cleanStart)) {
    throw new ProtocolFault('clientIdentifierNotValid', 'an empty client id')
  }
  client.hasAssignedId = true
  return client.core.newClientId()
}

function authenticate(shard: Shard, client: Client, connect: Connect): void {
  const credentials: Credentials = {
    clientId: client.clientId,
    userName: connect.userName,
    password: connect.password,
    // Asking the system for it costs a call that most providers have no use for.
    get remoteAddress() {
      return client.connection.remoteAddress
    },
  }
  client.phase = Phase.authenticating
  if (connect.properties.authenticationMethod !== undefined) {
    startExchange(shard, client, connect, credentials)
    return
  }
  client.core.authenticator.authenticate(credentials, (outcome) => {
    if (client.phase === Phase.authenticating) onAuthenticated(shard, client, connect, outcome)
  })
}
