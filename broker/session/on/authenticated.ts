/**
 * The identity of a client is settled, by its CONNECT or by an exchange of AUTH packets: it may have a
 * session, or it may not. The keeper gives it; session-start.ts goes on from there.
 */
import type { AuthOutcome } from '../../auth/ports.ts'
import type { Connect } from '../../codec/index.ts'
import { Phase } from '../client.ts'
import type { Client } from '../client.ts'
import type { Shard } from '../shard.ts'

export function onAuthenticated(
  shard: Shard,
  client: Client,
  connect: Connect,
  outcome: AuthOutcome,
): void {
  if (outcome.type === 'refused') {
    shard.endings.end(client, 'refused', outcome.reason, 'authentication failed')
    return
  }
  const { core } = client
  const { will } = connect
  client.principal = outcome.principal
  if (will !== undefined && !core.authorizer.mayPublish(outcome.principal, will.topic)) {
    shard.endings.end(client, 'refused', 'notAuthorized', 'the will is not allowed')
    return
  }
  client.phase = Phase.connecting
  client.connect = connect
  client.authenticationData = outcome.data
  core.toKeeper({
    type: 'connect',
    connection: client.number,
    clientId: client.clientId,
    principal: outcome.principal,
    cleanStart: connect.cleanStart,
    sessionExpiryInterval: Math.min(
      client.sessionExpiryInterval,
      core.options.session.expiryMaxSeconds,
    ),
    will,
    window: client.window,
  })
}
