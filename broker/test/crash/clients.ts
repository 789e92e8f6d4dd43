/** Clients of a crashable node that are past their first questions, for tests of what comes then. */
import assert from 'node:assert/strict'
import { decodeUtf8 } from '../../codec/index.ts'
import type { CrashableNode } from './crashable-node.ts'
import { connect, subscribe } from './packets.ts'
import type { ConnectOptions } from './packets.ts'
import type { Wire } from './wire.ts'

/** Connects a client and takes the CONNACK; says whether its session was there. */
export function join(
  node: CrashableNode,
  clientId: string,
  options: ConnectOptions = {},
): JoinedWire {
  const wire = node.open(5)
  wire.send(connect(clientId, options))
  node.settle()
  const { reasonCode, sessionPresent } = wire.take('connack')
  assert.equal(reasonCode, 0)
  return { wire, sessionPresent }
}

export interface JoinedWire {
  readonly wire: Wire
  readonly sessionPresent: boolean
}

/** Nothing of it outlives its connection. */
export const CLEAN: ConnectOptions = { cleanStart: true, sessionExpiryInterval: 0 }

/** A connected client with a subscription that is acknowledged. */
export function subscriber(
  node: CrashableNode,
  clientId: string,
  ...filters: readonly string[]
): Wire {
  const { wire } = join(node, clientId)
  wire.send(subscribe(1, 2, ...filters))
  node.settle()
  wire.take('suback')
  return wire
}

/** Every payload with its QoS that came, in order. */
export function payloads({ inbox }: Wire): string[] {
  return inbox.flatMap((packet) =>
    packet.type === 'publish' ? [decodeUtf8(packet.payload, 0, packet.payload.length)] : [],
  )
}
