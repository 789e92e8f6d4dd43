/** What the keeper tells a shard, and what the shard does about it. */
import { unreachable } from '../base/assert.ts'
import { PacketType, ReasonCode } from '../codec/index.ts'
import type { Forward, LinkReceiver, ToShard } from '../link/ports.ts'
import type { Client } from './client.ts'
import { writePubrel } from './on/ack.ts'
import { onConnected } from './session-start.ts'
import type { Shard } from './shard.ts'

export class KeeperMessages implements LinkReceiver<ToShard> {
  readonly #shard: Shard

  constructor(shard: Shard) {
    this.#shard = shard
  }

  onBatch(messages: readonly ToShard[]): void {
    for (const message of messages) this.#onMessage(message)
  }

  #onMessage(message: ToShard): void {
    const shard = this.#shard
    switch (message.type) {
      case 'connected':
        onConnected(shard, message)
        return
      case 'forward':
        shard.distribution.onForward(message)
        return
      case 'closed':
        shard.endings.onClosed(message.connection)
        return
      case 'retained':
        shard.replay.onPage(message)
        return
      case 'subscribed':
      case 'unsubscribed':
        shard.membership.onAnswer(message)
        return
      case 'route':
        shard.core.routeVersion = message.version
        shard.matcher.setRoute(message.owner, message.filter, message.wanted)
        return
      case 'group':
        shard.core.routeVersion = message.version
        shard.membership.onManaged(message.name, message.since)
        return
      default: {
        const client = shard.clients.get(message.connection)
        // The connection ended while the message was on its way; the keeper has been told.
        if (client !== undefined) this.#onClientMessage(client, message)
      }
    }
  }

  #onClientMessage(
    client: Client,
    message: Exclude<
      ToShard,
      {
        type:
          | 'connected'
          | 'forward'
          | 'closed'
          | 'retained'
          | 'subscribed'
          | 'unsubscribed'
          | 'route'
          | 'group'
      }
    >,
  ): void {
    switch (message.type) {
      case 'refused':
        this.#shard.endings.end(client, 'refused', message.reason, 'the keeper refused the session')
        return
      case 'takeOver':
        // @MQTT-5.0:3.1.4-3
        this.#shard.endings.end(client, 'takenOver', 'sessionTakenOver')
        return
      case 'fault':
        this.#shard.endings.end(
          client,
          'protocolFault',
          'protocolError',
          'an acknowledgement that the QoS does not have',
        )
        return
      case 'overflow':
        this.#shard.onOverflow(client)
        return
      case 'published':
      case 'released':
        this.#shard.distribution.settle(client, message.ticket, message.reasonCode)
        return
      case 'deliver':
        this.#deliver(client, message)
        return
      case 'pubrel':
        writePubrel(client, message.packetId, message.reasonCode)
        return
      default:
        unreachable(message)
    }
  }

  #deliver(client: Client, message: Extract<ToShard, { type: 'deliver' }>): void {
    const { delivery, packetId, dup, tag } = message
    const { sender, core } = this.#shard
    const { authorizer, metrics } = core
    const topic = delivery.message.topicName
    const isAllowed = !authorizer.checksDelivery || authorizer.mayReceive(client.principal, topic)
    if (!isAllowed) metrics.dropped('unauthorised')
    if (packetId === 0) {
      const item = { ...delivery, group: undefined, tag }
      if (isAllowed) sender.deliverWaiting(client, item)
      else this.#shard.endings.onDone(client, item)
      return
    }
    if (isAllowed && sender.deliverNumbered(client, delivery, packetId, dup)) return
    // What the client cannot take counts as delivered. @MQTT-5.0:3.1.2-25
    this.#shard.core.toKeeper({
      type: 'ack',
      session: client.session,
      epoch: client.epoch,
      packet: delivery.qos === 1 ? PacketType.puback : PacketType.pubrec,
      packetId,
      reasonCode: ReasonCode.packetTooLarge,
    })
  }
}

/** Messages of other shards. */
export class PeerMessages implements LinkReceiver<Forward> {
  readonly #shard: Shard

  constructor(shard: Shard) {
    this.#shard = shard
  }

  onBatch(messages: readonly Forward[]): void {
    for (const message of messages) this.#shard.distribution.onForward(message)
  }
}
