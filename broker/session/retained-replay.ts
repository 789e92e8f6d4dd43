/**
 * Retained messages on their way to a new subscription. They come from the keeper in pages; each
 * is asked for, and delivered, as the client has room. While a replay is under way, an entry whose topic
 * had a newer live message is skipped, so that a client never sees an old value after a new one.
 */
import type { Delivery, ToShard } from '../link/ports.ts'
import type { Client } from './client.ts'
import type { ShardCore } from './core.ts'
import type { Sender } from './sender.ts'

type Page = Extract<ToShard, { type: 'retained' }>

/** Topics remembered for the oldest replay, which is given up beyond. */
const LIVE_TOPICS_MAX = 100_000

/** What of a page has not been delivered, the next one last. */
type PageLeft = Page & { readonly deliveries: Delivery[] }

/** What one client has still to get. */
interface Pending {
  /** Those that have come, oldest first. */
  pages: PageLeft[]
  /** SUBSCRIBEs that have another page, oldest first. */
  requests: number[]
  /** The SUBSCRIBE whose next page is on its way. */
  asked: number | undefined
}

export class RetainedReplay {
  readonly #core: ShardCore
  readonly #sender: Sender
  /** SUBSCRIBEs whose replay has not ended, with the count of live retained messages at their start. */
  readonly #open = new Map<number, { readonly client: Client; readonly since: number }>()
  /** Topics that had a live retained message since the oldest open replay began. */
  readonly #live = new Map<string, number>()
  readonly #pending = new Map<Client, Pending>()
  #liveCount = 0

  constructor(core: ShardCore, sender: Sender) {
    this.#core = core
    this.#sender = sender
    core.turn.addLinkStep(() => this.#goOn())
  }

  /** A SUBSCRIBE is being asked of the keeper. */
  expect(client: Client, request: number): void {
    this.#open.set(request, { client, since: this.#liveCount })
  }

  /** A retained message goes to subscribers as a live one. */
  onLiveRetained(topic: string): void {
    if (this.#open.size === 0) return
    this.#liveCount += 1
    // Taken out first, so that the topics stand in the order of their counts.
    this.#live.delete(topic)
    this.#live.set(topic, this.#liveCount)
    if (this.#live.size > LIVE_TOPICS_MAX) this.#giveUpOldest()
  }

  /** SUBACK has left and nothing retained will follow, or the client is gone. */
  close(request: number): void {
    this.#open.delete(request)
    const [oldest] = this.#open.values()
    for (const [topic, count] of this.#live) {
      if (oldest !== undefined && count > oldest.since) return
      this.#live.delete(topic)
    }
  }

  /** Who takes its retained messages so slowly does not get the rest of them. */
  #giveUpOldest(): void {
    const [oldest] = this.#open
    if (oldest === undefined) return
    const [request, { client }] = oldest
    this.#core.metrics.dropped('outboxFull')
    const pending = this.#pending.get(client)
    if (pending !== undefined) {
      if (pending.asked === request) pending.asked = undefined
      pending.pages = pending.pages.filter((page) => page.request !== request)
      pending.requests = pending.requests.filter((each) => each !== request)
    }
    this.close(request)
  }

  onPage(page: Page): void {
    const client = this.#open.get(page.request)?.client
    if (client === undefined) return
    const pending = this.#pending.get(client) ?? { pages: [], requests: [], asked: undefined }
    this.#pending.set(client, pending)
    if (pending.asked === page.request) pending.asked = undefined
    pending.pages.push({ ...page, deliveries: page.deliveries.toReversed() })
    this.#core.turn.request()
  }

  /** Room in the outbox of a client. */
  onRoom(client: Client): void {
    const pending = this.#pending.get(client)
    if (pending === undefined) return
    for (let page = pending.pages[0]; page !== undefined; page = pending.pages[0]) {
      if (!this.#deliver(client, page)) return
      pending.pages.shift()
      if (page.more) pending.requests.push(page.request)
      else this.close(page.request)
    }
    if (pending.asked === undefined && this.#hasRoom(client)) this.#ask(client, pending)
  }

  /** False while the rest has to wait for room. */
  #deliver(client: Client, { request, deliveries }: PageLeft): boolean {
    const since = this.#open.get(request)?.since ?? 0
    while (deliveries.length > 0) {
      if (!this.#hasRoom(client)) return false
      const delivery = deliveries.pop()
      if (delivery === undefined) break
      const { topicName } = delivery.message
      if ((this.#live.get(topicName) ?? 0) > since || !this.#mayReceive(client, topicName)) continue
      this.#sender.deliverWaiting(client, { ...delivery, group: undefined, tag: 0 })
    }
    return true
  }

  #mayReceive(client: Client, topic: string): boolean {
    const { authorizer } = this.#core
    return !authorizer.checksDelivery || authorizer.mayReceive(client.principal, topic)
  }

  /** One page is on its way to a client at a time, however many SUBSCRIBEs wait for one. */
  #ask(client: Client, pending: Pending): void {
    const { session, epoch } = client
    pending.asked = pending.requests.shift()
    const request = pending.asked
    if (request === undefined) this.#pending.delete(client)
    else this.#core.toKeeper({ type: 'retainedNext', session, epoch, request })
  }

  /** Whoever keeps up is served, and what waits leaves half of a queue to live messages. */
  #hasRoom({ connection, outbound }: Client): boolean {
    const { outboxBytesPerConnection, outboxBytesPerNode } = this.#core.options.limits
    const { queueBytesMax, queueMessagesMax } = this.#core.options.session
    const { queuedBytes } = connection
    const hasOutboxRoom =
      queuedBytes === 0 ||
      (queuedBytes < outboxBytesPerConnection / 2 &&
        this.#core.outbox.queuedBytes < outboxBytesPerNode)
    return (
      hasOutboxRoom &&
      (outbound?.waitingBytes ?? 0) < queueBytesMax / 2 &&
      (outbound?.waiting.length ?? 0) < queueMessagesMax / 2
    )
  }

  #goOn(): boolean {
    for (const client of this.#pending.keys()) this.onRoom(client)
    return false
  }

  forget(client: Client): void {
    this.#pending.delete(client)
    for (const [request, replay] of this.#open) if (replay.client === client) this.close(request)
  }
}
