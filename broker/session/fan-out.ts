/**
 * @hot From a match to receivers: one merged copy per client with the highest QoS and all
 * subscription identifiers, one member per shared group. What the keeper serves is left to it: a
 * persistent session whose merged copy is above QoS 0, and groups that it manages.
 */
import type { QoS } from '../codec/index.ts'
import type { SharedStrategy, Subscription } from '../routing/index.ts'
import { Phase } from './client.ts'
import type { Client } from './client.ts'
import type { LocalGroup } from './local-group.ts'
import type { TopicMatch } from './matcher.ts'
import type { Form, Sender } from './sender.ts'

/** The message being sent, as far as receivers depend on it. */
export interface Source {
  readonly topic: string
  readonly qos: QoS
  readonly retain: boolean
  /** Session of the publisher, 0 for none: No Local. */
  readonly publisher: number
  readonly routeVersion: number
}

export interface FanOutContext {
  readonly sender: Sender
  readonly strategy: SharedStrategy
  /** Asked per receiver when authorisation checks deliveries. */
  readonly mayReceive: ((client: Client, topic: string) => boolean) | undefined
}

/** Clients that get the current message, each with its merged options; arrays side by side. */
export class Receivers {
  count = 0
  readonly clients: (Client | undefined)[] = []
  readonly qos: QoS[] = []
  readonly retainAsPublished: boolean[] = []
  readonly identifiers: (number[] | undefined)[] = []
}

export class FanOut {
  readonly #context: FanOutContext
  readonly #form: Form = { qos: 0, retain: false, identifiers: undefined, group: undefined }
  readonly #receivers = new Receivers()
  #serial = 0

  constructor(context: FanOutContext) {
    this.#context = context
  }

  /** Serves every receiver of this shard; returns how many sessions and groups wanted the message. */
  run(match: TopicMatch, source: Source): number {
    let wanted = 0
    if (match.bagCount === 1) wanted = this.#serveBag(match.bags[0] ?? [], source)
    else if (match.bagCount > 1) {
      this.gather(match, source, this.#receivers)
      wanted = this.#receivers.count
      this.serveRange(this.#receivers, source, 0, wanted)
    }
    return wanted + this.serveGroups(match.groups, source, 0, match.groups.length)
  }

  /** The usual case: one filter matches, so that no client appears twice. */
  #serveBag(bag: readonly Subscription<Client>[], source: Source): number {
    let wanted = 0
    for (let i = 0; i < bag.length; i += 1) {
      const subscription = bag[i]
      if (subscription === undefined) continue
      const client = subscription.owner
      if (subscription.noLocal && client.session === source.publisher) continue
      wanted += 1
      const { identifier } = subscription
      const identifiers = identifier === 0 ? undefined : [identifier]
      const retain = source.retain && subscription.retainAsPublished
      this.#serve(client, source, subscription.qos, retain, identifiers)
    }
    return wanted
  }

  /**
   * Merges the matching subscriptions into one entry per client.
   * @param startedMax leaves out clients whose session started later (`Client.started`)
   */
  gather(match: TopicMatch, source: Source, into: Receivers, startedMax = Infinity): void {
    this.#serial += 1
    into.count = 0
    for (const bag of match.bags) {
      for (let i = 0; i < bag.length; i += 1) {
        const subscription = bag[i]
        if (subscription === undefined) continue
        const { owner } = subscription
        if (subscription.noLocal && owner.session === source.publisher) continue
        if (owner.started <= startedMax) this.#merge(subscription, into)
      }
    }
  }

  /** @MQTT-5.0:3.3.4-2 @MQTT-5.0:3.3.4-4 */
  #merge(subscription: Subscription<Client>, into: Receivers): void {
    const client = subscription.owner
    let place = client.fanOutPlace
    if (client.fanOutSerial !== this.#serial) {
      client.fanOutSerial = this.#serial
      place = into.count
      client.fanOutPlace = place
      into.count += 1
      into.clients[place] = client
      into.qos[place] = subscription.qos
      into.retainAsPublished[place] = subscription.retainAsPublished
      into.identifiers[place] = undefined
    } else {
      if (subscription.qos > (into.qos[place] ?? 0)) into.qos[place] = subscription.qos
      if (subscription.retainAsPublished) into.retainAsPublished[place] = true
    }
    if (subscription.identifier === 0) return
    const identifiers = into.identifiers[place] ?? []
    identifiers.push(subscription.identifier)
    into.identifiers[place] = identifiers
  }

  /** Serves `receivers[from..to)`; those that have left meanwhile are skipped. */
  serveRange(receivers: Receivers, source: Source, from: number, to: number): void {
    for (let i = from; i < to; i += 1) {
      const client = receivers.clients[i]
      if (client === undefined || client.phase === Phase.closed) continue
      const retain = source.retain && (receivers.retainAsPublished[i] ?? false)
      this.#serve(client, source, receivers.qos[i] ?? 0, retain, receivers.identifiers[i])
    }
  }

  #serve(
    client: Client,
    source: Source,
    granted: QoS,
    retain: boolean,
    identifiers: readonly number[] | undefined,
  ): void {
    const qos = granted < source.qos ? granted : source.qos
    if (qos > 0 && client.isPersistent) return
    const { mayReceive, sender } = this.#context
    if (mayReceive !== undefined && !mayReceive(client, source.topic)) {
      sender.drop('unauthorised')
      return
    }
    const form = this.#form
    form.qos = qos
    form.retain = retain
    form.identifiers = identifiers
    form.group = undefined
    sender.send(client, form)
  }

  /** One member of each of `groups[from..to)` that this shard deals for itself. */
  serveGroups(
    groups: readonly LocalGroup<Client>[],
    source: Source,
    from: number,
    to: number,
  ): number {
    let wanted = 0
    for (let i = from; i < to; i += 1) {
      const group = groups[i]
      if (group === undefined || group.isManaged(source.routeVersion)) continue
      if (this.serveGroup(group, source)) wanted += 1
    }
    return wanted
  }

  /** Deals the current message to one member; false when nobody is there. */
  serveGroup(group: LocalGroup<Client>, source: Source): boolean {
    if (group.members.length === 0) return false
    const member = this.#chooseAllowed(group, source.topic)
    if (member === undefined) this.#context.sender.drop('unauthorised')
    else this.#sendToMember(group, member, source)
    return true
  }

  /** The member whose turn it is among those that may receive the topic. */
  #chooseAllowed(group: LocalGroup<Client>, topic: string): Subscription<Client> | undefined {
    const { mayReceive, strategy } = this.#context
    for (let skipped = 0; skipped < group.members.length; skipped += 1) {
      const member = group.choose(strategy, topic, skipped)
      if (member === undefined || mayReceive?.(member.owner, topic) !== false) return member
    }
    return undefined
  }

  #sendToMember(group: LocalGroup<Client>, member: Subscription<Client>, source: Source): void {
    const form = this.#form
    form.qos = member.qos < source.qos ? member.qos : source.qos
    form.retain = source.retain && member.retainAsPublished
    form.identifiers = member.identifier === 0 ? undefined : [member.identifier]
    form.group = group.name
    this.#context.sender.send(member.owner, form)
  }
}
