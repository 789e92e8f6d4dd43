/** The packets of a command that opens, changes or ends something: CONNECT, SUBSCRIBE and their like. */
import type { Connect, Packet, ProtocolVersion } from '../../codec/index.ts'
import { SMALL_PACKET_BYTES } from './reference-peer.ts'
import type { ConnectStep, Step } from './step.ts'

type StepOf<Type extends Step['type']> = Extract<Step, { type: Type }>

export function connectOf(step: ConnectStep, will: Connect['will']): Connect {
  const { version, receiveMaximum, topicAliasMaximum } = step
  const properties = {
    sessionExpiryInterval: step.expirySeconds,
    receiveMaximum,
    topicAliasMaximum,
    ...(step.isSmall && { maximumPacketSize: SMALL_PACKET_BYTES }),
  }
  return {
    type: 'connect',
    version,
    clientId: `client${step.client}`,
    cleanStart: step.cleanStart,
    keepAlive: step.keepAliveSeconds,
    userName: undefined,
    password: undefined,
    will,
    properties: version === 5 ? properties : {},
  }
}

export function requestOf(
  step: StepOf<'subscribe' | 'unsubscribe'>,
  version: ProtocolVersion,
): Packet {
  if (step.type === 'unsubscribe') {
    return { type: 'unsubscribe', packetId: 1, filters: step.filters, properties: {} }
  }
  const { filters: subscriptions, identifier } = step
  const hasIdentifier = version === 5 && identifier > 0
  const properties = hasIdentifier ? { subscriptionIdentifiers: [identifier] } : {}
  return { type: 'subscribe', packetId: 1, subscriptions, properties }
}

/** Before 5.0 it says nothing: the will goes, the session stays. */
export function disconnectOf(
  step: StepOf<'disconnect' | 'endSession'>,
  version: ProtocolVersion,
): Packet {
  const is5 = version === 5
  const properties = is5 && step.type === 'endSession' ? { sessionExpiryInterval: 0 } : {}
  const reasonCode = is5 && step.type === 'disconnect' && step.withWill ? 4 : 0
  return { type: 'disconnect', reasonCode, properties }
}
