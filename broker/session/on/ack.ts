/**
 * @hot What the client says about messages it was sent (PUBACK, PUBREC, PUBCOMP), and PUBREL for
 * messages it sent. Deliveries of a persistent session are the keeper's, which is told; those of a
 * clean session are kept here.
 */
import {
  ACK_SIZE_MAX,
  decodeAck,
  PacketType,
  ProtocolFault,
  ReasonCode,
  writeAck,
} from '../../codec/index.ts'
import { ackView } from '../client.ts'
import type { Client } from '../client.ts'
import { InflightState } from '../inflight.ts'
import type { Outbound } from '../outbound.ts'

const PUBREL_FIRST_BYTE = (PacketType.pubrel << 4) | 2
const PUBCOMP_FIRST_BYTE = PacketType.pubcomp << 4

export function onAck(
  client: Client,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const { shard, version } = client
  decodeAck(ackView, firstByte, bytes, start, end, shard.decodeContext(version))
  const { packetId, reasonCode } = ackView
  const type = firstByte >>> 4
  shard.metrics.acknowledged(type)
  if (client.isPersistent) {
    const { session, epoch } = client
    shard.toKeeper({ type: 'ack', session, epoch, packet: type, packetId, reasonCode })
    return
  }
  const state = client.outbound?.inflight.stateOf(packetId) ?? InflightState.free
  if (type === PacketType.puback) onPuback(client, packetId, state)
  else if (type === PacketType.pubrec) onPubrec(client, packetId, reasonCode, state)
  else onPubcomp(client, packetId, state)
}

function onPuback(client: Client, id: number, state: InflightState): void {
  const { outbound } = client
  if (state === InflightState.free || outbound === undefined) return
  if (state !== InflightState.puback) throw wrongAck()
  finish(client, outbound, id)
}

function onPubrec(client: Client, id: number, reasonCode: number, state: InflightState): void {
  const { outbound } = client
  if (state === InflightState.puback) throw wrongAck()
  if (state === InflightState.free || outbound === undefined) {
    if (reasonCode < 0x80) writePubrel(client, id, ReasonCode.packetIdentifierNotFound)
    return
  }
  // An error ends the exchange and is not answered. @MQTT-5.0:4.3.3-4
  if (reasonCode >= 0x80) {
    finish(client, outbound, id)
    return
  }
  const kept = state === InflightState.pubrec ? outbound.inflight.release(id) : undefined
  if (kept !== undefined) client.shard.onDone(client, kept)
  writePubrel(client, id, ReasonCode.success)
}

function onPubcomp(client: Client, id: number, state: InflightState): void {
  const { outbound } = client
  if (state === InflightState.free || outbound === undefined) return
  if (state !== InflightState.pubcomp) throw wrongAck()
  finish(client, outbound, id)
}

function finish(client: Client, outbound: Outbound, id: number): void {
  const kept = outbound.inflight.close(id)
  // A refusal ends the message: it is not tried on another member. @MQTT-5.0:4.8.2-6
  if (kept !== undefined) client.shard.onDone(client, kept)
  if (outbound.waiting.length > 0) client.shard.sender.pump(client)
}

function wrongAck(): ProtocolFault {
  return new ProtocolFault('protocolError', 'an acknowledgement that the QoS does not have')
}

export function writePubrel(client: Client, packetId: number, reasonCode: number): void {
  const { connection, version } = client
  const at = connection.reserve(ACK_SIZE_MAX)
  const end = writeAck(connection.buffer, at, PUBREL_FIRST_BYTE, packetId, reasonCode, version)
  connection.unreserve(at + ACK_SIZE_MAX - end)
}

/** PUBREL: the id of a QoS 2 message may be used again. @MQTT-5.0:4.3.3-11 */
export function onRelease(
  client: Client,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const { shard, version } = client
  decodeAck(ackView, firstByte, bytes, start, end, shard.decodeContext(version))
  const { packetId } = ackView
  const { publisher } = client
  if (!publisher.incomingIds.delete(packetId)) {
    publisher.answer(PUBCOMP_FIRST_BYTE, packetId, ReasonCode.packetIdentifierNotFound)
    return
  }
  if (!client.isPersistent) {
    publisher.answer(PUBCOMP_FIRST_BYTE, packetId, ReasonCode.success)
    return
  }
  // The removal is durable first: else a new message with this id could be swallowed after a crash.
  const ticket = publisher.line.open({
    firstByte: PUBCOMP_FIRST_BYTE,
    packetId,
    bytes: 0,
    waits: 1,
    reasonCode: ReasonCode.success,
  })
  const { session, epoch } = client
  shard.toKeeper({ type: 'release', session, epoch, packetId, ticket })
}
