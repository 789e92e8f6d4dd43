/**
 * @hot Writes PUBLISH packets to clients: live ones from the frames of the current message, waiting
 * ones from their own bytes. It keeps the window of clean sessions, the outbox bounds and the client's
 * Maximum Packet Size; whom a message is for was decided before.
 */
import { assert } from '../base/assert.ts'
import { PublishHeader, publishLength, writePublish } from '../codec/index.ts'
import type { PublishParts, PublishView, QoS } from '../codec/index.ts'
import type { Delivery } from '../link/ports.ts'
import type { DropReason, Metrics } from '../observe/metrics.ts'
import { copyMessage, remainingExpiry } from '../routing/index.ts'
import type { Message } from '../routing/index.ts'
import type { Client } from './client.ts'
import { Frames } from './frames.ts'
import type { Frame } from './frames.ts'
import { InflightState } from './inflight.ts'
import type { Topic } from './matcher.ts'
import { Outbound } from './outbound.ts'
import type { QueueLimits, Waiting } from './outbound.ts'

export interface SenderOptions extends QueueLimits {
  readonly outboxBytesPerConnection: number
  readonly outboxBytesPerNode: number
}

/** How one receiver gets the current message. */
export interface Form {
  qos: QoS
  retain: boolean
  identifiers: readonly number[] | undefined
  /** Name of the local group that deals it. */
  group: string | undefined
}

/** What the sender reads of its shard. */
export interface SenderContext {
  readonly metrics: Metrics
  readonly time: { readonly wallMs: number }
  readonly outbox: { readonly queuedBytes: number }
  readonly options: SenderOptions
  /** A delivery that was dealt by a group, or might have been, is over. */
  readonly onDone: (client: Client, item: Waiting) => void
  /** The queue of a client is full, and the policy is to let it go. */
  readonly onOverflow: (client: Client) => void
}

export class Sender {
  readonly #context: SenderContext
  readonly #frames = new Frames()
  readonly #header = new PublishHeader()
  #view: PublishView | undefined
  #topic: Topic | undefined
  #message: Message | undefined

  constructor(context: SenderContext) {
    this.#context = context
  }

  /** A PUBLISH that has just arrived becomes the current message. */
  begin(view: PublishView, topic: Topic): void {
    this.#frames.begin(view)
    this.#view = view
    this.#topic = topic
    this.#message = undefined
  }

  /** A message that came over a link becomes the current one. */
  beginMessage(message: Message, topic: Topic): void {
    this.#frames.beginParts(message, this.#remaining(message))
    this.#view = undefined
    this.#topic = topic
    this.#message = message
  }

  /** The current message as one that outlives this read; copied once, whoever asks. */
  message(): Message {
    if (this.#message === undefined) {
      assert(this.#view !== undefined, 'a current message is a view or owned')
      this.#message = copyMessage(this.#view, this.#currentTopic, this.#context.time.wallMs)
    }
    return this.#message
  }

  get #currentTopic(): Topic {
    assert(this.#topic !== undefined, 'there is a current message')
    return this.#topic
  }

  #remaining(message: Message): number {
    return remainingExpiry(message.expiresAtMs, this.#context.time.wallMs)
  }

  /** What is left of the current message in seconds, -1 for ever. */
  #expiry(): number {
    return this.#view?.messageExpiryInterval ?? this.#remaining(this.message())
  }

  /** Sends the current message to one client, or lets it wait its turn. */
  send(client: Client, form: Form): void {
    if (form.qos > 0) this.#sendCounted(client, form)
    else if (this.#hasOutboxRoom(client)) this.#writeLive(client, form, 0)
    else this.drop('outboxFull')
  }

  /** Whoever keeps up is served, however much waits for others. */
  #hasOutboxRoom({ connection }: Client): boolean {
    const { options, outbox } = this.#context
    return (
      connection.queuedBytes === 0 ||
      (connection.queuedBytes < options.outboxBytesPerConnection &&
        outbox.queuedBytes < options.outboxBytesPerNode)
    )
  }

  #sendCounted(client: Client, form: Form): void {
    client.outbound ??= new Outbound(client.window)
    const { outbound } = client
    if (outbound.waiting.length > 0 || !outbound.hasRoom || !this.#hasOutboxRoom(client)) {
      this.#wait(client, outbound, { ...form, message: this.message(), tag: 0 })
      return
    }
    if (!this.#fits(client, form)) return
    const state = form.qos === 1 ? InflightState.puback : InflightState.pubrec
    const isShared = form.group !== undefined
    const kept = isShared ? { ...form, message: this.message(), tag: 0 } : undefined
    this.#writeLive(client, form, outbound.inflight.open(state, kept))
  }

  /** A message too large for the client counts as delivered. @MQTT-5.0:3.1.2-25 */
  #fits(client: Client, form: Form): boolean {
    if (client.maximumPacketSize === Number.POSITIVE_INFINITY) return true
    this.#fillHeader(client, form, 1)
    this.#header.messageExpiryInterval = this.#expiry()
    client.serverAliases?.apply(this.#header, this.#currentTopic.name)
    const length = publishLength(this.#view ?? this.message(), this.#header)
    if (length <= client.maximumPacketSize) return true
    this.drop('tooLarge')
    return false
  }

  #writeLive(client: Client, form: Form, packetId: number): void {
    const { metrics } = this.#context
    if (form.identifiers !== undefined || client.serverAliases !== undefined) {
      this.#fillHeader(client, form, packetId)
      this.#header.messageExpiryInterval = this.#expiry()
      this.#writeParts(client, this.#view ?? this.message(), this.#currentTopic.name)
      return
    }
    const frame = this.#frames.get(client.version === 5, form.qos, form.retain)
    if (frame.end - frame.start > client.maximumPacketSize) {
      this.drop('tooLarge')
      return
    }
    writeFrame(client, frame, packetId)
    metrics.delivered(form.qos)
  }

  #fillHeader(
    client: Client,
    form: Pick<Form, 'qos' | 'retain' | 'identifiers'>,
    id: number,
  ): void {
    const header = this.#header
    header.version = client.version
    header.qos = form.qos
    header.retain = form.retain
    header.dup = false
    header.packetId = id
    header.messageExpiryInterval = -1
    header.topicAlias = 0
    header.aliasOnly = false
    header.subscriptionIdentifiers = client.version === 5 ? form.identifiers : undefined
  }

  /** Writes one packet of its own, with the header as filled. */
  #writeParts(client: Client, parts: PublishParts, topicName: string): boolean {
    const header = this.#header
    client.serverAliases?.apply(header, topicName)
    const length = publishLength(parts, header)
    if (length > client.maximumPacketSize) {
      this.drop('tooLarge')
      return false
    }
    client.serverAliases?.commit(header, topicName)
    const at = client.connection.reserve(length)
    writePublish(client.connection.buffer, at, parts, header)
    this.#context.metrics.delivered(header.qos)
    return true
  }

  #wait(client: Client, outbound: Outbound, item: Waiting): void {
    const { metrics, onDone, onOverflow, options } = this.#context
    const added = outbound.add(item, options)
    if (added.type !== 'queued') metrics.refused('queueMessagesMax')
    if (added.type === 'overflow') onOverflow(client)
    else if (added.type === 'dropped') {
      for (const dropped of added.dropped) {
        this.drop('queueFull')
        onDone(client, dropped)
      }
    }
    askForRoom(client, outbound)
  }

  /** One message does not reach one receiver. */
  drop(reason: DropReason): void {
    this.#context.metrics.dropped(reason)
  }

  /** A message of the keeper's, for a client whose packet ids the shard gives. */
  deliverWaiting(client: Client, item: Waiting): void {
    if (item.qos === 0) {
      if (this.#hasOutboxRoom(client)) this.#writeWaiting(client, item, 0, false)
      else this.drop('outboxFull')
      return
    }
    client.outbound ??= new Outbound(client.window)
    this.#wait(client, client.outbound, item)
    this.pump(client)
  }

  /**
   * A message of the keeper's with the packet id it gave.
   * @returns false when the client cannot take it: it then counts as delivered
   */
  deliverNumbered(client: Client, delivery: Delivery, packetId: number, dup: boolean): boolean {
    return this.#writeWaiting(client, delivery, packetId, dup)
  }

  #writeWaiting(client: Client, delivery: Delivery, packetId: number, dup: boolean): boolean {
    const { message } = delivery
    this.#fillHeader(client, delivery, packetId)
    this.#header.dup = dup
    this.#header.messageExpiryInterval = this.#remaining(message)
    return this.#writeParts(client, message, message.topicName)
  }

  /** Sends what waits while the window and the outbox have room. */
  pump(client: Client): void {
    const { outbound } = client
    if (outbound === undefined) return
    while (outbound.waiting.length > 0 && outbound.hasRoom && this.#hasOutboxRoom(client)) {
      const item = outbound.take()
      if (item !== undefined) this.#sendWaiting(client, outbound, item)
    }
    askForRoom(client, outbound)
  }

  #sendWaiting(client: Client, outbound: Outbound, item: Waiting): void {
    if (item.message.expiresAtMs <= this.#context.time.wallMs) {
      // @MQTT-5.0:3.3.2-5
      this.drop('expired')
      this.#context.onDone(client, item)
      return
    }
    const state = item.qos === 1 ? InflightState.puback : InflightState.pubrec
    const isShared = item.group !== undefined || item.tag !== 0
    const id = outbound.inflight.open(state, isShared ? item : undefined)
    if (this.#writeWaiting(client, item, id, false)) return
    outbound.inflight.close(id)
    this.#context.onDone(client, item)
  }
}

/** What waits for the outbox, not for an acknowledgement, goes on when the outbox has room. */
function askForRoom({ connection }: Client, { hasRoom, waiting }: Outbound): void {
  if (hasRoom && waiting.length > 0) connection.wantsRoom = true
}

function writeFrame(client: Client, frame: Frame, packetId: number): void {
  const { connection } = client
  const at = connection.append(frame.packet, 0, frame.packet.length)
  if (packetId === 0) return
  const place = at + frame.idOffset
  connection.buffer[place] = packetId >>> 8
  connection.buffer[place + 1] = packetId & 0xff
}
