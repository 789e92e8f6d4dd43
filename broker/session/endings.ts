/**
 * The end of a connection: the last packet in the form the client understands, its subscriptions gone,
 * what it had not acknowledged of a shared group given to another member, the keeper told, one line
 * logged.
 */
import { ReasonCode } from '../codec/index.ts'
import type { ReasonCodeName } from '../codec/index.ts'
import type { EndReason } from '../observe/events.ts'
import type { Message } from '../routing/index.ts'
import { Phase } from './client.ts'
import type { Client } from './client.ts'
import type { ShardCore } from './core.ts'
import type { FanOut } from './fan-out.ts'
import { writeConnackRefusal, writeDisconnect } from './farewell.ts'
import { InflightState } from './inflight.ts'
import type { Matcher } from './matcher.ts'
import type { Membership } from './membership.ts'
import type { Waiting } from './outbound.ts'
import type { RetainedReplay } from './retained-replay.ts'
import type { Sender } from './sender.ts'

/** How a connection ended. */
interface Ending {
  readonly reason: EndReason
  readonly publishWill: boolean
  readonly code: number
  readonly detail: string
}

/** How long a close waits for the log. */
const CLOSE_TIMEOUT_MS = 1000

/** A connection whose client has said DISCONNECT. */
interface Closing {
  readonly connection: Client['connection']
  readonly untilMs: number
}

export interface EndingsParts {
  readonly clients: Map<number, Client>
  readonly halfOpen: Set<Client>
  readonly matcher: Matcher
  readonly sender: Sender
  readonly fanOut: FanOut
  readonly membership: Membership
  readonly replay: RetainedReplay
}

export class Endings {
  readonly #core: ShardCore
  readonly #parts: EndingsParts
  /** Connections that wait for the keeper, oldest first. */
  readonly #closing = new Map<number, Closing>()

  constructor(core: ShardCore, parts: EndingsParts) {
    this.#core = core
    this.#parts = parts
  }

  /** Answers in the form the client understands, then ends the connection. */
  end(client: Client, reason: EndReason, code: ReasonCodeName, detail = ''): void {
    if (client.phase === Phase.closed) return
    if (client.phase === Phase.connected) writeDisconnect(client, ReasonCode[code], detail)
    else writeConnackRefusal(client, ReasonCode[code], detail)
    this.#leave(client, { reason, publishWill: true, code: ReasonCode[code], detail })
    client.connection.end()
  }

  /**
   * The client said DISCONNECT: nothing is answered. The close tells it that its will is gone, so that
   * waits until no crash brings it back. @MQTT-5.0:3.14.4-3
   */
  endByClient(client: Client, publishWill: boolean, code: number): void {
    const { connection, number } = client
    const untilMs = this.#core.time.nowMs + CLOSE_TIMEOUT_MS
    if (client.phase === Phase.connected) this.#closing.set(number, { connection, untilMs })
    this.#leave(client, { reason: 'clientDisconnected', publishWill, code, detail: '' })
    if (!this.#closing.has(number)) connection.end()
  }

  /** The keeper has put on record how a connection ended. */
  onClosed(number: number): void {
    this.#closing.get(number)?.connection.end()
    this.#closing.delete(number)
  }

  /** To be called when time has passed: not every keeper answers. */
  closeLate(): void {
    for (const [number, { untilMs }] of this.#closing) {
      if (untilMs > this.#core.time.nowMs) return
      this.onClosed(number)
    }
  }

  /** Closes without a word: what a peer gets that has not even said CONNECT. */
  cutOff(client: Client, reason: EndReason): void {
    if (client.phase === Phase.closed) return
    this.#leave(client, { reason, publishWill: true, code: 0, detail: '' })
    client.connection.destroy()
  }

  /** The socket is gone; `error` is the code of the system, if it broke. */
  onLost(client: Client, error: string | undefined): void {
    if (client.phase === Phase.closed) return
    const detail = error ?? ''
    this.#leave(client, { reason: 'connectionLost', publishWill: true, code: 0, detail })
  }

  #leave(client: Client, ending: Ending): void {
    const { clients, halfOpen } = this.#parts
    const { backpressure, metrics } = this.#core
    const wasConnected = client.phase === Phase.connected
    client.phase = Phase.closed
    client.source?.stop()
    clients.delete(client.number)
    halfOpen.delete(client)
    backpressure.remove(client)
    backpressure.unacked.bytes -= client.inbound?.line.bytes ?? 0
    if (wasConnected) this.#leaveSession(client, ending)
    metrics.closed(ending.reason, wasConnected)
    this.#log(client, ending)
  }

  #leaveSession(client: Client, { publishWill }: Ending): void {
    const { membership, replay } = this.#parts
    membership.removeAll(client)
    replay.forget(client)
    this.#passOn(client)
    const { session, epoch, finalExpiryInterval: sessionExpiryInterval } = client
    this.#core.toKeeper({ type: 'closed', session, epoch, publishWill, sessionExpiryInterval })
  }

  /**
   * Messages of groups that this member leaves behind. A QoS 2 message that was sent goes to nobody
   * else. @MQTT-5.0:4.8.2-5
   */
  #passOn(client: Client): void {
    const { outbound } = client
    if (outbound === undefined) return
    for (const [id, item] of outbound.inflight.outstanding()) {
      if (outbound.inflight.stateOf(id) === InflightState.puback) this.#handBack(client, item)
      else this.#tellDealt(client, item, true)
    }
    for (let item = outbound.take(); item !== undefined; item = outbound.take()) {
      this.#handBack(client, item)
    }
  }

  /** To the keeper what it dealt, to another member what a group of this shard dealt. */
  #handBack(client: Client, item: Waiting): void {
    this.#tellDealt(client, item, false)
    if (item.group !== undefined) this.#dealAgain(item.group, item.message)
  }

  /** A delivery is over; the keeper hears of those that it dealt to a member of a group. */
  onDone(client: Client, item: Waiting): void {
    this.#tellDealt(client, item, true)
  }

  #tellDealt({ session, epoch }: Client, { tag }: Waiting, isDone: boolean): void {
    if (tag !== 0) this.#core.toKeeper({ type: 'dealt', session, epoch, tag, isDone })
  }

  #dealAgain(name: string, message: Message): void {
    const { fanOut, matcher, membership, sender } = this.#parts
    const group = membership.group(name)
    if (group === undefined) return
    // @MQTT-5.0:3.3.2-5
    if (message.expiresAtMs <= this.#core.time.wallMs) {
      this.#core.metrics.dropped('expired')
      return
    }
    const topic = matcher.topicNamed(message.topicName, message.topic.subarray(0, message.topicEnd))
    sender.beginMessage(message, topic)
    const { qos, retain } = message
    const { routeVersion } = this.#core
    fanOut.serveGroup(group, { topic: topic.name, qos, retain, publisher: 0, routeVersion })
  }

  #log(client: Client, { reason, code, detail }: Ending): void {
    const { log, time } = this.#core
    log.info('connection.end', {
      clientId: client.clientId,
      reason,
      reasonCode: code,
      detail,
      remote: client.connection.remoteAddress,
      durationMs: time.nowMs - client.acceptedAtMs,
      packetsIn: client.packetsIn,
    })
  }
}
