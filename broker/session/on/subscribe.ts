/**
 * SUBSCRIBE: each filter is judged on its own; the good ones are live in this shard at once, and
 * SUBACK leaves when the keeper says that every part of the node knows them.
 */
import {
  parseTopicFilter,
  ProtocolFault,
  ReasonCode,
  reasonCodeName,
  utf8Length,
} from '../../codec/index.ts'
import type { Subscribe, SubscribeFilter } from '../../codec/index.ts'
import type { SubscribeEntry } from '../../link/ports.ts'
import type { Client } from '../client.ts'
import type { Shard } from '../shard.ts'

/** Refused filters that a reason string names; a client that sends hundreds can count codes. */
const EXPLAINED_MAX = 8

export function onSubscribe(shard: Shard, client: Client, packet: Subscribe): void {
  const identifier = packet.properties.subscriptionIdentifiers?.[0] ?? 0
  const codes: number[] = []
  const entries: SubscribeEntry[] = []
  for (const wanted of packet.subscriptions) {
    const judged = judge(shard, client, wanted, identifier)
    if (typeof judged === 'number') codes.push(judged)
    else {
      const isNew = shard.membership.add(client, judged)
      // Retain Handling 1 asks only for what a new subscription would get. @MQTT-5.0:3.3.1-10
      entries.push(isNew || judged.retainHandling !== 1 ? judged : { ...judged, retainHandling: 2 })
      codes.push(judged.options.qos)
    }
  }
  if (entries.length === 0) {
    sendSuback(shard, client, packet.packetId, codes)
    return
  }
  shard.membership.requestSubscribe(client, entries, (granted) => {
    // What the keeper has no room for is not live here either.
    entries.forEach(({ name }, place) => {
      if ((granted[place] ?? 0) >= 0x80) shard.membership.remove(client, name)
    })
    sendSuback(shard, client, packet.packetId, mergeCodes(codes, granted))
  })
}

/** What to grant, or the reason code of the refusal. */
function judge(
  shard: Shard,
  client: Client,
  wanted: SubscribeFilter,
  identifier: number,
): SubscribeEntry | number {
  const { limits, mqtt } = client.core.options
  const parsed = parseTopicFilter(wanted.filter)
  if (parsed === undefined) {
    // 5.0 has a code for it; in 3.x a filter that is none is a violation. @MQTT-3.1.1:4.7.1-2
    if (client.version === 5) return ReasonCode.topicFilterInvalid
    throw new ProtocolFault('topicFilterInvalid', 'a topic filter that is none')
  }
  const isTooMuch =
    utf8Length(parsed.filter) > limits.topicBytesMax ||
    parsed.levels > limits.topicLevelsMax ||
    parsed.wildcards > limits.filterWildcardsMax
  if (isTooMuch) {
    client.core.metrics.refused('filterLimits')
    return ReasonCode.topicFilterInvalid
  }
  if (parsed.wildcards > 0 && !mqtt.wildcardSubscriptionAvailable) {
    return ReasonCode.wildcardSubscriptionsNotSupported
  }
  if (parsed.group !== undefined && !mqtt.sharedSubscriptionAvailable) {
    return ReasonCode.sharedSubscriptionsNotSupported
  }
  if (identifier !== 0 && !mqtt.subscriptionIdentifiersAvailable) {
    return ReasonCode.subscriptionIdentifiersNotSupported
  }
  if (!client.core.authorizer.maySubscribe(client.principal, parsed.filter)) {
    return ReasonCode.notAuthorized
  }
  if (!shard.membership.hasRoom(client, wanted.filter)) return ReasonCode.quotaExceeded
  return toEntry(client, wanted, parsed, identifier)
}

function toEntry(
  client: Client,
  wanted: SubscribeFilter,
  parsed: { group: string | undefined; filter: string },
  identifier: number,
): SubscribeEntry {
  const { maximumQos } = client.core.options.mqtt
  return {
    name: wanted.filter,
    filter: parsed.filter,
    group: parsed.group,
    options: {
      qos: wanted.qos > maximumQos ? maximumQos : wanted.qos,
      noLocal: wanted.noLocal,
      retainAsPublished: wanted.retainAsPublished,
      identifier,
    },
    // Retained messages are not sent to shared subscriptions.
    retainHandling: parsed.group === undefined ? wanted.retainHandling : 2,
  }
}

/** The keeper may still refuse what the shard would have granted. */
function mergeCodes(codes: readonly number[], granted: readonly number[]): number[] {
  let next = 0
  return codes.map((code) => {
    if (code >= 0x80) return code
    const answer = granted[next] ?? code
    next += 1
    return answer
  })
}

function sendSuback(
  shard: Shard,
  client: Client,
  packetId: Subscribe['packetId'],
  codes: readonly number[],
): void {
  // 3.1 has no failure code, 3.1.1 has one. @MQTT-3.1.1:3.9.3-2
  const reasonCodes =
    client.version === 5
      ? codes
      : codes.map((code) => (code < 0x80 ? code : client.version === 4 ? 0x80 : 0))
  const properties = { reasonString: client.wantsProblemInformation ? explain(codes) : undefined }
  shard.answer(client, { type: 'suback', packetId, reasonCodes, properties })
}

/** Which filters were refused, and why, in words; undefined when none was. */
function explain(codes: readonly number[]): string | undefined {
  const refused = codes.flatMap((code, place) =>
    code < 0x80 ? [] : [`filter ${place + 1}: ${reasonCodeName(code)}`],
  )
  return refused.length === 0 ? undefined : refused.slice(0, EXPLAINED_MAX).join(', ')
}
