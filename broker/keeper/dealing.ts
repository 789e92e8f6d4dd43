/**
 * Messages of managed shared groups: chooses a member, hands clean members their copies through their
 * shard, and gives what a leaving member had not acknowledged to another. @MQTT-5.0:4.8.2-4
 * @MQTT-5.0:4.8.2-5
 */
import type { QoS } from '../codec/index.ts'
import type { Delivery } from '../link/ports.ts'
import type { Message } from '../routing/index.ts'
import type { KeeperCore } from './core.ts'
import type { Delivering } from './delivering.ts'
import type { Group, Member } from './groups.ts'
import type { DeliveryRef, Receiver } from './records.ts'
import { Progress } from './kept.ts'
import type { Entry } from './kept.ts'
import type { Session } from './session.ts'

/** One copy that a clean member has not acknowledged. */
interface Dealt {
  readonly group: string
  readonly message: Message
  readonly qos: QoS
}

export class Dealing {
  readonly #core: KeeperCore
  readonly #delivering: Delivering
  /** By session, then by tag; oldest first. */
  readonly #open = new Map<number, Map<number, Dealt>>()
  #lastTag = 0

  constructor(core: KeeperCore, delivering: Delivering) {
    this.#core = core
    this.#delivering = delivering
  }

  /**
   * Deals a message to one member of a group. A clean member is served here.
   * @returns the receiver to write down when the member is persistent; 'served', or undefined when
   *   nobody is there to take it
   */
  deal(group: Group, message: Message, without?: Session): Receiver | 'served' | undefined {
    const { sharedStrategy } = this.#core.options.mqtt
    const member = group.choose(sharedStrategy, message.topicName, message.qos, without)
    if (member === undefined) return undefined
    const { session, options } = member
    const qos = options.qos < message.qos ? options.qos : message.qos
    const identifiers = options.identifier === 0 ? undefined : [options.identifier]
    const retain = message.retain && options.retainAsPublished
    if (session.isPersistent && qos > 0) {
      return { session: session.number, qos, retain, identifiers, group: group.name }
    }
    this.#serve(group, member, { message, qos, retain, identifiers })
    return 'served'
  }

  #serve(group: Group, { session }: Member, delivery: Delivery): void {
    const { connection, isPresent } = session
    if (connection === undefined || !isPresent) return
    const { qos, message } = delivery
    let tag = 0
    if (qos > 0) {
      this.#lastTag += 1
      tag = this.#lastTag
      const open = this.#open.get(session.number) ?? new Map<number, Dealt>()
      open.set(tag, { group: group.name, message, qos })
      this.#open.set(session.number, open)
    }
    const { shard, number } = connection
    this.#core.gate.send(shard, {
      type: 'deliver',
      connection: number,
      delivery,
      packetId: 0,
      dup: false,
      tag,
    })
  }

  /** A clean member is done with a copy, or gives it back. */
  onDealt(session: Session, tag: number, isDone: boolean): void {
    const open = this.#open.get(session.number)
    const dealt = open?.get(tag)
    if (open === undefined || dealt === undefined) return
    open.delete(tag)
    if (open.size === 0) this.#open.delete(session.number)
    if (!isDone) this.#dealAgain(dealt.group, dealt.message, session)
  }

  /** A clean session has ended without a word about these. */
  onEnded(session: Session): void {
    const open = this.#open.get(session.number)
    this.#open.delete(session.number)
    for (const { group, message, qos } of open?.values() ?? []) {
      // It may have been sent: at QoS 2 that means to nobody else.
      if (qos === 1) this.#dealAgain(group, message, session)
    }
  }

  /** Deals what a session leaves behind. @param insteadOf its delivery, if that is on record */
  #dealAgain(name: string, message: Message, without: Session, insteadOf?: DeliveryRef): void {
    const { metrics, state, time } = this.#core
    const group = state.groups.get(name)
    if (group === undefined) return
    // @MQTT-5.0:3.3.2-5
    const isExpired = message.expiresAtMs <= time.wallMs
    if (isExpired) metrics.dropped('expired')
    const receiver = isExpired ? 'served' : this.deal(group, message, without)
    if (receiver === undefined) return
    if (receiver === 'served') {
      if (insteadOf !== undefined) state.write({ type: 'done', ...insteadOf }, insteadOf.of)
      return
    }
    state.write({
      type: 'message',
      message,
      receivers: [receiver],
      retained: 'none',
      publisher: undefined,
      insteadOf,
    })
    this.#delivering.onQueued(state.session(receiver.session), message)
  }

  /**
   * The client of a session has gone: what it was dealt and has not acknowledged goes to members that
   * are connected. A QoS 2 message that was sent stays. Calls back when all have gone over.
   */
  passOn(session: Session, onPassed: () => void): void {
    const entries = (session.kept?.entries ?? []).filter((entry) =>
      this.#mayGoElsewhere(session, entry),
    )
    let left = entries.length
    if (left === 0) onPassed()
    for (const entry of entries) {
      // The message is read while the entry still holds it; the entry ends when the next one has it.
      this.#core.log.read(entry.position, (record) => {
        if (record?.type === 'message') this.#passOnEntry(session, entry, record.message)
        left -= 1
        if (left === 0) onPassed()
      })
    }
  }

  #mayGoElsewhere(session: Session, { group, progress, qos }: Entry): boolean {
    if (group === undefined || (progress !== Progress.waiting && qos !== 1)) return false
    const members = this.#core.state.groups.get(group)?.members ?? []
    return members.some((member) => member.session !== session && member.session.isPresent)
  }

  #passOnEntry(session: Session, entry: Entry, message: Message): void {
    const { position: of, group, progress } = entry
    // The client may have come back meanwhile, or the entry may have been passed on before.
    if (session.connection !== undefined || group === undefined) return
    if (progress === Progress.over) return
    this.#dealAgain(group, message, session, { of, session: session.number, group })
  }
}
