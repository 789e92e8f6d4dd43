/**
 * Proves that something did not come, without waiting for time to pass: a marker that the last publisher
 * sends after it arrives, and then the answer to a PINGREQ.
 */
import type { Packet } from '../wire/packet.ts'
import type { Participant } from './participant.ts'
import { publish } from './publishing.ts'
import { ANSWER_LIMIT_MS } from './limits.ts'
import type { World } from './world.ts'

/** A client that takes no larger packets gets no marker, only the PINGREQ. Bytes. */
const MARKER_ROOM = 128

/** After this all that was on its way to the receiver is in its inbox. */
export async function passFence(world: World, receiver: Participant): Promise<void> {
  if (!receiver.isOpen) return
  if (receiver.maximumPacketSize >= MARKER_ROOM) await passMarker(world, receiver)
  await receiver.ping()
}

/**
 * The marker has the QoS of what it follows, as order holds only within one QoS; but where the receiver
 * acknowledges by hand, it must not have to wait for that.
 */
async function passMarker(world: World, receiver: Participant): Promise<void> {
  const { publisher, qos: lastQos } = await world.fencePublisher()
  const qos = receiver.acknowledgesByHand ? '0' : String(lastQos)
  const marker = world.nextFence()
  const topic = `fence/${receiver.name}`
  await receiver.subscribe([
    ['filter', topic],
    ['qos', qos],
  ])
  await publish(publisher, [
    ['topic', topic],
    ['payload', marker],
    ['qos', qos],
  ])
  const isMarker = (packet: Packet) =>
    packet.type === 'PUBLISH' && Buffer.from(packet.payload).toString() === marker
  await receiver.client.next(isMarker, 'the marker of a fence', ANSWER_LIMIT_MS)
}
