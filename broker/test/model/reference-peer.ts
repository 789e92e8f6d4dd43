/**
 * One connection as the reference machine sees it: what binds both sides, and which answers the client
 * is still owed. Answers of one kind come in the order of the packets that they answer; between kinds
 * the standard leaves the order open.
 */
import assert from 'node:assert/strict'
import type { Packet, ProtocolVersion } from '../../codec/index.ts'

/** Payloads are either far below or far above what fits into this. */
export const SMALL_PACKET_BYTES = 200

export interface PeerTerms {
  readonly version: ProtocolVersion
  /** QoS 1 and 2 messages that may be on their way to it. */
  readonly window: number
  /** Takes packets of `SMALL_PACKET_BYTES` only. */
  readonly isSmall: boolean
  /** 0 for none. */
  readonly keepAliveMs: number
}

export class Peer {
  readonly terms: PeerTerms
  lastSeenMs = 0
  isOpen = true
  /** Reason code of the DISCONNECT that is due, where the client is told one. */
  farewell: number | undefined
  /** DISCONNECT has come: nothing else may. @MQTT-5.0:3.14.4-1 */
  hasFarewell = false
  readonly aliases = new Map<number, string>()
  /** Publishes counted against the Receive Maximum of the broker. */
  openPublishes = 0
  /** Those of them whose last acknowledgement leaves at the end of the turn. */
  answeredPublishes = 0
  /** For each answer the wordings that are right. */
  readonly #owed: (readonly string[])[] = []

  constructor(terms: PeerTerms) {
    this.terms = terms
  }

  get version(): ProtocolVersion {
    return this.terms.version
  }

  owe(...wordings: readonly string[]): void {
    this.#owed.push(wordings)
  }

  /** Before 5.0 there are no reason codes. */
  oweAck(type: string, packetId: number, ...reasonCodes: readonly number[]): void {
    const codes = this.version === 5 ? reasonCodes : [0]
    this.owe(...codes.map((code) => `${type} ${packetId} ${code}`))
  }

  /** The broker ends it; answers that are still owed may get lost. */
  end(farewell: number | undefined): void {
    this.isOpen = false
    this.farewell = this.version === 5 ? farewell : undefined
  }

  onAnswer(packet: Packet): void {
    const text = wordingOf(packet)
    if (packet.type === 'disconnect') {
      assert.equal(text, `disconnect ${this.farewell}`)
      this.farewell = undefined
      this.hasFarewell = true
      return
    }
    const place = this.#owed.findIndex((wordings) => wordings[0]?.startsWith(`${packet.type} `))
    const [wordings] = place < 0 ? [] : this.#owed.splice(place, 1)
    assert.ok(
      wordings?.includes(text),
      `came: ${text}; due: ${wordings?.join(' or ') ?? 'nothing'}`,
    )
  }

  /** The broker has come to rest: it owes nothing any more. */
  onSettled(): void {
    this.openPublishes -= this.answeredPublishes
    this.answeredPublishes = 0
    assert.equal(this.farewell, undefined, 'a DISCONNECT with this reason code is missing')
    if (this.isOpen) assert.deepEqual(this.#owed, [], 'answers are missing')
  }
}

function wordingOf(packet: Packet): string {
  switch (packet.type) {
    case 'connack':
      return `connack ${packet.sessionPresent} ${packet.reasonCode}`
    case 'suback':
    case 'unsuback':
      return `${packet.type} ${packet.packetId} ${packet.reasonCodes.join()}`
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return `${packet.type} ${packet.packetId} ${packet.reasonCode}`
    case 'disconnect':
      return `disconnect ${packet.reasonCode}`
    default:
      return `${packet.type} `
  }
}
