/**
 * A client of the scenario by its name: its identity over all its connections, the connection it has
 * now, and which packet identifiers go with which payloads. It speaks for the steps and judges nothing.
 */
import assert from 'node:assert/strict'
import type { Client } from '../client/client.ts'
import type { Target } from '../client/target.ts'
import { propertyNumber, propertyValue } from '../client/property-value.ts'
import type { Row, Setting } from '../fields.ts'
import type { Connack, Packet, PacketType, Version } from '../wire/packet.ts'
import { buildPacket, isOfType } from './build-packet.ts'
import type { PacketOf } from './build-packet.ts'
import { ANSWER_LIMIT_MS } from './limits.ts'

/** Payloads that begin so belong to fences, which no step sees. */
const FENCE = '~fence'

const MAY_BE_LEFT: ReadonlySet<PacketType> = new Set(['CONNACK', 'SUBACK', 'UNSUBACK'])

/** What a participant needs of the scenario that it takes part in. */
export interface Scene {
  readonly target: Target
  topic(relative: string): string
  ownClientId(relative: string): string
  newClient(participant: Participant): Client
  beforeConnection(): Promise<void>
  noticeSent(sender: Participant, packet: Packet): void
}

export class Participant {
  readonly name: string
  readonly clientId: string
  version: Version
  readonly #scene: Scene
  readonly #packetIds = new Map<string, number>()
  #connection: Client | undefined
  #acknowledgesByHand = false
  #keepsSession = false
  #maximumPacketSize = Number.POSITIVE_INFINITY

  constructor(name: string, version: Version, scene: Scene) {
    this.name = name
    this.version = version
    this.#scene = scene
    this.clientId = scene.ownClientId(name)
  }

  /** Whether the broker may hold a session of it after its last connection. */
  get keepsSession(): boolean {
    return this.#keepsSession
  }

  get acknowledgesByHand(): boolean {
    return this.#acknowledgesByHand
  }

  /** What it told the broker in its last CONNECT, in bytes. */
  get maximumPacketSize(): number {
    return this.#maximumPacketSize
  }

  get client(): Client {
    if (this.#connection === undefined) throw new Error(`${this.name} never opened a connection`)
    return this.#connection
  }

  get isOpen(): boolean {
    return this.#connection !== undefined && !this.#connection.isClosed
  }

  get setting(): Setting {
    const { target } = this.#scene
    return {
      version: this.version,
      clientId: this.clientId,
      userName: target.userName,
      password: target.password,
      topic: (relative) => this.#scene.topic(relative),
      ownClientId: (relative) => (relative === '' ? '' : this.#scene.ownClientId(relative)),
      nextPacketId: () => this.client.nextPacketId(),
      packetIdOf: (payload) => this.#packetIdOf(payload),
    }
  }

  async open(): Promise<void> {
    await this.#scene.beforeConnection()
    this.#connection = this.#scene.newClient(this)
    this.#connection.acknowledges = !this.#acknowledgesByHand
    await this.#connection.open()
  }

  /** Sends CONNECT on a new connection. */
  async connect(rows: readonly Row[]): Promise<void> {
    await this.open()
    this.send('CONNECT', rows)
  }

  /** Rejects unless the CONNACK says success. */
  async connectAccepted(rows: readonly Row[]): Promise<void> {
    await this.connect(rows)
    await this.expectAccepted()
  }

  async expectAccepted(): Promise<Connack> {
    const connack = await this.next('CONNACK', ANSWER_LIMIT_MS)
    assert.equal(connack.reasonCode, 0, `the broker refuses ${this.name}`)
    return connack
  }

  /** The broker's end of the connection, which is waited for, shows that it has seen the DISCONNECT. */
  async disconnect(rows: readonly Row[]): Promise<void> {
    this.send('DISCONNECT', rows)
    await this.client.end()
  }

  /** With DISCONNECT where there is a connection, so that no will is published. */
  async leave(): Promise<void> {
    if (this.isOpen) await this.disconnect([])
  }

  /** Rejects unless every filter is granted. */
  async subscribe(rows: readonly Row[]): Promise<void> {
    const { packetId } = this.send('SUBSCRIBE', rows)
    const isAnswer = (packet: Packet): packet is PacketOf<'SUBACK'> =>
      isOfType(packet, 'SUBACK') && packet.packetId === packetId
    const suback = await this.client.next(isAnswer, 'SUBACK', ANSWER_LIMIT_MS)
    const refused = suback.reasonCodes.filter((code) => code >= 0x80)
    assert.deepEqual(refused, [], `the broker refuses a subscription of ${this.name}`)
  }

  async ping(): Promise<void> {
    this.client.send({ type: 'PINGREQ' })
    await this.next('PINGRESP', ANSWER_LIMIT_MS)
  }

  acknowledgeByHand(): void {
    this.#acknowledgesByHand = true
    if (this.isOpen) this.client.acknowledges = false
  }

  send<T extends PacketType>(type: T, rows: readonly Row[]): PacketOf<T> {
    const packet = buildPacket(type, rows, this.setting)
    this.#remember(packet)
    this.#scene.noticeSent(this, packet)
    this.client.send(packet)
    return packet
  }

  /** The earliest packet of this type that no step has taken yet; fences are passed over. */
  async next<T extends PacketType>(type: T, limitMs: number): Promise<PacketOf<T>> {
    const isNext = (packet: Packet): packet is PacketOf<T> =>
      isOfType(packet, type) && !isFence(packet)
    const packet = await this.client.next(isNext, type, limitMs)
    this.#remember(packet)
    return packet
  }

  /** What has come and no step has taken. */
  get untaken(): readonly Packet[] {
    return this.client.unread.filter((packet) => !isFence(packet))
  }

  /**
   * What a step has to account for. The answers to CONNECT, SUBSCRIBE and UNSUBSCRIBE may be left unread,
   * as the monitor watches them, and so may PUBREL where it is answered automatically.
   */
  get unaccounted(): readonly Packet[] {
    return this.untaken.filter(
      ({ type }) => !MAY_BE_LEFT.has(type) && (type !== 'PUBREL' || this.#acknowledgesByHand),
    )
  }

  /** The topic that a Topic Alias without a topic stands for is put in. */
  withTopic(packet: PacketOf<'PUBLISH'>): PacketOf<'PUBLISH'> {
    const alias = propertyNumber(packet.properties, 'Topic Alias')
    if (packet.topic !== '' || alias === undefined) return packet
    const before = this.client.inbox.slice(0, this.client.inbox.indexOf(packet))
    const named = before.findLast(
      (earlier) =>
        isOfType(earlier, 'PUBLISH') &&
        earlier.topic !== '' &&
        propertyNumber(earlier.properties, 'Topic Alias') === alias,
    )
    return named?.type === 'PUBLISH' ? { ...packet, topic: named.topic } : packet
  }

  #remember(packet: Packet): void {
    if (packet.type === 'PUBLISH' && packet.packetId !== undefined) {
      this.#packetIds.set(Buffer.from(packet.payload).toString(), packet.packetId)
    }
    if (packet.type !== 'CONNECT') return
    const expires = propertyValue(packet.properties, 'Session Expiry Interval') !== undefined
    this.#keepsSession ||= this.version === '5.0' ? expires : !packet.cleanStart
    this.#maximumPacketSize =
      propertyNumber(packet.properties, 'Maximum Packet Size') ?? Number.POSITIVE_INFINITY
  }

  #packetIdOf(payload: string): number {
    for (const packet of this.client.inbox) this.#remember(packet)
    const packetId = this.#packetIds.get(payload)
    if (packetId === undefined) throw new Error(`${this.name} saw no PUBLISH with "${payload}"`)
    return packetId
  }
}

export function isFence(packet: Packet): boolean {
  return packet.type === 'PUBLISH' && Buffer.from(packet.payload).toString().startsWith(FENCE)
}

export function fencePayload(number: number): string {
  return `${FENCE} ${number}`
}
