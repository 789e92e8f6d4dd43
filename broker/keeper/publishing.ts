/**
 * A message that has to be kept or is for sessions that the keeper serves: finds the receivers, writes
 * one record for all of them, and answers when that record is durable.
 */
import type { QoS } from '../codec/index.ts'
import { partsOf, ReasonCode } from '../codec/index.ts'
import type { ToKeeper } from '../link/ports.ts'
import { Message, NEVER } from '../routing/index.ts'
import type { Subscription } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import type { KeeperCore } from './core.ts'
import type { Dealing } from './dealing.ts'
import type { Delivering } from './delivering.ts'
import type { Group } from './groups.ts'
import type { Receiver, RetainedChange } from './records.ts'
import type { Session } from './session.ts'

type PublishRequest = Extract<ToKeeper, { type: 'publish' }>

/** Where a message comes from. */
export interface Origin {
  /** The publisher, for No Local. */
  readonly session: Session | undefined
  /** Packet id of a QoS 2 publisher that is persistent, else 0. */
  readonly packetId: number
  readonly routeVersion: number
}

export interface Published {
  /** What the answer has to wait for. */
  readonly position: Position
  readonly reasonCode: number
}

const NOTHING = new Uint8Array()

/**
 * Stands in the record of a QoS 2 packet id whose message nobody will read: the publisher decides how
 * long that is held.
 */
const ID_ONLY = new Message('', partsOf('', NOTHING, NOTHING), {
  qos: 2,
  retain: false,
  expiresAtMs: NEVER,
})

interface Merged {
  qos: QoS
  retainAsPublished: boolean
  identifiers: number[] | undefined
}

export class Publishing {
  readonly #core: KeeperCore
  readonly #delivering: Delivering
  readonly #dealing: Dealing
  readonly #bags: (readonly Subscription<Session>[])[] = []
  readonly #groupBags: (readonly Group[])[] = []

  constructor(core: KeeperCore, delivering: Delivering, dealing: Dealing) {
    this.#core = core
    this.#delivering = delivering
    this.#dealing = dealing
  }

  onPublish(session: Session, request: PublishRequest): void {
    const { message, ticket, packetId, routeVersion } = request
    const published = this.publish(message, { session, packetId, routeVersion })
    const { connection } = session
    if (ticket === undefined || connection === undefined) return
    this.#core.gate.send(
      connection.shard,
      {
        type: 'published',
        connection: connection.number,
        ticket,
        reasonCode: published.reasonCode,
      },
      published.position,
    )
  }

  publish(message: Message, origin: Origin): Published {
    const { session, packetId } = origin
    // The answer to the first one was lost with its connection. @MQTT-5.0:4.3.3-10
    if (packetId !== 0 && session?.kept?.incoming.has(packetId)) {
      return { position: session.kept.incoming.get(packetId) ?? 0, reasonCode: ReasonCode.success }
    }
    const receivers = this.#receivers(message, session)
    if (receivers === undefined) {
      this.#core.metrics.matchAborted()
      return { position: 0, reasonCode: ReasonCode.quotaExceeded }
    }
    const served = this.#dealToGroups(message, origin.routeVersion, receivers)
    const change = this.#retainedChange(message)
    const retained = change === 'refused' ? 'none' : change
    const wanted = receivers.length + served
    let reasonCode: number = wanted > 0 ? ReasonCode.success : ReasonCode.noMatchingSubscribers
    // Whoever is there gets what there is no room to retain, so the publisher hears of it at QoS 1 only:
    // at QoS 2 an error would free the packet id, by which a repeat of the message is known.
    if (change === 'refused' && message.qos === 1) reasonCode = ReasonCode.quotaExceeded
    const isKept = receivers.length > 0 || retained !== 'none' || packetId !== 0
    if (!isKept) return { position: 0, reasonCode }
    return { position: this.#write(message, receivers, retained, origin), reasonCode }
  }

  #write(
    message: Message,
    receivers: readonly Receiver[],
    retained: RetainedChange,
    { session, packetId }: Origin,
  ): Position {
    const { state } = this.#core
    const publisher =
      packetId === 0 || session === undefined ? undefined : { session: session.number, packetId }
    const isRead = receivers.length > 0 || retained !== 'none'
    const position = state.write({
      type: 'message',
      message: isRead ? message : ID_ONLY,
      receivers,
      retained,
      publisher,
      insteadOf: undefined,
    })
    for (const receiver of receivers) {
      this.#delivering.onQueued(state.session(receiver.session), message)
    }
    return position
  }

  #retainedChange(message: Message): RetainedChange | 'refused' {
    if (!message.retain) return 'none'
    const { retained } = this.#core.state
    // @MQTT-5.0:3.3.1-6
    if (message.payloadLength === 0)
      return retained.at(message.topicName) === undefined ? 'none' : 'clear'
    const bound = retained.boundFor(message)
    if (bound !== undefined) this.#core.metrics.refused(bound)
    return bound === undefined ? 'set' : 'refused'
  }

  /** Persistent sessions that want the message, each once; undefined when matching was given up. */
  #receivers(message: Message, publisher: Session | undefined): Receiver[] | undefined {
    const { state } = this.#core
    const receivers: Receiver[] = []
    if (state.index.filters === 0) return receivers
    const count = state.index.match(message.topicName, this.#bags)
    if (count < 0) return undefined
    const merged = new Map<Session, Merged>()
    for (let i = 0; i < count; i += 1) {
      for (const subscription of this.#bags[i] ?? []) {
        if (subscription.noLocal && subscription.owner === publisher) continue
        merge(merged, subscription)
      }
    }
    for (const [session, { qos: granted, retainAsPublished, identifiers }] of merged) {
      const qos = granted < message.qos ? granted : message.qos
      if (qos === 0 && !this.#isForAway(session)) continue
      const retain = message.retain && retainAsPublished
      receivers.push({ session: session.number, qos, retain, identifiers, group: undefined })
    }
    return receivers
  }

  /** QoS 0 goes through the shard while the client is there; for later it is only kept if so set. */
  #isForAway(session: Session): boolean {
    return this.#core.options.session.queueQos0 && !session.isPresent
  }

  /** Deals to the groups that the shard left to the keeper; adds persistent members to `receivers`. */
  #dealToGroups(message: Message, routeVersion: number, receivers: Receiver[]): number {
    const { index } = this.#core.state.groups
    if (index.filters === 0) return 0
    const count = index.match(message.topicName, this.#groupBags)
    let served = 0
    for (let i = 0; i < count; i += 1) {
      for (const group of this.#groupBags[i] ?? []) {
        if (routeVersion < group.managedSince) continue
        const dealt = this.#dealing.deal(group, message)
        if (dealt === 'served') served += 1
        else if (dealt !== undefined) receivers.push(dealt)
      }
    }
    return served
  }

  /** PUBREL of a persistent publisher: its packet id is free once that is durable. */
  onRelease(session: Session, packetId: number, ticket: number): void {
    const of = session.kept?.incoming.get(packetId)
    const note = { type: 'released', session: session.number, packetId } as const
    const needs = of === undefined ? 0 : this.#core.state.write(note, of)
    const { connection } = session
    if (connection === undefined) return
    const { shard, number } = connection
    const reasonCode = ReasonCode.success
    this.#core.gate.send(shard, { type: 'released', connection: number, ticket, reasonCode }, needs)
  }
}

/** @MQTT-5.0:3.3.4-2 @MQTT-5.0:3.3.4-4 */
function merge(merged: Map<Session, Merged>, subscription: Subscription<Session>): void {
  const { owner, qos, retainAsPublished, identifier } = subscription
  const known = merged.get(owner)
  if (known === undefined) {
    const identifiers = identifier === 0 ? undefined : [identifier]
    merged.set(owner, { qos, retainAsPublished, identifiers })
    return
  }
  if (qos > known.qos) known.qos = qos
  if (retainAsPublished) known.retainAsPublished = true
  if (identifier === 0) return
  known.identifiers ??= []
  known.identifiers.push(identifier)
}
