/**
 * @hot What the client says about messages it was sent (PUBACK, PUBREC, PUBCOMP), and PUBREL for
 * messages it sent. Deliveries of a persistent session are the keeper's, which is told; those of a
 * clean session are kept here.
 */
import {
  ACK_SIZE_MAX,
  AckView,
  decodeAck,
  PacketType,
  ProtocolFault,
  ReasonCode,
  writeAck,
} from '../../codec/index.ts'
import type { Client } from '../client.ts'
import { InflightState } from '../inflight.ts'
import type { Outbound } from '../outbound.ts'
import type { Shard } from '../shard.ts'

/** One for all: acknowledgements are read at once and never kept. */
const ackView = new AckView()
const PUBREL_FIRST_BYTE = (PacketType.pubrel << 4) | 2
const PUBCOMP_FIRST_BYTE = PacketType.pubcomp << 4

export function onAck(
  shard: Shard,
  client: Client,
  firstByte: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const { core, version } = client
  decodeAck(ackView, firstByte, bytes, start, end, core.decodeContext(version))
  const { packetId, reasonCode } = ackView
  const type = firstByte >>> 4
  core.metrics.acknowledged(type)
  if (client.isPersistent) {
    const { session, epoch } = client
    core.toKeeper({ type: 'ack', session, epoch, packet: type, packetId, reasonCode })
    return
  }
  const state = client.outbound?.inflight.stateOf(packetId) ?? InflightState.free
  if (type === PacketType.puback) onPuback(shard, client, packetId, state)
  else if (type === PacketType.pubrec) onPubrec(shard, client, packetId, reasonCode, state)
  else onPubcomp(shard, client, packetId, state)
}

function onPuback(shard: Shard, client: Client, id: number, state: InflightState): void {
  const { outbound } = client
  if (state === InflightState.free || outbound === undefined) return
  if (state !== InflightState.puback) throw wrongAck()
  finish(shard, client, outbound, id)
}

function onPubrec(
  shard: Shard,
  client: Client,
  id: number,
  reasonCode: number,
  state: InflightState,
): void {
  const { outbound } = client
  if (state === InflightState.puback) throw wrongAck()
  if (state === InflightState.free || outbound === undefined) {
    if (reasonCode < 0x80) writePubrel(client, id, ReasonCode.packetIdentifierNotFound)
    return
  }
  // An error ends the exchange and is not answered. @MQTT-5.0:4.3.3-4
  if (reasonCode >= 0x80) {
    finish(shard, client, outbound, id)
    return
  }
  const kept = state === InflightState.pubrec ? outbound.inflight.release(id) : undefined
  if (kept !== undefined) shard.endings.onDone(client, kept)
  writePubrel(client, id, ReasonCode.success)
}

function onPubcomp(shard: Shard, client: Client, id: number, state: InflightState): void {
  const { outbound } = client
  if (state === InflightState.free || outbound === undefined) return
  if (state !== InflightState.pubcomp) throw wrongAck()
  finish(shard, client, outbound, id)
}

function finish(shard: Shard, client: Client, outbound: Outbound, id: number): void {
  const kept = outbound.inflight.close(id)
  // A refusal ends the message: it is not tried on another member. @MQTT-5.0:4.8.2-6
  if (kept !== undefined) shard.endings.onDone(client, kept)
  if (outbound.waiting.length > 0) shard.sender.pump(client)
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
  const { core, version } = client
  decodeAck(ackView, firstByte, bytes, start, end, core.decodeContext(version))
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
  core.toKeeper({ type: 'release', session, epoch, packetId, ticket })
}
