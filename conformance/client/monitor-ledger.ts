/**
 * What the monitors of all connections of a scenario remember together: the sessions by client
 * identifier, and who published what in which order. It records and judges nothing.
 */
import type { Publish, QoS } from '../wire/packet.ts'

export interface Delivery {
  readonly topic: string
  readonly payload: string
  /** The connection that it was last sent on. */
  readonly connection: object
}

/** A session as the client's side can know it. */
export interface SessionRecord {
  /** False when part of its history was not watched or not understood: then nothing follows from it. */
  isKnown: boolean
  /** Whether it has been carried into another connection, where acknowledgements may have got lost. */
  resumed: boolean
  /** QoS 1 and 2 from the broker, until PUBACK or PUBCOMP, by packet identifier. */
  readonly inFlight: Map<number, Delivery>
  /** Every packet identifier that a PUBREC was sent for. */
  readonly pubrecs: Set<number>
  /** PUBREL has come and PUBCOMP is not sent. */
  readonly released: Set<number>
  /** The highest QoS that each filter ever gave, its removal notwithstanding. */
  readonly filters: Map<string, number>
  readonly subscriptionIdentifiers: Set<number>
}

/** Where a message stands among those of its publisher, topic and QoS. */
export interface Publication {
  readonly publisher: object
  readonly qos: QoS
  readonly position: number
}

export class Ledger {
  readonly #sessions = new Map<string, SessionRecord>()
  /** By topic and payload; undefined where a repetition made it ambiguous. */
  readonly #publications = new Map<string, Publication | undefined>()
  readonly #unordered = new Set<object>()
  #published = 0

  startSession(clientId: string): SessionRecord {
    const session = emptySession(true)
    this.#sessions.set(clientId, session)
    return session
  }

  resumeSession(clientId: string): SessionRecord {
    const session = this.#sessions.get(clientId) ?? emptySession(false)
    session.resumed = true
    this.#sessions.set(clientId, session)
    return session
  }

  /** The topic in full, whatever alias was used. */
  published(publisher: object, { topic, payload, qos }: Publish): void {
    const key = messageKey(topic, payload)
    const publication = { publisher, qos, position: this.#published++ }
    this.#publications.set(key, this.#publications.has(key) ? undefined : publication)
  }

  /** From now on nothing follows from the order in which this publisher sent. */
  forgetOrder(publisher: object): void {
    this.#unordered.add(publisher)
  }

  publicationOf({ topic, payload }: Publish): Publication | undefined {
    const publication = this.#publications.get(messageKey(topic, payload))
    return publication && this.#unordered.has(publication.publisher) ? undefined : publication
  }
}

function emptySession(isKnown: boolean): SessionRecord {
  return {
    isKnown,
    resumed: false,
    inFlight: new Map(),
    pubrecs: new Set(),
    released: new Set(),
    filters: new Map(),
    subscriptionIdentifiers: new Set(),
  }
}

/** U+0000 is in no topic. */
function messageKey(topic: string, payload: Uint8Array): string {
  return `${topic}\0${Buffer.from(payload).toString('latin1')}`
}
