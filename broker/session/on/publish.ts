/**
 * @hot A PUBLISH from a client, step by step: decode, quota, topic, permission, receivers here,
 * receivers elsewhere, acknowledgement. Receivers of this shard are served before it returns; what
 * must be durable goes to the keeper, and the acknowledgement waits for its word.
 */
import { decodePublish, PacketType, ProtocolFault, ReasonCode } from '../../codec/index.ts'
import type { PublishView } from '../../codec/index.ts'
import type { Client } from '../client.ts'
import type { Source } from '../fan-out.ts'
import type { Topic, TopicMatch } from '../matcher.ts'
import type { Shard } from '../shard.ts'

const PUBACK_FIRST_BYTE = PacketType.puback << 4
const PUBREC_FIRST_BYTE = PacketType.pubrec << 4

export function onPublish(
  shard: Shard,
  client: Client,
  firstByte: number,
  bytes: Uint8Array,
  frameStart: number,
  bodyStart: number,
  end: number,
): void {
  const { view } = shard
  decodePublish(
    view,
    firstByte,
    bytes,
    frameStart,
    bodyStart,
    end,
    client.core.decodeContext(client.version),
  )
  client.core.metrics.received(view.qos)
  client.hasPublished = true
  checkAgainstConnack(client, view)
  const topic = resolveTopic(shard, client, view)
  if (view.qos === 2 && client.publisher.incomingIds.has(view.packetId)) {
    // A repeat, whatever DUP says: the message went on its way the first time. @MQTT-5.0:4.3.3-10
    client.publisher.repeat(view.packetId)
    return
  }
  if (view.qos > 0) client.publisher.take(view.packetId)
  if (!client.core.authorizer.mayPublish(client.principal, topic.name)) {
    refuse(client, view, ReasonCode.notAuthorized)
    return
  }
  const isTooLargeToRetain =
    view.retain &&
    view.payloadEnd - view.payloadStart > client.core.options.limits.retainedPayloadBytesMax
  if (isTooLargeToRetain) {
    client.core.metrics.refused('retainedPayloadBytesMax')
    refuse(client, view, ReasonCode.quotaExceeded)
    return
  }
  const match = shard.matcher.match(topic)
  if (match.tooWide) {
    client.core.metrics.matchAborted()
    refuse(client, view, ReasonCode.quotaExceeded)
    return
  }
  route(shard, client, topic, match)
}

/** What the client was told in CONNACK binds it. @MQTT-5.0:3.2.2-11 @MQTT-5.0:3.2.2-14 */
function checkAgainstConnack(client: Client, view: PublishView): void {
  const { mqtt } = client.core.options
  if (view.qos > mqtt.maximumQos)
    throw new ProtocolFault('qosNotSupported', 'QoS above Maximum QoS')
  if (view.retain && !mqtt.retainAvailable) {
    throw new ProtocolFault('retainNotSupported', 'RETAIN, which is not available')
  }
}

/** Afterwards the view has the name of the topic also where the packet had its alias alone. */
function resolveTopic(shard: Shard, client: Client, view: PublishView): Topic {
  if (view.topicAlias === 0) return shard.matcher.topicOf(view)
  const { aliases } = client.publisher
  if (view.topicEnd === view.topicStart) {
    const { name, bytes } = aliases.get(view.topicAlias)
    view.topic = bytes
    view.topicStart = 0
    view.topicEnd = bytes.length
    return shard.matcher.topicNamed(name, bytes)
  }
  const topic = shard.matcher.topicOf(view)
  aliases.set(view.topicAlias, topic)
  return topic
}

/** A definite no: nothing was stored, nothing was sent. */
function refuse(client: Client, view: PublishView, reasonCode: number): void {
  const { metrics } = client.core
  metrics.dropped(reasonCode === ReasonCode.notAuthorized ? 'unauthorised' : 'overLimit')
  if (view.qos === 0) return
  // 3.x has no error acknowledgement: the message is acknowledged and dropped. @MQTT-3.1.1:3.3.5-2
  const firstByte = view.qos === 1 ? PUBACK_FIRST_BYTE : PUBREC_FIRST_BYTE
  const isSilent = client.version !== 5
  if (isSilent && view.qos === 2) client.publisher.incomingIds.add(view.packetId)
  client.publisher.answer(firstByte, view.packetId, isSilent ? ReasonCode.success : reasonCode)
}

function route(shard: Shard, client: Client, topic: Topic, match: TopicMatch): void {
  const { view, distribution } = shard
  shard.sender.begin(view, topic)
  const wanted = distribution.serve(topic, match, sourceOf(client, view, topic))
  const needsKeeper = distribution.needsKeeper(client, view, match)
  const waits = (needsKeeper ? 1 : 0) + match.shards.length + (distribution.isSliced(topic) ? 1 : 0)
  if (waits === 0) {
    if (view.qos > 0) acknowledge(client, view, wanted)
    return
  }
  const ticket = view.qos === 0 ? undefined : openTicket(client, view, waits, wanted)
  distribution.sendElsewhere(client, { view, match, topic, ticket, needsKeeper })
}

function sourceOf(client: Client, view: PublishView, topic: Topic): Source {
  const { session, core } = client
  return {
    topic: topic.name,
    qos: view.qos,
    retain: view.retain,
    publisher: session,
    routeVersion: core.routeVersion,
  }
}

function openTicket(client: Client, view: PublishView, waits: number, wanted: number): number {
  if (view.qos === 2) client.publisher.incomingIds.add(view.packetId)
  return client.publisher.line.open({
    firstByte: view.qos === 1 ? PUBACK_FIRST_BYTE : PUBREC_FIRST_BYTE,
    packetId: view.packetId,
    bytes: view.frameEnd - view.frameStart,
    waits,
    reasonCode: wanted > 0 ? ReasonCode.success : ReasonCode.noMatchingSubscribers,
  })
}

function acknowledge(client: Client, view: PublishView, wanted: number): void {
  const { publisher } = client
  if (view.qos === 2) publisher.incomingIds.add(view.packetId)
  const firstByte = view.qos === 1 ? PUBACK_FIRST_BYTE : PUBREC_FIRST_BYTE
  const reasonCode = wanted > 0 ? ReasonCode.success : ReasonCode.noMatchingSubscribers
  publisher.answer(firstByte, view.packetId, reasonCode)
}
