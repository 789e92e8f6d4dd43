/**
 * Plays commands against a real node and the reference machine at once, and compares after each of
 * them. Commands that make no sense where they stand (nobody is connected, nothing to acknowledge) do
 * nothing, so that a sequence stays valid while it shrinks.
 */
import assert from 'node:assert/strict'
import type { FakeClock } from '../../base/fake-clock.ts'
import { encodeUtf8 } from '../../codec/index.ts'
import type { Connect, Packet, Publish } from '../../codec/index.ts'
import type { Config } from '../../config/index.ts'
import type { BrokerNode } from '../../node.ts'
import { TICK_MS } from '../../session/index.ts'
import { acknowledgement, acknowledgementOf } from './acknowledgement.ts'
import { Peer, SMALL_PACKET_BYTES } from './reference-peer.ts'
import { Reference } from './reference.ts'
import { CLIENTS } from './step.ts'
import type { ConnectStep, MessageWish, Step, WillWish } from './step.ts'
import { offenceOf } from './violations.ts'
import { Wire } from './wire.ts'

/** A connection on both sides. */
interface Link {
  readonly wire: Wire
  readonly peer: Peer
  readonly connect: Connect
}

/** What a client remembers beyond its connections. */
interface Memory {
  lastPacketId: number
  /** QoS 2 messages that it has sent and not released. */
  readonly unreleased: Map<number, Publish>
}

const LONG = 'long '.repeat(60)

export class Player {
  readonly #node: BrokerNode
  readonly #clock: FakeClock
  readonly #config: Config
  readonly #reference: Reference
  /** By client. */
  readonly #links: (Link | undefined)[] = []
  readonly #memories: Memory[]
  /** Every connection that may still be told something. */
  #open: Link[] = []
  #messages = 0

  constructor(node: BrokerNode, clock: FakeClock, config: Config) {
    this.#node = node
    this.#clock = clock
    this.#config = config
    this.#reference = new Reference({
      receiveMaximum: config.mqtt.receiveMaximum,
      expiryMaxSeconds: config.session.expiryMaxSeconds,
      tickMs: TICK_MS,
    })
    this.#memories = Array.from({ length: CLIENTS }, () => ({
      lastPacketId: 0,
      unreleased: new Map(),
    }))
  }

  /** One command; the time moves on by a tick, so that nothing falls due together by chance. */
  play(step: Step): void {
    this.#perform(step)
    this.#clock.settle()
    this.#compare()
    this.#passTicks(1)
  }

  #passTicks(count: number): void {
    for (let tick = 0; tick < count; tick += 1) {
      this.#clock.advance(TICK_MS)
      this.#reference.tick(this.#clock.nowMs())
      this.#compare()
    }
  }

  #compare(): void {
    for (const { wire, peer } of this.#open) {
      for (const packet of wire.take()) this.#reference.observe(peer, packet)
    }
    for (const { wire, peer } of this.#open) {
      peer.onSettled()
      assert.equal(wire.isEnded, !peer.isOpen, 'the connection has ended')
      if (wire.isEnded) wire.close()
    }
    this.#reference.onSettled()
    this.#open = this.#open.filter(({ peer }) => peer.isOpen)
    this.#links.forEach((link, client) => {
      if (link?.peer.isOpen === false) this.#links[client] = undefined
    })
  }

  #perform(step: Step): void {
    if (step.type === 'connect') this.#connect(step)
    else if (step.type === 'wait') this.#passTicks(step.ticks)
    else if (step.type === 'race') this.#race(step.messages)
    else {
      const link = this.#links[step.client]
      if (link !== undefined) this.#performOn(link, step)
    }
  }

  #performOn(link: Link, step: Exclude<Step, { type: 'connect' | 'wait' | 'race' }>): void {
    switch (step.type) {
      case 'publish':
        this.#publish(link, step.client, step.messages)
        return
      case 'repeat':
      case 'release':
        this.#goOn(link, step)
        return
      case 'subscribe':
        this.#subscribe(link, step)
        return
      case 'unsubscribe':
        this.#send(link, {
          type: 'unsubscribe',
          packetId: 1,
          filters: step.filters,
          properties: {},
        })
        return
      case 'acknowledge':
        this.#send(link, ...acknowledgement(link.peer, step.pick, step.how))
        return
      case 'acknowledgeAll':
        this.#acknowledgeAll(link)
        return
      case 'ping':
        this.#send(link, { type: 'pingreq' })
        return
      case 'drop':
        link.wire.close()
        this.#reference.drop(link.peer)
        this.#forget(link)
        return
      case 'disconnect':
      case 'endSession':
        this.#disconnect(link, step)
        return
      default:
        this.#violate(link, step.violation)
    }
  }

  #send({ wire, peer }: Link, ...packets: readonly Packet[]): void {
    wire.send(packets)
    for (const packet of packets) this.#reference.receive(peer, packet)
  }

  #connect(step: ConnectStep): void {
    const { client, version, cleanStart, receiveMaximum, isSmall, topicAliasMaximum } = step
    const inflightMax = this.#config.session.inflightMax
    const is5 = version === 5
    const terms = {
      version,
      window: is5 ? Math.min(receiveMaximum, inflightMax) : inflightMax,
      isSmall: is5 && isSmall,
      keepAliveMs: step.keepAliveSeconds * 1000,
    }
    const connect: Connect = {
      type: 'connect',
      version,
      clientId: `client${client}`,
      cleanStart,
      keepAlive: step.keepAliveSeconds,
      userName: undefined,
      password: undefined,
      will: step.will && this.#will(step.will, client, is5),
      properties: is5
        ? {
            sessionExpiryInterval: step.expirySeconds,
            receiveMaximum,
            topicAliasMaximum,
            ...(isSmall && { maximumPacketSize: SMALL_PACKET_BYTES }),
          }
        : {},
    }
    const { shards } = this.#node
    const shard = shards[step.shard % shards.length]
    assert.ok(shard !== undefined)
    const wire = new Wire(shard, version, topicAliasMaximum)
    const link = { wire, peer: new Peer(terms), connect }
    if (cleanStart) this.#memories[client]?.unreleased.clear()
    this.#links[client] = link
    this.#open.push(link)
    wire.send([connect])
    this.#reference.connect(link.peer, connect)
  }

  /** A topic of its own keeps it apart from what clients publish at the same time. */
  #will({ qos, retain, delaySeconds }: WillWish, client: number, is5: boolean): Connect['will'] {
    const properties = is5 ? { willDelayInterval: delaySeconds } : {}
    return { topic: `w/${client}`, payload: this.#payload('short'), qos, retain, properties }
  }

  /** Says which message it is. */
  #payload(kind: MessageWish['payload']): Uint8Array {
    this.#messages += 1
    if (kind === 'empty') return new Uint8Array(0)
    return encodeUtf8(kind === 'long' ? `${LONG}${this.#messages}` : `${this.#messages}`)
  }

  #publish(link: Link, client: number, wishes: readonly MessageWish[]): void {
    this.#send(link, ...wishes.map((wish) => this.#message(link, client, wish)))
  }

  #message({ wire, peer }: Link, client: number, wish: MessageWish): Publish {
    const memory = this.#memoryOf(client)
    const { topic, qos, retain, alias, expirySeconds } = wish
    if (qos > 0) memory.lastPacketId += 1
    const properties = {
      ...(expirySeconds !== undefined && { messageExpiryInterval: expirySeconds }),
      ...(wish.hasProperties && {
        contentType: 'text',
        correlationData: Uint8Array.of(1, 2),
        userProperties: [
          ['b', '1'],
          ['a', '2'],
          ['b', '3'],
        ] as const,
      }),
      ...(alias > 0 && { topicAlias: alias }),
    }
    const isAliasKnown = wire.version === 5 && peer.aliases.get(alias) === topic
    const publish: Publish = {
      type: 'publish',
      topic: isAliasKnown ? '' : topic,
      payload: this.#payload(wish.payload),
      qos,
      retain,
      dup: false,
      packetId: qos > 0 ? memory.lastPacketId : 0,
      properties: wire.version === 5 ? properties : {},
    }
    if (qos === 2) memory.unreleased.set(publish.packetId, publish)
    return publish
  }

  #memoryOf(client: number): Memory {
    const memory = this.#memories[client]
    assert.ok(memory !== undefined)
    return memory
  }

  /**
   * Everybody who is connected says one message, in turn. None is retained: which of them came last
   * is not said across shards.
   */
  #race(wishes: readonly MessageWish[]): void {
    const present = this.#links.flatMap((link, client) =>
      link === undefined ? [] : [{ link, client }],
    )
    wishes.forEach((wish, place) => {
      const sender = present[place % present.length]
      if (sender?.link.peer.isOpen)
        this.#publish(sender.link, sender.client, [{ ...wish, retain: false }])
    })
  }

  /** Goes on with a QoS 2 message that is not released, or with an id that is unknown. */
  #goOn(
    link: Link,
    { type, client, pick }: { type: 'repeat' | 'release'; client: number; pick: number },
  ): void {
    const { unreleased } = this.#memoryOf(client)
    const known = [...unreleased.values()]
    const message = known[pick % (known.length + 1)]
    if (type === 'release') {
      const packetId = message?.packetId ?? 0xffff
      unreleased.delete(packetId)
      this.#send(link, { type: 'pubrel', packetId, reasonCode: 0, properties: {} })
    } else if (message !== undefined) {
      // The alias of another connection means nothing on this one.
      this.#send(link, { ...message, topic: 'a', dup: true, properties: {} })
    }
  }

  #subscribe(link: Link, step: Extract<Step, { type: 'subscribe' }>): void {
    const { filters: subscriptions, identifier } = step
    const hasIdentifier = link.wire.version === 5 && identifier > 0
    const properties = hasIdentifier ? { subscriptionIdentifiers: [identifier] } : {}
    this.#send(link, { type: 'subscribe', packetId: 1, subscriptions, properties })
  }

  /** Until nothing is on its way any more, as a client does that takes what it gets. */
  #acknowledgeAll(link: Link): void {
    const { peer } = link
    while (peer.isOpen && (peer.session?.inflight.length ?? 0) > 0) {
      for (const delivery of peer.session?.inflight ?? []) {
        if (!peer.session?.repeats.includes(delivery)) this.#send(link, acknowledgementOf(delivery))
      }
      this.#clock.settle()
      this.#compare()
    }
  }

  #disconnect(link: Link, step: Extract<Step, { type: 'disconnect' | 'endSession' }>): void {
    const isEnd = step.type === 'endSession' && link.wire.version === 5
    const properties = isEnd ? { sessionExpiryInterval: 0 } : {}
    const reasonCode =
      step.type === 'disconnect' && step.withWill && link.wire.version === 5 ? 4 : 0
    this.#send(link, { type: 'disconnect', reasonCode, properties })
  }

  #violate(link: Link, violation: Extract<Step, { type: 'violate' }>['violation']): void {
    const { wire, connect } = link
    const { maximumPacketSize } = this.#config.mqtt
    const offence = offenceOf(violation, { version: wire.version, connect, maximumPacketSize })
    if (offence === undefined) return
    wire.sendBytes(offence.bytes)
    this.#reference.fault(link.peer, offence.reasonCode)
  }

  #forget(link: Link): void {
    this.#open = this.#open.filter((other) => other !== link)
    this.#links.forEach((other, client) => {
      if (other === link) this.#links[client] = undefined
    })
  }
}
