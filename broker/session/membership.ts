/**
 * Subscriptions of connected clients: their place in the shard's index, their groups, and the
 * questions that the keeper has to answer before SUBACK and UNSUBACK leave.
 */
import { parseTopicFilter } from '../codec/index.ts'
import type { SubscribeEntry, ToShard } from '../link/ports.ts'
import { Subscription } from '../routing/index.ts'
import { Phase } from './client.ts'
import type { Client } from './client.ts'
import type { ShardCore } from './core.ts'
import { LocalGroup } from './local-group.ts'
import type { Matcher } from './matcher.ts'
import type { RetainedReplay } from './retained-replay.ts'
import { Subscriptions } from './subscriptions.ts'

/** The keeper's answer to one SUBSCRIBE or UNSUBSCRIBE. */
type Answered = (reasonCodes: readonly number[]) => void

export interface MembershipParts {
  readonly matcher: Matcher
  readonly replay: RetainedReplay
  /** The other shards, which have to be told what this one wants; they are linked after it is made. */
  readonly peers: ReadonlyMap<number, unknown>
}

export class Membership {
  readonly #core: ShardCore
  readonly #matcher: Matcher
  readonly #replay: RetainedReplay
  readonly #peers: ReadonlyMap<number, unknown>
  readonly #groups = new Map<string, LocalGroup<Client>>()
  readonly #questions = new Map<number, { readonly client: Client; readonly answered: Answered }>()
  /** Groups that the keeper deals for, with the route version since when. */
  readonly #managed = new Map<string, number>()
  #lastRequest = 0
  /** Subscriptions of all clients, to groups as well. */
  #count = 0

  constructor(core: ShardCore, { matcher, replay, peers }: MembershipParts) {
    this.#core = core
    this.#matcher = matcher
    this.#replay = replay
    this.#peers = peers
  }

  hasRoom(client: Client, name: string): boolean {
    const { limits } = this.#core.options
    const own = client.subscriptions
    if (own?.find(name) !== undefined) return true
    const { metrics } = this.#core
    if ((own?.list.length ?? 0) >= limits.subscriptionsPerClient) {
      metrics.refused('subscriptionsPerClient')
      return false
    }
    if (this.#count >= limits.subscriptionsPerNode) {
      metrics.refused('subscriptionsPerNode')
      return false
    }
    return true
  }

  /** Makes a subscription live in this shard; true when the client did not have it. */
  add(client: Client, entry: SubscribeEntry): boolean {
    const known = client.subscriptions?.find(entry.name)
    if (known !== undefined) {
      known.replace(entry.options)
      return false
    }
    const subscription = new Subscription(client, entry.name, entry.options)
    if (client.subscriptions === undefined) client.subscriptions = new Subscriptions(subscription)
    else client.subscriptions.add(subscription)
    this.#count += 1
    const wasWanted = this.#matcher.wants(entry.filter)
    if (entry.group === undefined) this.#matcher.subscriptions.add(entry.filter, subscription)
    else if (!client.isPersistent) this.#join(entry, subscription)
    this.#tellRoute(entry.filter, wasWanted)
    return true
  }

  /** Other shards are told when the first one here wants a filter, or the last one has left. */
  #tellRoute(filter: string, wasWanted: boolean): void {
    const wanted = this.#matcher.wants(filter)
    if (wanted === wasWanted || this.#peers.size === 0) return
    this.#core.toKeeper({ type: 'route', filter, wanted })
  }

  #join(entry: SubscribeEntry, subscription: Subscription<Client>): void {
    let group = this.#groups.get(entry.name)
    if (group === undefined) {
      group = new LocalGroup(entry.name, entry.filter)
      this.#groups.set(entry.name, group)
      this.#matcher.addGroup(group)
    }
    group.members.push(subscription)
  }

  /** A client that did not stay to take up these subscriptions: nobody waits for them here. */
  withdraw(entries: readonly SubscribeEntry[]): void {
    for (const { filter, group } of entries) {
      const isWanted = group !== undefined || this.#matcher.wants(filter)
      if (!isWanted) this.#core.toKeeper({ type: 'route', filter, wanted: false })
    }
  }

  /** Ends a subscription in this shard; true when the client had it. */
  remove(client: Client, name: string): boolean {
    const subscription = client.subscriptions?.find(name)
    if (subscription === undefined) return false
    client.subscriptions?.remove(subscription)
    this.#unindex(subscription)
    return true
  }

  /** The client is gone: all it subscribed to goes with it. */
  removeAll(client: Client): void {
    for (const subscription of client.subscriptions?.list ?? []) this.#unindex(subscription)
    client.subscriptions = undefined
    for (const [request, question] of this.#questions) {
      if (question.client === client) this.#questions.delete(request)
    }
  }

  #unindex(subscription: Subscription<Client>): void {
    this.#count -= 1
    const parsed = parseTopicFilter(subscription.name)
    if (parsed === undefined) return
    const wasWanted = this.#matcher.wants(parsed.filter)
    if (parsed.group !== undefined) this.#quit(subscription)
    else this.#matcher.subscriptions.remove(parsed.filter, subscription)
    this.#tellRoute(parsed.filter, wasWanted)
  }

  #quit(subscription: Subscription<Client>): void {
    const group = this.#groups.get(subscription.name)
    if (group === undefined) return
    group.remove(subscription)
    if (group.members.length > 0) return
    this.#groups.delete(group.name)
    this.#matcher.removeGroup(group)
  }

  /** A group that this shard deals for. */
  group(name: string): LocalGroup<Client> | undefined {
    return this.#groups.get(name)
  }

  /** The keeper deals the messages of this group from a route version on; infinite: no longer. */
  onManaged(name: string, since: number): void {
    if (since === Number.POSITIVE_INFINITY) this.#managed.delete(name)
    else this.#managed.set(name, since)
    const group = this.#groups.get(name)
    if (group !== undefined && group.managedSince > 0) group.managedSince = since
  }

  /** The keeper knows these groups: those that it does not deal for are this shard's from now on. */
  #open(entries: readonly SubscribeEntry[]): void {
    for (const { name } of entries) {
      const group = this.#groups.get(name)
      if (group?.managedSince !== 0 || this.#managed.has(name)) continue
      group.managedSince = Number.POSITIVE_INFINITY
    }
  }

  requestSubscribe(client: Client, entries: readonly SubscribeEntry[], answered: Answered): void {
    const request = this.#ask(client, (reasonCodes) => {
      this.#open(entries)
      answered(reasonCodes)
    })
    const { session, epoch } = client
    this.#replay.expect(client, request)
    this.#core.toKeeper({ type: 'subscribe', session, epoch, request, entries })
  }

  requestUnsubscribe(client: Client, names: readonly string[], answered: Answered): void {
    const request = this.#ask(client, answered)
    const { session, epoch } = client
    this.#core.toKeeper({ type: 'unsubscribe', session, epoch, request, names })
  }

  #ask(client: Client, answered: Answered): number {
    this.#lastRequest += 1
    this.#questions.set(this.#lastRequest, { client, answered })
    client.unanswered += 1
    return this.#lastRequest
  }

  /** The keeper's answer has come. */
  onAnswer(answer: Extract<ToShard, { type: 'subscribed' | 'unsubscribed' }>): void {
    const question = this.#questions.get(answer.request)
    this.#questions.delete(answer.request)
    if (question?.client.phase !== Phase.connected) return
    const { client, answered } = question
    const isSubscribed = answer.type === 'subscribed'
    client.unanswered -= 1
    answered(isSubscribed ? answer.reasonCodes : [])
    if (isSubscribed && !answer.retainedFollows) this.#replay.close(answer.request)
    client.resumeIfPossible()
  }
}
