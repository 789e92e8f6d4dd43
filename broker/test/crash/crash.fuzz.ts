/**
 * Persistent clients that publish, subscribe, acknowledge and lose their connections in random order,
 * on a node that crashes whenever it likes with only part of its log on disk. Whatever was acknowledged
 * has to be there at the end, and the log holds nothing that nobody needs.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeUtf8 } from '../../codec/index.ts'
import type { QoS } from '../../codec/index.ts'
import { fuzzRuns } from '../../dev/fuzz-runs.ts'
import { CrashableNode } from './crashable-node.ts'
import { Device } from './device.ts'
import { Ledger } from './ledger.ts'
import { connect, subscribe } from './packets.ts'

const DEVICES = 3
/** More than any queue of these scenarios needs to run empty, one message at a time. */
const ROUNDS_MAX = 2000
const GROUP = '$share/g/s/#'
const FILTERS = ['t/0', 't/1', 't/2', 't/#', '+/1', GROUP]

const device = fc.nat(DEVICES - 1)
const qos = fc.constantFrom<QoS>(0, 1, 2, 2)
const filter = fc.constantFrom(...FILTERS)
const isClean = fc.integer({ max: 9, min: 0 }).map((roll) => roll === 0)

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('connect'), device, isClean }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose'), device }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('subscribe'), device, filter, qos }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unsubscribe'), device, filter }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('publish'),
      device,
      topic: fc.constantFrom('t/0', 't/1', 't/2', 's/0', 's/2'),
      qos,
      isDeletion: fc.boolean(),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('work'), device, count: fc.nat(4) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('turn') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sync'), count: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash') }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

class World {
  readonly devices: Device[] = []
  readonly ledger = new Ledger(this.devices)
  node: CrashableNode
  #letters = 0

  constructor(node: CrashableNode) {
    this.node = node
    for (let number = 0; number < DEVICES; number += 1) {
      this.devices.push(new Device(`device ${number}`, number === 0 ? 4 : 5, this.ledger))
    }
  }

  /** Everybody connects and subscribes to the same. */
  begin(filters: readonly string[]): void {
    for (const each of this.devices) each.connect(this.node, false)
    this.settle()
    for (const each of this.devices) for (const filter of filters) each.subscribe(filter, 2)
    this.settle()
  }

  settle(): void {
    this.node.settle()
    for (const each of this.devices) each.work(Number.POSITIVE_INFINITY)
  }

  async take(next: Step): Promise<void> {
    switch (next.do) {
      case 'turn':
        this.node.clock.runTurnEnds()
        return
      case 'sync':
        this.node.log.sync(next.count)
        return
      case 'settle':
        this.settle()
        return
      case 'crash':
        await this.crash()
        return
      default:
        this.#act(next)
    }
  }

  #act(next: Extract<Step, { readonly device: number }>): void {
    const acting = this.devices[next.device]
    assert.ok(acting !== undefined)
    switch (next.do) {
      case 'connect':
        acting.connect(this.node, next.isClean)
        return
      case 'lose':
        acting.lose()
        return
      case 'subscribe':
        // What a member gets at QoS 0 is nobody's once it is gone.
        acting.subscribe(next.filter, next.filter === GROUP && next.qos === 0 ? 1 : next.qos)
        return
      case 'unsubscribe':
        acting.unsubscribe(next.filter)
        return
      case 'work':
        acting.work(next.count)
        return
      case 'publish':
        this.#publish(acting, next)
    }
  }

  /** On its own topic a device writes retained messages, at one QoS, so that their order is known. */
  #publish(
    from: Device,
    { device, topic, qos, isDeletion }: Extract<Step, { readonly do: 'publish' }>,
  ): void {
    const retain = topic === `t/${device}`
    this.#letters += 1
    from.publish({
      from: from.name,
      number: this.#letters,
      topic,
      payload: retain && isDeletion ? '' : `letter ${this.#letters}`,
      qos: !retain ? qos : device === 1 ? 1 : 2,
      retain,
    })
  }

  async crash(): Promise<void> {
    this.node = await this.node.crash()
    for (const each of this.devices) each.lose()
  }

  /** Everybody connects, and everything comes to its end. */
  finish(): void {
    for (const each of this.devices) each.lose()
    this.node.settle()
    for (const each of this.devices) each.connect(this.node, false)
    for (let round = 0; round === 0 || !this.#isQuiet; round += 1) {
      assert.ok(round < ROUNDS_MAX, 'everything comes to its end')
      this.settle()
      this.node.settle()
    }
    this.ledger.assertSettled()
  }

  get #isQuiet(): boolean {
    return this.devices.every(({ isConnected, isQuiet }) => isConnected && isQuiet)
  }

  assertRetained(): void {
    const wire = this.node.open(5)
    wire.send(connect('reader', { cleanStart: true, sessionExpiryInterval: 0 }))
    wire.send(subscribe(1, 0, 't/#'))
    this.node.settle()
    const found = new Map<string, string>()
    for (const packet of wire.inbox) {
      if (packet.type !== 'publish') continue
      found.set(packet.topic, decodeUtf8(packet.payload, 0, packet.payload.length))
    }
    for (let number = 0; number < DEVICES; number += 1) {
      this.ledger.assertRetained(`t/${number}`, found.get(`t/${number}`) ?? '')
    }
    wire.lose()
    this.node.settle()
  }

  /** Sessions, subscriptions, retained messages, and notes to those. */
  assertNothingLeft(): void {
    const { records } = this.node.log
    const count = (type: string): number => records.filter((each) => each.type === type).length
    assert.equal(count('session'), DEVICES)
    assert.ok(count('subscribed') <= DEVICES * FILTERS.length)
    assert.equal(count('message'), this.node.node.keeper.counts.retained)
    for (const type of ['left', 'ended', 'unsubscribed', 'superseded']) {
      assert.equal(count(type), 0, `${type} is left`)
    }
  }
}

const scenarios = fc.record({
  shards: fc.integer({ min: 1, max: 2 }),
  inflightMax: fc.constantFrom(1, 2, 256),
  filters: fc.subarray(FILTERS),
  steps: fc.array(step, { minLength: 20, maxLength: 150, size: 'max' }),
})

test('what was acknowledged survives every crash, once where it may come once', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async ({ shards, inflightMax, filters, steps }) => {
      const config = { session: { inflightMax } }
      const world = new World(await CrashableNode.start({ config, shards }))
      world.begin(filters)
      for (const next of steps) await world.take(next)
      world.finish()
      world.assertRetained()
      world.assertNothingLeft()
      await world.crash()
      world.finish()
      world.assertRetained()
      world.assertNothingLeft()
    }),
    { numRuns: fuzzRuns(300) },
  )
})
