/**
 * Deliveries of persistent sessions: from the queue into the window, repeated when the client comes
 * back, ended by its acknowledgements. The QoS 2 packet id is on record before the message leaves, and
 * its receipt before PUBREL does, so no crash makes one message two. MQTT 5.0 sections 4.3 and 4.4.
 */
import { PacketType, ReasonCode } from '../codec/index.ts'
import type { Delivery } from '../link/ports.ts'
import type { DropReason } from '../observe/metrics.ts'
import type { Message } from '../routing/index.ts'
import type { KeeperCore } from './core.ts'
import { Progress } from './kept.ts'
import type { Entry, Kept } from './kept.ts'
import type { Session } from './session.ts'

type SessionKept = Kept<Session>

/** Unacknowledged bytes on their way to one client; a message larger than this goes alone. */
const INFLIGHT_BYTES_MAX = 1_048_576

export class Delivering {
  readonly #core: KeeperCore
  /** Told when a queue has become shorter. */
  readonly #onRoom: (session: Session) => void

  constructor(core: KeeperCore, onRoom: (session: Session) => void) {
    this.#core = core
    this.#onRoom = onRoom
  }

  /** After a start: what a QoS 1 delivery has come to is not on record. @MQTT-5.0:3.3.1-1 */
  onRecovered(): void {
    for (const { kept } of this.#core.state.sessions.values()) {
      for (const entry of kept?.waiting ?? []) entry.mayHaveBeenSent = entry.qos === 1
    }
  }

  /** The newest entry of a session's queue has just been added; its message is at hand, or not. */
  onQueued(session: Session, message: Message | undefined): void {
    const { kept } = session
    const entry = kept?.waiting.at(kept.waiting.length - 1)
    if (kept === undefined || entry === undefined) return
    if (session.connection !== undefined) entry.message = message
    this.#bound(session, kept)
    this.pump(session)
  }

  /** Keeps the queue within its bounds by the declared policy. */
  #bound(session: Session, kept: SessionKept): void {
    const { waiting } = kept
    const { queueMessagesMax, queueBytesMax, queuePolicy } = this.#core.options.session
    while (waiting.length > queueMessagesMax || kept.waitingBytes > queueBytesMax) {
      const dropped = waiting.at(queuePolicy === 'dropOldest' ? 0 : waiting.length - 1)
      if (dropped === undefined) return
      this.#core.metrics.refused('queueMessagesMax')
      this.#drop(session, dropped, 'queueFull')
      const { connection } = session
      if (queuePolicy === 'disconnect' && connection !== undefined) {
        this.#core.gate.send(connection.shard, { type: 'overflow', connection: connection.number })
      }
    }
  }

  #drop(session: Session, entry: Entry, reason: DropReason): void {
    this.#core.metrics.dropped(reason)
    this.#finish(session, entry)
  }

  #finish({ number: session }: Session, { position: of, group }: Entry): void {
    this.#core.state.write({ type: 'done', of, session, group }, of)
  }

  /** The client is connected again: what was under way is repeated first. @MQTT-5.0:4.4.0-1 */
  onConnected(session: Session): void {
    const { kept } = session
    if (kept === undefined) return
    kept.repeats.clear()
    for (const entry of kept.inflight.values()) {
      // The window is for PUBLISH. @MQTT-5.0:3.3.4-9
      if (entry.progress === Progress.released) this.#sendPubrel(session, entry.packetId)
      else kept.repeats.add(entry)
    }
    this.#sendKeptQos0(session, kept)
    this.pump(session)
  }

  /**
   * What waited at QoS 0 needs no window, and must not come after what the shard sends at QoS 0 from
   * now on. @MQTT-5.0:4.6.0-5
   */
  #sendKeptQos0(session: Session, kept: SessionKept): void {
    for (const entry of kept.waiting) {
      if (entry.qos > 0) continue
      this.#core.log.read(entry.position, (record) => {
        if (record?.type !== 'message' || entry.progress !== Progress.waiting) return
        if (!session.isPresent) return
        if (entry.expiresAtMs <= this.#core.time.wallMs) this.#drop(session, entry, 'expired')
        else this.#send(session, entry, record.message)
        // The pump, or a replay, may have been waiting for this one.
        this.pump(session)
        this.#onRoom(session)
      })
    }
  }

  /** The client is gone: messages at hand go back to the log. */
  onLeft(session: Session): void {
    const { kept } = session
    for (const entry of [...(kept?.repeats ?? []), ...(kept?.waiting ?? [])]) {
      entry.message = undefined
    }
    kept?.repeats.clear()
  }

  /** Sends what the window has room for. */
  pump(session: Session): void {
    const { kept } = session
    if (kept === undefined || !session.isPresent) return
    for (const entry of kept.repeats) {
      if (!hasRoom(session, kept) || !this.#repeat(session, kept, entry)) return
    }
    while (kept.waiting.length > 0 && hasRoom(session, kept)) {
      if (!this.#sendNext(session, kept)) return
    }
  }

  /** False when the message has to be read first. */
  #repeat(session: Session, kept: SessionKept, entry: Entry): boolean {
    if (entry.message === undefined) {
      this.#load(session, kept, entry)
      return false
    }
    kept.repeats.delete(entry)
    this.#deliver(session, entry, entry.message, { dup: true, needs: entry.position })
    return true
  }

  /** False when the message has to be read first. */
  #sendNext(session: Session, kept: SessionKept): boolean {
    const entry = kept.waiting.at(0)
    if (entry === undefined) return false
    // @MQTT-5.0:3.3.2-5
    if (entry.expiresAtMs <= this.#core.time.wallMs) {
      this.#drop(session, entry, 'expired')
      this.#onRoom(session)
      return true
    }
    if (entry.message === undefined) {
      this.#load(session, kept, entry)
      return false
    }
    this.#send(session, entry, entry.message)
    return true
  }

  #send(session: Session, entry: Entry, message: Message): void {
    if (entry.qos === 0) {
      this.#deliver(session, entry, message, { dup: false, needs: 0 })
      this.#finish(session, entry)
      return
    }
    const { kept } = session
    if (kept === undefined) return
    const packetId = kept.nextPacketId()
    let needs = entry.position
    if (entry.qos === 2) {
      const { position: of, group } = entry
      const note = { type: 'sent', of, session: session.number, group, packetId } as const
      needs = this.#core.state.write(note, of)
    } else {
      kept.removeWaiting(entry)
      kept.addInflight(entry, packetId)
    }
    this.#deliver(session, entry, message, { dup: entry.mayHaveBeenSent, needs })
  }

  #deliver(
    session: Session,
    entry: Entry,
    message: Message,
    { dup, needs }: { readonly dup: boolean; readonly needs: number },
  ): void {
    const { connection } = session
    entry.message = undefined
    if (connection === undefined) return
    const { qos, retain, identifiers, packetId } = entry
    const delivery: Delivery = { message, qos, retain, identifiers }
    this.#core.gate.send(
      connection.shard,
      { type: 'deliver', connection: connection.number, delivery, packetId, dup, tag: 0 },
      needs,
    )
  }

  /** Reads ahead as far as the window may want. */
  #load(session: Session, kept: SessionKept, first: Entry): void {
    this.#read(session, first)
    const ahead = Math.min(kept.waiting.length, session.window - kept.inflight.size)
    for (let i = 0; i < ahead; i += 1) {
      const entry = kept.waiting.at(i)
      if (entry !== undefined) this.#read(session, entry)
    }
  }

  #read(session: Session, entry: Entry): void {
    if (entry.isLoading || entry.message !== undefined) return
    entry.isLoading = true
    this.#core.log.read(entry.position, (record) => {
      entry.isLoading = false
      if (record?.type !== 'message') return
      entry.message = record.message
      this.pump(session)
    })
  }

  #sendPubrel(
    session: Session,
    packetId: number,
    needs = 0,
    reasonCode: number = ReasonCode.success,
  ): void {
    const { connection } = session
    if (connection === undefined) return
    const { shard, number } = connection
    this.#core.gate.send(shard, { type: 'pubrel', connection: number, packetId, reasonCode }, needs)
  }

  /** PUBACK, PUBREC or PUBCOMP of the client. */
  onAck(session: Session, packet: number, packetId: number, reasonCode: number): void {
    const entry = session.kept?.inflight.get(packetId)
    if (packet === PacketType.puback) this.#onPuback(session, entry)
    else if (packet === PacketType.pubrec) this.#onPubrec(session, entry, packetId, reasonCode)
    else this.#onPubcomp(session, entry)
  }

  #onPuback(session: Session, entry: Entry | undefined): void {
    if (entry === undefined) return
    if (entry.qos === 1) this.#end(session, entry)
    else this.#fault(session)
  }

  #onPubrec(
    session: Session,
    entry: Entry | undefined,
    packetId: number,
    reasonCode: number,
  ): void {
    if (entry === undefined) {
      if (reasonCode < 0x80) {
        this.#sendPubrel(session, packetId, 0, ReasonCode.packetIdentifierNotFound)
      }
      return
    }
    if (entry.qos === 1) {
      this.#fault(session)
      return
    }
    // An error ends the exchange and is not answered. @MQTT-5.0:4.3.3-4
    if (reasonCode >= 0x80) {
      this.#end(session, entry)
      return
    }
    let needs = 0
    if (entry.progress === Progress.sent) {
      const { position: of, group } = entry
      const note = { type: 'received', of, session: session.number, group } as const
      needs = this.#core.state.write(note, of)
    }
    this.#sendPubrel(session, packetId, needs)
  }

  #onPubcomp(session: Session, entry: Entry | undefined): void {
    if (entry === undefined) return
    if (entry.progress === Progress.released) this.#end(session, entry)
    else this.#fault(session)
  }

  #end(session: Session, entry: Entry): void {
    this.#finish(session, entry)
    this.pump(session)
    this.#onRoom(session)
  }

  #fault(session: Session): void {
    const { connection } = session
    if (connection === undefined) return
    this.#core.gate.send(connection.shard, { type: 'fault', connection: connection.number })
  }
}

/** Room in the window of this connection, which has not seen what is still to be repeated. */
function hasRoom({ window }: Session, { inflight, repeats, inflightBytes }: SessionKept): boolean {
  const sent = inflight.size - repeats.size
  return sent < window && (sent === 0 || inflightBytes < INFLIGHT_BYTES_MAX)
}
