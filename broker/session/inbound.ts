/**
 * The publishing side of one client: acknowledgements it is owed, QoS 2 ids it has not released,
 * aliases it has set, and how much of the announced Receive Maximum it has used.
 */
import { ACK_SIZE_MAX, PacketType, ProtocolFault, ReasonCode, writeAck } from '../codec/index.ts'
import type { ProtocolVersion } from '../codec/index.ts'
import { AckLine } from './ack-line.ts'
import type { Connection } from '../transport/index.ts'
import type { ShardCore } from './core.ts'
import { ClientAliases } from './topic-alias.ts'

const PUBREC_FIRST_BYTE = PacketType.pubrec << 4
/** Marks, in the line only, the answer to a repeated PUBLISH: it says what the first one was told. */
const REPEATED_PUBREC = PUBREC_FIRST_BYTE | 0x100

export class Inbound {
  readonly line: AckLine
  /** Ids of QoS 2 messages between PUBLISH and PUBREL. They outlive the connection of a persistent session. */
  readonly incomingIds = new Set<number>()
  readonly #core: ShardCore
  readonly #connection: Connection
  readonly #version: ProtocolVersion
  #aliases: ClientAliases | undefined
  /** Ids whose PUBREC was an error, for repeats that stand behind it in the line. */
  #refused: Map<number, number> | undefined
  /** QoS 1 and 2 messages of this connection without their last acknowledgement. */
  #open = 0
  /** Acknowledgements that were written but not flushed: the client cannot have seen them yet. */
  #unflushed = 0
  #flushes = 0

  constructor(core: ShardCore, connection: Connection, version: ProtocolVersion) {
    this.#core = core
    this.#connection = connection
    this.#version = version
    this.line = new AckLine(core.backpressure.unacked, (firstByte, packetId, reasonCode) => {
      this.#send(firstByte, packetId, reasonCode)
    })
  }

  get aliases(): ClientAliases {
    this.#aliases ??= new ClientAliases(this.#core.options.mqtt.topicAliasMaximum)
    return this.#aliases
  }

  /**
   * Counts a QoS 1 or 2 PUBLISH against Receive Maximum, at parse time, so that a burst in one
   * segment is judged like any other. @MQTT-5.0:3.3.4-7
   * @throws ProtocolFault receiveMaximumExceeded (5.0 only: older clients were not told)
   */
  take(packetId: number): void {
    this.#noticeFlush()
    this.#refused?.delete(packetId)
    const { receiveMaximum } = this.#core.options.mqtt
    if (this.#version === 5 && this.#open + this.#unflushed >= receiveMaximum) {
      throw new ProtocolFault('receiveMaximumExceeded', 'more messages than Receive Maximum')
    }
    this.#open += 1
  }

  #noticeFlush(): void {
    const { flushes } = this.#connection
    if (flushes === this.#flushes) return
    this.#flushes = flushes
    this.#unflushed = 0
  }

  /** Answers now when nothing is ahead in the line, else when it is its turn. */
  answer(firstByte: number, packetId: number, reasonCode: number): void {
    if (this.line.isEmpty) this.#send(firstByte, packetId, reasonCode)
    else this.line.open({ firstByte, packetId, bytes: 0, waits: 0, reasonCode })
  }

  /** Answers a QoS 2 PUBLISH that came before: with PUBREC, behind the first one's. */
  repeat(packetId: number): void {
    this.answer(REPEATED_PUBREC, packetId, ReasonCode.success)
  }

  #send(firstByte: number, packetId: number, reasonCode: number): void {
    if (firstByte === REPEATED_PUBREC) {
      this.#write(PUBREC_FIRST_BYTE, packetId, this.#refused?.get(packetId) ?? reasonCode)
      return
    }
    if (firstByte === PUBREC_FIRST_BYTE) this.#noticePubrec(packetId, reasonCode)
    const isEnd = firstByte !== PUBREC_FIRST_BYTE || reasonCode >= 0x80
    if (isEnd && reasonCode !== ReasonCode.packetIdentifierNotFound) this.#giveBack()
    this.#write(firstByte, packetId, reasonCode)
    this.#core.backpressure.onRoom()
  }

  /** An error ends the exchange: the id is free again. @MQTT-5.0:4.3.3-9 */
  #noticePubrec(packetId: number, reasonCode: number): void {
    if (reasonCode < 0x80) return
    this.incomingIds.delete(packetId)
    this.#refused ??= new Map()
    this.#refused.set(packetId, reasonCode)
  }

  #giveBack(): void {
    this.#noticeFlush()
    if (this.#open === 0) return
    this.#open -= 1
    this.#unflushed += 1
  }

  #write(firstByte: number, packetId: number, reasonCode: number): void {
    const connection = this.#connection
    const at = connection.reserve(ACK_SIZE_MAX)
    const end = writeAck(connection.buffer, at, firstByte, packetId, reasonCode, this.#version)
    connection.unreserve(at + ACK_SIZE_MAX - end)
  }
}
