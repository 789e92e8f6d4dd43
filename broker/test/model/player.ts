/**
 * Plays commands against a real node and the reference machine at once, and compares after each of
 * them. Commands that make no sense where they stand (nobody is connected, nothing to acknowledge) do
 * nothing, so that a sequence stays valid while it shrinks.
 */
import assert from 'node:assert/strict'
import type { FakeClock } from '../../base/fake-clock.ts'
import type { Connect, Packet, Publish } from '../../codec/index.ts'
import type { Config } from '../../config/index.ts'
import type { BrokerNode } from '../../node.ts'
import { TICK_MS } from '../../session/index.ts'
import { acknowledgement, acknowledgementOf } from './acknowledgement.ts'
import { Publisher } from './publisher.ts'
import { Peer } from './reference-peer.ts'
import { Reference } from './reference.ts'
import { connectOf, disconnectOf, requestOf } from './requests.ts'
import { CLIENTS } from './step.ts'
import type { AcknowledgeStep, ConnectStep, MessageWish, RaceStep, Step } from './step.ts'
import { offenceOf } from './violations.ts'
import { Wire } from './wire.ts'

/** A connection on both sides. */
interface Link {
  readonly wire: Wire
  readonly peer: Peer
  readonly connect: Connect
}

const COME_BACK = {
  type: 'connect',
  shard: 0,
  version: 5,
  cleanStart: false,
  expirySeconds: 60,
  keepAliveSeconds: 0,
  will: undefined,
  receiveMaximum: 5,
  isSmall: false,
  topicAliasMaximum: 0,
  behind: [],
} as const

export class Player {
  readonly #node: BrokerNode
  readonly #clock: FakeClock
  readonly #config: Config
  readonly #reference: Reference
  /** By client. */
  readonly #links: (Link | undefined)[] = []
  readonly #publishers = Array.from({ length: CLIENTS }, (_, client) => new Publisher(client))
  /** Every connection that may still be told something. */
  #open: Link[] = []

  constructor(node: BrokerNode, clock: FakeClock, config: Config) {
    this.#node = node
    this.#clock = clock
    this.#config = config
    this.#reference = new Reference({
      receiveMaximum: config.mqtt.receiveMaximum,
      expiryMaxSeconds: config.session.expiryMaxSeconds,
      keepsQos0: config.session.queueQos0,
      tickMs: TICK_MS,
    })
  }

  /** One command; the time moves on by a tick, so that nothing falls due together by chance. */
  play(step: Step): void {
    this.#perform(step)
    this.#clock.settle()
    this.#compare()
    this.#passTicks(1)
  }

  /** Brings every client back and lets it take all that waits for it: nothing may have got lost. */
  drain(): void {
    for (let client = 0; client < CLIENTS; client += 1) this.play({ ...COME_BACK, client })
    // What one of them leaves may go to another.
    for (let client = 0; client < 2 * CLIENTS; client += 1) {
      this.play({ type: 'acknowledgeAll', client: client % CLIENTS })
    }
    this.#reference.onDrained()
  }

  #passTicks(count: number): void {
    for (let tick = 0; tick < count; tick += 1) {
      this.#clock.advance(TICK_MS)
      this.#reference.tick(this.#clock.nowMs())
      this.#compare()
    }
  }

  #compare(): void {
    // A connection that was taken over has seen its packets before the next one of its session.
    const isOpen = ({ peer }: Link): number => (peer.isOpen ? 1 : 0)
    for (const { wire, peer } of this.#open.toSorted((a, b) => isOpen(a) - isOpen(b))) {
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
    else if (step.type === 'race') this.#race(step)
    else {
      const link = this.#links[step.client]
      if (link !== undefined) this.#performOn(link, step)
    }
  }

  #performOn(link: Link, step: Exclude<Step, { type: 'connect' | 'wait' | 'race' }>): void {
    switch (step.type) {
      case 'publish':
        this.#send(link, ...this.#messages(link, step.client, step.messages))
        return
      case 'repeat':
      case 'release':
        this.#goOn(link, step)
        return
      case 'subscribe':
      case 'unsubscribe':
        this.#send(
          link,
          requestOf(step, link.wire.version),
          ...this.#messages(link, step.client, step.behind),
        )
        return
      case 'acknowledge':
        this.#acknowledge(link, step)
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
        this.#send(link, disconnectOf(step, link.wire.version))
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
    const { client, version, isSmall, keepAliveSeconds } = step
    const { shards } = this.#node
    const shard = shards[step.shard % shards.length]
    assert.ok(shard !== undefined)
    const { inflightMax } = this.#config.session
    const peer = new Peer({
      version,
      window: version === 5 ? Math.min(step.receiveMaximum, inflightMax) : inflightMax,
      isSmall: version === 5 && isSmall,
      keepAliveMs: keepAliveSeconds * 1000,
    })
    const publisher = this.#publisherOf(client)
    if (step.cleanStart) publisher.unreleased.clear()
    const connect = connectOf(step, step.will && publisher.will(step.will, version))
    const wire = new Wire(shard, version, step.topicAliasMaximum)
    const link = { wire, peer, connect }
    this.#links[client] = link
    this.#open.push(link)
    const behind = step.behind.map((wish) => publisher.message(peer, wish))
    wire.send([connect, ...behind])
    this.#reference.connect(peer, connect)
    for (const publish of behind) this.#reference.receive(peer, publish)
  }

  #publisherOf(client: number): Publisher {
    const publisher = this.#publishers[client]
    assert.ok(publisher !== undefined)
    return publisher
  }

  /** Several clients act before the broker gets a turn; each comes at most once, and stays then. */
  #race({ steps }: RaceStep): void {
    this.#reference.beginRace()
    const arrived = new Set<number>()
    for (const step of steps) {
      const link = this.#links[step.client]
      const isMove = step.type === 'connect' || step.type === 'drop'
      if (isMove && arrived.has(step.client)) continue
      if (step.type === 'connect') {
        arrived.add(step.client)
        // In an older version copies of a group look like any other, and cannot be told apart later.
        this.#connect({ ...step, version: link?.wire.version ?? step.version })
      } else if (link?.peer.isOpen) this.#performOn(link, step)
    }
  }

  /** Goes on with a QoS 2 message that is not released, or with an id that is unknown. */
  #goOn(
    link: Link,
    { type, client, pick }: { type: 'repeat' | 'release'; client: number; pick: number },
  ): void {
    const { unreleased } = this.#publisherOf(client)
    const known = [...unreleased.values()]
    const message = known[pick % (known.length + 1)]
    if (type === 'release') {
      const packetId = message?.packetId ?? 0xffff
      unreleased.delete(packetId)
      this.#send(link, { type: 'pubrel', packetId, reasonCode: 0, properties: {} })
    } else if (
      message !== undefined &&
      this.#reference.sessionOf(link.peer).incoming.has(message.packetId)
    ) {
      // The alias of another connection means nothing on this one.
      this.#send(link, { ...message, dup: true, properties: {} })
    }
  }

  #messages({ peer }: Link, client: number, wishes: readonly MessageWish[]): readonly Publish[] {
    return wishes.map((wish) => this.#publisherOf(client).message(peer, wish))
  }

  #acknowledge(link: Link, { pick, how }: AcknowledgeStep): void {
    const session = this.#reference.sessionOf(link.peer)
    this.#send(link, ...acknowledgement(session, link.peer.version, pick, how))
  }

  /** Until nothing is on its way any more, as a client does that takes what it gets. */
  #acknowledgeAll(link: Link): void {
    const session = this.#reference.sessionOf(link.peer)
    while (link.peer.isOpen && session.inflight.length > 0) {
      const seen = session.inflight.filter((delivery) => !session.repeats.includes(delivery))
      this.#send(link, ...seen.map((delivery) => acknowledgementOf(delivery)))
      this.#clock.settle()
      this.#compare()
    }
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
