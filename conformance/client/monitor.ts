/**
 * Holds every packet that the broker sends on one connection against the rules that hold at all times,
 * and collects what breaks them. The client may be wrong on purpose: it is listened to, never judged,
 * and once it was wrong, only what holds regardless is still judged.
 */
import type { Connack, Packet, Version } from '../wire/packet.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { nowMs } from './clock.ts'
import { AnswersMonitor } from './monitor-answers.ts'
import { ConnectionMonitor } from './monitor-connection.ts'
import { DeliveryMonitor } from './monitor-delivery.ts'
import { Ledger } from './monitor-ledger.ts'
import type { SessionRecord } from './monitor-ledger.ts'
import { LimitsMonitor } from './monitor-limits.ts'
import { OrderMonitor } from './monitor-order.ts'
import { RULES, statementsOf } from './monitor-rules.ts'
import type { RuleName } from './monitor-rules.ts'
import { SubscriptionsMonitor } from './monitor-subscriptions.ts'
import { TopicAliasMonitor } from './monitor-topic-alias.ts'
import { propertyValue } from './property-value.ts'

export type Direction = 'sent' | 'received'

export interface Violation {
  readonly rule: string
  /** Ids as in the catalogue, such as `MQTT-5.0:3.2.0-1`. */
  readonly statements: readonly string[]
  /** As `nowMs` gives it. */
  readonly at: number
}

interface Part {
  sent(packet: Packet): void
  received(packet: Packet, bytes: Uint8Array): void
}

export class Monitor {
  readonly #version: Version
  readonly #ledger: Ledger
  readonly #violations: Violation[] = []
  readonly #connection: ConnectionMonitor
  readonly #limits: LimitsMonitor
  readonly #aliases: TopicAliasMonitor
  readonly #answers: AnswersMonitor
  /** What needs to know the session; empty until a CONNACK has told which one it is. */
  #sessionParts: readonly Part[] = []
  #session: SessionRecord | undefined
  /** What the client sent before that CONNACK. */
  #early: Packet[] = []
  #clientErred = false

  /** The ledger is shared by all connections of a scenario. */
  constructor(version: Version, ledger = new Ledger()) {
    this.#version = version
    this.#ledger = ledger
    const report = (broken: RuleName) => this.#report(broken)
    this.#connection = new ConnectionMonitor(report)
    this.#limits = new LimitsMonitor(report)
    this.#aliases = new TopicAliasMonitor(report)
    this.#answers = new AnswersMonitor(report)
  }

  get violations(): readonly Violation[] {
    return this.#violations
  }

  /** One packet, or what could not be cut into packets, and what the strict decoder made of it. */
  notice(direction: Direction, bytes: Uint8Array, result: Packet | WireFault): void {
    if (direction === 'sent') this.#noticeSent(result)
    else if (result instanceof WireFault) this.#noticeFault(bytes, result)
    else this.#noticeReceived(bytes, result)
  }

  /** WebSocket only. */
  noticeTextFrame(): void {
    this.#report('binaryFrames')
  }

  #noticeSent(result: Packet | WireFault): void {
    if (result instanceof WireFault) {
      this.#clientErred = true
      if (this.#session) this.#session.isKnown = false
      return
    }
    for (const part of [this.#connection, this.#limits, this.#aliases, this.#answers]) {
      part.sent(result)
    }
    const packet = this.#withTopic(result, 'client')
    if (packet === undefined) return
    if (this.#session === undefined) this.#early.push(packet)
    for (const part of this.#sessionParts) part.sent(packet)
  }

  #noticeFault(bytes: Uint8Array, { message, statements }: WireFault): void {
    this.#violations.push({ rule: message, statements, at: nowMs() })
    this.#limits.receivedBytes(bytes)
    // It may have been anything, so nothing is sure about the session either.
    if (this.#session) this.#session.isKnown = false
  }

  #noticeReceived(bytes: Uint8Array, received: Packet): void {
    this.#connection.received(received)
    this.#limits.received(received, bytes)
    this.#aliases.received(received)
    if (!this.#clientErred) this.#answers.received(received)
    if (received.type === 'CONNACK' && received.reasonCode === 0) this.#enterSession(received)
    const packet = this.#withTopic(received, 'broker')
    if (packet === undefined || !this.#session?.isKnown) return
    for (const part of this.#sessionParts) part.received(packet, bytes)
  }

  #enterSession(connack: Connack): void {
    const connect = this.#early.find((packet) => packet.type === 'CONNECT')
    if (connect === undefined || this.#session !== undefined) return
    const assigned = propertyValue(connack.properties, 'Assigned Client Identifier')
    const clientId = typeof assigned === 'string' ? assigned : connect.clientId
    // CONNACK of 3.1 does not tell whether there was a session.
    const isNew = connect.cleanStart || (this.#version !== '3.1' && !connack.sessionPresent)
    const session = isNew
      ? this.#ledger.startSession(clientId)
      : this.#ledger.resumeSession(clientId)
    if (this.#clientErred || (!isNew && this.#version === '3.1')) session.isKnown = false
    this.#session = session
    const report = (broken: RuleName) => this.#report(broken)
    this.#sessionParts = [
      new DeliveryMonitor(report, session),
      new SubscriptionsMonitor(report, session),
      new OrderMonitor(report, session, this.#ledger),
    ]
    for (const packet of this.#early) for (const part of this.#sessionParts) part.sent(packet)
    this.#early = []
  }

  #withTopic(packet: Packet, sender: 'client' | 'broker'): Packet | undefined {
    return packet.type === 'PUBLISH' ? this.#aliases.resolve(packet, sender) : packet
  }

  #report(broken: RuleName): void {
    const statements = statementsOf(broken, this.#version)
    if (statements === undefined) return
    this.#violations.push({ rule: RULES[broken].text, statements, at: nowMs() })
  }
}
