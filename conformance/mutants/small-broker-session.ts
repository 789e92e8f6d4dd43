/**
 * What the small broker knows about one client: its subscriptions, what it has been sent and has not
 * acknowledged, and what waits for it. The session sends by whatever connection it has at the moment.
 */
import type { Acknowledgement, Publish, Subscription, Will } from '../wire/packet.ts'
import type { Faults } from './faults.ts'
import type { Filter } from './small-broker-topics.ts'
import { isExpired, publishOf } from './small-broker-message.ts'
import type { Delivery } from './small-broker-message.ts'
import { FIRST_ERROR, REASON } from './small-broker-reasons.ts'

/** What a session needs of a connection. */
export interface Outlet {
  readonly receiveMaximum: number
  /** False when the packet is larger than the client takes; it is not sent then. */
  deliver(publish: Publish): boolean
  acknowledge(type: Acknowledgement['type'], packetId: number, reasonCode: number): void
  /** Ends the connection because of an error. */
  fail(reasonCode: number): void
}

export interface Subscribed {
  readonly filter: Filter
  readonly subscription: Subscription
  readonly identifier: number | undefined
}

interface InFlight {
  readonly delivery: Delivery
  readonly publish: Publish
  received: boolean
  /** On the present connection. */
  sent: boolean
}

const HIGHEST_PACKET_ID = 65_535

export class Session {
  readonly clientId: string
  /** By the filter as it was written. */
  readonly subscriptions = new Map<string, Subscribed>()
  /** Identifiers of QoS 2 messages that came and were not released. */
  readonly unreleased = new Set<number>()
  expirySeconds = 0
  will: Will | undefined
  /** When it is published; while the client is away. */
  willDueMs = Number.POSITIVE_INFINITY
  /** When the session ends; while the client is away. */
  endsAtMs = Number.POSITIVE_INFINITY
  readonly #faults: Faults
  readonly #inFlight = new Map<number, InFlight>()
  readonly #waiting: Delivery[] = []
  #outlet: Outlet | undefined
  #lastPacketId = 0

  constructor(clientId: string, faults: Faults) {
    this.clientId = clientId
    this.#faults = faults
  }

  get isOnline(): boolean {
    return this.#outlet !== undefined
  }

  /** What was not acknowledged, in order. */
  get undelivered(): readonly Delivery[] {
    return [...[...this.#inFlight.values()].map(({ delivery }) => delivery), ...this.#waiting]
  }

  /** Sends again what the client has not acknowledged. @MQTT-5.0:4.4.0-1 */
  resume(outlet: Outlet): void {
    this.#outlet = outlet
    this.endsAtMs = Number.POSITIVE_INFINITY
    this.willDueMs = Number.POSITIVE_INFINITY
    if (this.#faults.has('forgets what was in flight')) this.#inFlight.clear()
    for (const [packetId, flight] of this.#inFlight) {
      flight.sent = false
      if (flight.received && !this.#faults.has('does not repeat PUBREL')) this.#release(packetId)
    }
    if (this.#faults.has('re-delivers under new identifiers')) this.#renumber()
    this.#pump()
  }

  /** Ends the connection that it has. */
  expel(reasonCode: number): void {
    this.#outlet?.fail(reasonCode)
  }

  pause(): void {
    this.#outlet = undefined
  }

  /** @MQTT-5.0:4.5.0-1 */
  deliver(delivery: Delivery): void {
    if (delivery.qos === 0) {
      this.#outlet?.deliver(publishOf(delivery, undefined))
      return
    }
    if (!this.isOnline && this.#faults.has('keeps nothing for absent clients')) return
    if (this.#faults.has('last in, first out')) this.#waiting.unshift(delivery)
    else this.#waiting.push(delivery)
    this.#pump()
  }

  /** The client has PUBACK or PUBCOMP sent, or an error PUBREC. */
  acknowledged(packetId: number): void {
    this.#inFlight.delete(packetId)
    this.#pump()
  }

  /** @MQTT-5.0:4.3.3-4 */
  received(packetId: number, reasonCode: number): void {
    const flight = this.#inFlight.get(packetId)
    const refused = reasonCode >= FIRST_ERROR && !this.#faults.has('PUBREL after an error PUBREC')
    if (flight !== undefined && refused) return this.acknowledged(packetId)
    if (flight !== undefined) flight.received = !this.#faults.has('PUBLISH again after PUBREC')
    if (refused) return
    this.#outlet?.acknowledge(
      'PUBREL',
      packetId,
      flight === undefined ? REASON.identifierNotFound : 0,
    )
  }

  forgetInFlight(): void {
    this.#inFlight.clear()
  }

  #release(packetId: number): void {
    this.#outlet?.acknowledge('PUBREL', packetId, 0)
  }

  /** Within the client's Receive Maximum. @MQTT-5.0:4.9.0-2 @MQTT-5.0:3.3.4-9 */
  #pump(): void {
    for (const [packetId, flight] of this.#inFlight) {
      if (flight.sent || flight.received || !this.#hasQuota) continue
      this.#send(packetId, flight, true)
    }
    while (this.#hasQuota) {
      const delivery = this.#waiting.shift()
      if (delivery === undefined) return
      if (isExpired(delivery.message) && !this.#faults.has('delivers expired messages')) continue
      this.#begin(delivery)
    }
  }

  #begin(delivery: Delivery): void {
    const packetId = this.#freePacketId()
    const publish = publishOf(delivery, packetId)
    const flight = { delivery, publish, received: false, sent: false }
    this.#inFlight.set(packetId, flight)
    this.#send(packetId, flight, false)
  }

  /** One that is too large counts as delivered. @MQTT-5.0:3.1.2-25 @MQTT-5.0:3.3.1-1 */
  #send(packetId: number, flight: InFlight, again: boolean): void {
    flight.sent = true
    const dup = again && !this.#faults.has('re-delivers without DUP')
    if (this.#outlet?.deliver({ ...flight.publish, packetId, dup })) return
    if (!this.#faults.has('a message that is too large keeps its quota')) {
      this.#inFlight.delete(packetId)
    }
  }

  get #hasQuota(): boolean {
    if (this.#outlet === undefined) return false
    if (this.#faults.has('ignores Receive Maximum')) return true
    const sent = [...this.#inFlight.values()].filter((flight) => flight.sent)
    return sent.length < this.#outlet.receiveMaximum
  }

  /** @MQTT-5.0:2.2.1-4 */
  #freePacketId(): number {
    if (this.#faults.has('one packet identifier for everything')) return 1
    do this.#lastPacketId = (this.#lastPacketId % HIGHEST_PACKET_ID) + 1
    while (this.#inFlight.has(this.#lastPacketId))
    return this.#lastPacketId
  }

  #renumber(): void {
    const flights = [...this.#inFlight.values()].filter(({ received }) => !received)
    for (const [packetId, { received }] of this.#inFlight) {
      if (!received) this.#inFlight.delete(packetId)
    }
    this.#lastPacketId += flights.length
    for (const flight of flights) this.#inFlight.set(this.#freePacketId(), flight)
  }
}
