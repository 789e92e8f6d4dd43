/**
 * A client with a persistent session, as the specification wants it: it remembers what it has sent and
 * received over connections and crashes of the server. What that must lead to is judged by the ledger.
 */
import assert from 'node:assert/strict'
import { ReasonCode } from '../../codec/index.ts'
import type { Connack, Packet, Publish, QoS } from '../../codec/index.ts'
import type { CrashableNode } from './crashable-node.ts'
import type { Ledger, Letter, Wanted } from './ledger.ts'
import { ack, connect, publish, subscribe } from './packets.ts'
import type { Wire } from './wire.ts'

/** A QoS 1 or 2 message that is not over. */
interface Outgoing {
  readonly packet: Publish
  readonly letter: Letter
  /** Its PUBREC has come. */
  isReceived: boolean
}

/** Return code of a 3.1.1 CONNACK. */
const SERVER_UNAVAILABLE = 3
/** Below the Receive Maximum of the server. */
const OUTGOING_MAX = 50

export class Device {
  readonly name: string
  readonly version: 4 | 5
  readonly subscriptions = new Map<string, Wanted>()
  readonly #ledger: Ledger
  readonly #outgoing = new Map<number, Outgoing>()
  /** QoS 2 ids between PUBREC and PUBREL. */
  readonly #incoming = new Set<number>()
  readonly #questions = new Map<number, { readonly filter: string; readonly granted: Wanted }>()
  #wire: Wire | undefined
  #isConnected = false
  #isCleanStart = false
  /** A CONNACK has told that the session exists. */
  #hasSession = false
  #lastQuestion = 0

  constructor(name: string, version: 4 | 5, ledger: Ledger) {
    this.name = name
    this.version = version
    this.#ledger = ledger
  }

  get isConnected(): boolean {
    return this.#isConnected
  }

  get isStartingAnew(): boolean {
    return !this.#hasSession
  }

  /** Nothing of it is under way and nothing has come that it has not worked on. */
  get isQuiet(): boolean {
    return this.#outgoing.size + this.#incoming.size + (this.#wire?.inbox.length ?? 0) === 0
  }

  /** Connects; an open connection stays as it is and is taken over. */
  connect(node: CrashableNode, wantsCleanStart: boolean): void {
    // A clean session of 3.1.1 would not be persistent, so that device has to live without.
    this.#isCleanStart = this.version === 5 && (wantsCleanStart || !this.#hasSession)
    if (this.#isCleanStart) this.#forget()
    this.#isConnected = false
    this.#questions.clear()
    this.#wire = node.open(this.version)
    const packet = connect(this.name, { cleanStart: this.#isCleanStart })
    this.#wire.send({ ...packet, version: this.version })
  }

  #forget(): void {
    this.#hasSession = false
    this.#outgoing.clear()
    this.#incoming.clear()
    this.subscriptions.clear()
    this.#ledger.onForgotten(this)
  }

  /** Its connection is gone, or its server. */
  lose(): void {
    this.#wire?.lose()
    this.#wire = undefined
    this.#isConnected = false
  }

  publish(letter: Letter): void {
    const { topic, payload, qos, retain } = letter
    if (!this.#isConnected || this.#outgoing.size >= OUTGOING_MAX) return
    let packetId = 0
    if (qos > 0)
      do packetId += 1
      while (this.#outgoing.has(packetId))
    const packet = publish(topic, payload, { qos, packetId, retain })
    if (qos > 0) this.#outgoing.set(packetId, { packet, letter, isReceived: false })
    this.#ledger.onSent(letter)
    this.#send(packet)
  }

  subscribe(filter: string, qos: QoS): void {
    if (!this.#isConnected) return
    const old = this.subscriptions.get(filter)
    const lowest = old !== undefined && old.qos < qos ? old.qos : qos
    const granted = { qos: lowest, isGranted: old?.isGranted ?? false }
    this.subscriptions.set(filter, granted)
    if (lowest === 0) this.#ledger.onNarrowed(this)
    this.#lastQuestion += 1
    this.#questions.set(this.#lastQuestion, { filter, granted: { qos, isGranted: true } })
    this.#send(subscribe(this.#lastQuestion, qos, filter))
  }

  unsubscribe(filter: string): void {
    if (!this.#isConnected) return
    this.subscriptions.delete(filter)
    for (const [id, question] of this.#questions) {
      if (question.filter === filter) this.#questions.delete(id)
    }
    this.#ledger.onNarrowed(this)
    this.#lastQuestion += 1
    const packetId = this.#lastQuestion
    this.#send({ type: 'unsubscribe', packetId, filters: [filter], properties: {} })
  }

  /** Works on the next packets that have come. */
  work(count: number): void {
    for (const packet of this.#wire?.inbox.splice(0, count) ?? []) this.#onPacket(packet)
  }

  #send(packet: Packet): void {
    this.#wire?.send(packet)
  }

  #onPacket(packet: Packet): void {
    switch (packet.type) {
      case 'connack':
        return this.#onConnack(packet)
      case 'suback':
        return this.#onSuback(packet.packetId)
      case 'publish':
        return this.#onPublish(packet)
      case 'puback':
        return this.#onAcknowledged(packet.packetId)
      case 'pubrec':
        return this.#onPubrec(packet.packetId)
      case 'pubrel':
        this.#incoming.delete(packet.packetId)
        return this.#send(ack('pubcomp', packet.packetId))
      case 'pubcomp':
        this.#outgoing.delete(packet.packetId)
        return
      default:
        assert.ok(packet.type === 'unsuback' || packet.type === 'disconnect', packet.type)
    }
  }

  #onConnack({ reasonCode, sessionPresent }: Connack): void {
    if (reasonCode !== 0) {
      // Only the next CONNECT of the same client, which is faster than the server, may do that.
      assert.equal(reasonCode, this.version === 5 ? ReasonCode.serverBusy : SERVER_UNAVAILABLE)
      return
    }
    if (this.#isCleanStart) assert.equal(sessionPresent, false, `${this.name} asked to forget`)
    else if (this.#hasSession) assert.ok(sessionPresent, `the session of ${this.name} is lost`)
    this.#hasSession = true
    this.#isConnected = true
    for (const [packetId, { packet, isReceived }] of this.#outgoing) {
      this.#send(isReceived ? ack('pubrel', packetId) : { ...packet, dup: true })
    }
  }

  #onSuback(packetId: number): void {
    const question = this.#questions.get(packetId)
    this.#questions.delete(packetId)
    // An older answer says nothing about a question that has been asked since.
    const isNewest = [...this.#questions.values()].every(
      ({ filter }) => filter !== question?.filter,
    )
    if (question !== undefined && isNewest) {
      this.subscriptions.set(question.filter, question.granted)
    }
  }

  #onPublish(packet: Publish): void {
    const { qos, packetId } = packet
    const isRepeat = qos === 2 && this.#incoming.has(packetId)
    if (!isRepeat) this.#ledger.onDelivered(this, packet)
    if (qos === 2) this.#incoming.add(packetId)
    if (qos > 0) this.#send(ack(qos === 1 ? 'puback' : 'pubrec', packetId))
  }

  #onAcknowledged(packetId: number): void {
    const outgoing = this.#outgoing.get(packetId)
    assert.equal(outgoing?.packet.qos, 1)
    this.#outgoing.delete(packetId)
    if (outgoing !== undefined) this.#ledger.onAcknowledged(outgoing.letter)
  }

  #onPubrec(packetId: number): void {
    const outgoing = this.#outgoing.get(packetId)
    if (outgoing !== undefined) {
      outgoing.isReceived = true
      this.#ledger.onAcknowledged(outgoing.letter)
    }
    this.#send(ack('pubrel', packetId))
  }
}
