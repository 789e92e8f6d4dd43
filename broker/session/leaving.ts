/**
 * The end of a connection as the shard sees it: its subscriptions go, what it had not acknowledged of a
 * shared group goes to another member, the keeper hears of it, one line is logged.
 */
import type { Message } from '../routing/index.ts'
import type { EndReason } from '../observe/events.ts'
import type { Client } from './client.ts'
import { InflightState } from './inflight.ts'
import type { LocalGroup } from './local-group.ts'
import type { Waiting } from './outbound.ts'
import type { Shard } from './shard.ts'

/** How a connection ended. */
export interface Leaving {
  readonly reason: EndReason
  readonly publishWill: boolean
  readonly wasConnected: boolean
  readonly code: number
  readonly detail: string
}

export class Farewells {
  readonly #shard: Shard

  constructor(shard: Shard) {
    this.#shard = shard
  }

  onLeft(client: Client, how: Leaving): void {
    const shard = this.#shard
    shard.clients.delete(client.number)
    shard.halfOpen.delete(client)
    if (client.inbound !== undefined) shard.unacked.bytes -= client.inbound.line.bytes
    if (how.wasConnected) this.#leaveSession(client, how)
    shard.metrics.closed(how.reason, how.wasConnected)
    this.#log(client, how)
  }

  #leaveSession(client: Client, how: Leaving): void {
    const shard = this.#shard
    shard.membership.removeAll(client)
    shard.membership.forgetQuestions(client)
    shard.replay.forget(client)
    this.#passOn(client)
    shard.toKeeper({
      type: 'closed',
      session: client.session,
      epoch: client.epoch,
      publishWill: how.publishWill,
      sessionExpiryInterval: client.finalExpiryInterval,
    })
  }

  /**
   * Messages of local groups that this member leaves behind. A QoS 2 message that was sent goes to
   * nobody else. @MQTT-5.0:4.8.2-5
   */
  #passOn(client: Client): void {
    const { outbound } = client
    if (outbound === undefined) return
    for (const [id, item] of outbound.inflight.outstanding()) {
      if (outbound.inflight.stateOf(id) === InflightState.puback) this.#handBack(client, item)
      else this.#shard.onDone(client, item)
    }
    for (let item = outbound.take(); item !== undefined; item = outbound.take()) {
      this.#handBack(client, item)
    }
  }

  /** To the keeper what it dealt, to another member what a group of this shard dealt. */
  #handBack(client: Client, item: Waiting): void {
    this.#shard.onReturned(client, item)
    if (item.group !== undefined) this.#deal(item.group, item.message)
  }

  #deal(group: LocalGroup, message: Message): void {
    const { matcher, sender, fanOut, routeVersion } = this.#shard
    const topic = matcher.topicNamed(message.topicName, message.topic.subarray(0, message.topicEnd))
    sender.beginMessage(message, topic)
    const { qos, retain } = message
    fanOut.serveGroup(group, { topic: topic.name, qos, retain, publisher: 0, routeVersion })
  }

  #log(client: Client, how: Leaving): void {
    this.#shard.log.info('connection.end', {
      clientId: client.clientId,
      reason: how.reason,
      reasonCode: how.code,
      detail: how.detail,
      remote: client.connection.remoteAddress,
      durationMs: Math.round(this.#shard.time.nowMs - client.acceptedAtMs),
      packetsIn: client.packetsIn,
    })
  }
}
