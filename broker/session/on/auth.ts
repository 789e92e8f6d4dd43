/**
 * Enhanced authentication: AUTH packets before CONNACK and re-authentication after it. The methods are
 * behind the port `EnhancedAuthenticator`; without one every method is refused.
 */
import { ProtocolFault, ReasonCode } from '../../codec/index.ts'
import type { Auth, Connect } from '../../codec/index.ts'
import type { Credentials, ExchangeOutcome } from '../../auth/ports.ts'
import { Phase } from '../client.ts'
import type { Client } from '../client.ts'
import type { Exchange } from '../exchange.ts'
import type { Shard } from '../shard.ts'
import { onAuthenticated } from './authenticated.ts'

/** A method that goes on longer than this is not getting anywhere. */
const ROUNDS_MAX = 10

/** @MQTT-5.0:4.12.0-1 */
export function startExchange(
  shard: Shard,
  client: Client,
  connect: Connect,
  credentials: Credentials,
): void {
  const method = connect.properties.authenticationMethod ?? ''
  const opened = client.core.enhancedAuthenticator.open(method, credentials)
  if (opened === undefined) {
    throw new ProtocolFault('badAuthenticationMethod', 'the method is not offered')
  }
  client.exchange = {
    method,
    connect,
    credentials,
    rounds: 0,
    isOurTurn: true,
    next: (data, done) => opened.next(data, done),
  }
  proceed(shard, client, client.exchange, connect.properties.authenticationData)
}

export function onAuth(shard: Shard, client: Client, auth: Auth): void {
  const { exchange } = client
  // @MQTT-5.0:4.12.0-7
  if (exchange === undefined) throw new ProtocolFault('protocolError', 'AUTH without a method')
  if (exchange.isOurTurn) throw new ProtocolFault('protocolError', 'AUTH out of turn')
  checkAuth(client, exchange, auth)
  if (auth.reasonCode === ReasonCode.reAuthenticate) restart(client, exchange)
  proceed(shard, client, exchange, auth.properties.authenticationData)
}

function checkAuth(client: Client, exchange: Exchange, auth: Auth): void {
  // @MQTT-5.0:4.12.1-1
  if (auth.properties.authenticationMethod !== exchange.method) {
    throw new ProtocolFault('protocolError', 'another authentication method')
  }
  const isAgain = auth.reasonCode === ReasonCode.reAuthenticate
  const mayBeAgain = client.phase === Phase.connected && exchange.rounds === 0
  // @MQTT-5.0:4.12.0-3
  if (isAgain !== mayBeAgain) throw new ProtocolFault('protocolError', 'AUTH with the wrong code')
}

function restart(client: Client, exchange: Exchange): void {
  const opened = client.core.enhancedAuthenticator.open(exchange.method, exchange.credentials)
  if (opened === undefined) {
    throw new ProtocolFault('badAuthenticationMethod', 'the method is not offered any more')
  }
  exchange.next = (data, done) => opened.next(data, done)
}

function proceed(
  shard: Shard,
  client: Client,
  exchange: Exchange,
  data: Uint8Array | undefined,
): void {
  exchange.rounds += 1
  if (exchange.rounds > ROUNDS_MAX) {
    throw new ProtocolFault('notAuthorized', 'authentication takes too many rounds')
  }
  exchange.isOurTurn = true
  exchange.next(data, (outcome) => {
    if (client.phase === Phase.closed) return
    exchange.isOurTurn = false
    answer(shard, client, exchange, outcome)
    // A late answer finds the client paused, and its next AUTH unread.
    client.resumeIfPossible()
  })
}

function answer(shard: Shard, client: Client, exchange: Exchange, outcome: ExchangeOutcome): void {
  if (outcome.type === 'continue') {
    // @MQTT-5.0:4.12.0-2
    writeAuth(shard, client, exchange, ReasonCode.continueAuthentication, outcome.data)
    return
  }
  exchange.rounds = 0
  if (client.phase === Phase.authenticating) {
    onAuthenticated(shard, client, exchange.connect, outcome)
    return
  }
  // Re-authentication: the old identity counts until the new one is proven. @MQTT-5.0:4.12.1-2
  if (outcome.type === 'refused' || outcome.principal !== client.principal) {
    shard.endings.end(client, 'refused', 'notAuthorized', 're-authentication failed')
  } else writeAuth(shard, client, exchange, ReasonCode.success, outcome.data)
}

function writeAuth(
  shard: Shard,
  client: Client,
  exchange: Exchange,
  reasonCode: number,
  data: Uint8Array | undefined,
): void {
  shard.answer(client, {
    type: 'auth',
    reasonCode,
    properties: { authenticationMethod: exchange.method, authenticationData: data },
  })
}
