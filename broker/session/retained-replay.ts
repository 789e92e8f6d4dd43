/**
 * Retained messages on their way to a new subscription. They come from the keeper in pages; the next
 * one is asked for when the client's outbox has room. While a replay is under way, an entry whose topic
 * had a newer live message is skipped, so that a client never sees an old value after a new one.
 */
import type { ToShard } from '../link/ports.ts'
import { Phase } from './client.ts'
import type { Client } from './client.ts'
import type { ShardCore } from './core.ts'
import type { Sender } from './sender.ts'

type Page = Extract<ToShard, { type: 'retained' }>

export class RetainedReplay {
  readonly #core: ShardCore
  readonly #sender: Sender
  /** SUBSCRIBEs whose replay has not ended, with the count of live retained messages at their start. */
  readonly #open = new Map<number, { readonly client: Client; readonly since: number }>()
  /** Topics that had a live retained message since the oldest open replay began. */
  readonly #live = new Map<string, number>()
  /** Clients whose outbox has no room for the next page. */
  readonly #waiting = new Map<Client, number[]>()
  #liveCount = 0

  constructor(core: ShardCore, sender: Sender) {
    this.#core = core
    this.#sender = sender
    core.turn.addLinkStep(() => this.#askWhereRoom())
  }

  /** A SUBSCRIBE is being asked of the keeper. */
  expect(client: Client, request: number): void {
    this.#open.set(request, { client, since: this.#liveCount })
  }

  /** A retained message goes to subscribers as a live one. */
  onLiveRetained(topic: string): void {
    if (this.#open.size === 0) return
    this.#liveCount += 1
    this.#live.set(topic, this.#liveCount)
  }

  /** SUBACK has left and nothing retained will follow, or the client is gone. */
  close(request: number): void {
    this.#open.delete(request)
    if (this.#open.size === 0) this.#live.clear()
  }

  onPage(page: Page): void {
    const replay = this.#open.get(page.request)
    if (replay === undefined) return
    const { client, since } = replay
    if (client.phase !== Phase.connected) {
      this.close(page.request)
      return
    }
    for (const delivery of page.deliveries) {
      if ((this.#live.get(delivery.message.topicName) ?? 0) > since) continue
      if (!this.#mayReceive(client, delivery.message.topicName)) continue
      this.#sender.deliverWaiting(client, { ...delivery, group: undefined, tag: 0 })
    }
    if (page.more) this.#askWhenRoom(client, page.request)
    else this.close(page.request)
  }

  #mayReceive(client: Client, topic: string): boolean {
    const { authorizer } = this.#core
    return !authorizer.checksDelivery || authorizer.mayReceive(client.principal, topic)
  }

  #askWhenRoom(client: Client, request: number): void {
    const requests = this.#waiting.get(client) ?? []
    requests.push(request)
    this.#waiting.set(client, requests)
    this.#core.turn.request()
  }

  /** Room in the outbox of a client. */
  onRoom(client: Client): void {
    const requests = this.#waiting.get(client)
    if (requests === undefined || !this.#hasRoom(client)) return
    this.#waiting.delete(client)
    const { session, epoch } = client
    for (const request of requests) {
      this.#core.toKeeper({ type: 'retainedNext', session, epoch, request })
    }
  }

  #hasRoom(client: Client): boolean {
    const { outboxBytesPerConnection } = this.#core.options.limits
    const { queueBytesMax } = this.#core.options.session
    return (
      client.connection.queuedBytes < outboxBytesPerConnection / 2 &&
      (client.outbound?.waitingBytes ?? 0) < queueBytesMax / 2
    )
  }

  #askWhereRoom(): boolean {
    if (this.#waiting.size === 0) return false
    for (const client of this.#waiting.keys()) this.onRoom(client)
    return false
  }

  forget(client: Client): void {
    this.#waiting.delete(client)
    for (const [request, replay] of this.#open) if (replay.client === client) this.close(request)
  }
}
