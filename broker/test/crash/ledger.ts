/**
 * What devices were promised and what they got: who has to receive which message after its
 * acknowledgement, how often it may come, and which retained messages may be there.
 */
import assert from 'node:assert/strict'
import { decodeUtf8 } from '../../codec/index.ts'
import type { Publish, QoS } from '../../codec/index.ts'
import { topicMatches } from '../../routing/naive-match.ts'

/** One message. */
export interface Letter {
  readonly from: string
  /** In the order in which letters are written. */
  readonly number: number
  readonly topic: string
  /** No other has the same one, except '', which deletes what is retained. */
  readonly payload: string
  readonly qos: QoS
  readonly retain: boolean
}

/** A subscription as far as a device can rely on it. */
export interface Wanted {
  /** The lowest that may be granted now. */
  readonly qos: QoS
  readonly isGranted: boolean
}

/** What is known about a device here. */
export interface Recipient {
  readonly name: string
  /** No CONNACK has told yet that its session exists. */
  readonly isStartingAnew: boolean
  readonly subscriptions: ReadonlyMap<string, Wanted>
}

const GROUP = '$share/g/'

interface Account {
  readonly letter: Letter
  /** Who could rely on a subscription from its sending on. */
  readonly owedTo: Set<Recipient>
  /** Somebody in the shared group could. */
  isOwedToGroup: boolean
  isAcknowledged: boolean
}

interface Received {
  total: number
  atQos2: number
}

/** What a device has got since its session began. */
class Deliveries {
  readonly received = new Map<string, Received>()
  /** The last letter that came for the first time, by what keeps an order. */
  readonly last = new Map<string, number>()
}

export class Ledger {
  readonly #devices: readonly Recipient[]
  readonly #accounts = new Map<Letter, Account>()
  readonly #deliveries = new Map<Recipient, Deliveries>()

  constructor(devices: readonly Recipient[]) {
    this.#devices = devices
  }

  onSent(letter: Letter): void {
    const isOwed = letter.qos > 0 && letter.payload !== ''
    const relying = this.#devices.filter((device) => isOwed && relies(device, letter))
    // A session that is about to end takes along what it is dealt at QoS 2. @MQTT-5.0:4.8.2-5
    const isStable = !this.#devices.some(({ isStartingAnew }) => isStartingAnew)
    const isOwedToGroup = isShared(letter) && relying.length > 0 && isStable
    const owedTo = new Set(isShared(letter) ? [] : relying)
    this.#accounts.set(letter, { letter, owedTo, isOwedToGroup, isAcknowledged: false })
  }

  /** PUBACK or PUBREC has come. */
  onAcknowledged(letter: Letter): void {
    const account = this.#accounts.get(letter)
    if (account !== undefined) account.isAcknowledged = true
  }

  /** A device wants less: what is not acknowledged may come too late for it. */
  onNarrowed(device: Recipient): void {
    for (const account of this.#accounts.values()) {
      if (account.isAcknowledged) continue
      account.owedTo.delete(device)
      account.isOwedToGroup = false
    }
  }

  /** A device starts anew. */
  onForgotten(device: Recipient): void {
    for (const account of this.#accounts.values()) {
      account.owedTo.delete(device)
      account.isOwedToGroup = false
    }
    this.#deliveries.delete(device)
  }

  /** Repeats that a device recognised are not told here. */
  onDelivered(device: Recipient, { topic, payload: bytes, qos, retain }: Publish): void {
    const payload = decodeUtf8(bytes, 0, bytes.length)
    // What a new subscription brings is not the delivery that was owed.
    if (retain || payload === '') return
    const account = [...this.#accounts.values()].find(({ letter }) => letter.payload === payload)
    assert.ok(account !== undefined, `${payload} was never sent`)
    const { letter, owedTo } = account
    assert.equal(topic, letter.topic)
    assert.ok(qos <= letter.qos)
    const received = this.#receivedBy(device, payload)
    // A repeat of what was sent before the subscription may be the first that the device gets.
    if (received.total === 0 && owedTo.has(device)) this.#assertOrder(device, letter, qos)
    received.total += 1
    if (qos === 2) received.atQos2 += 1
    assert.ok(received.atQos2 <= 1, `${device.name} got ${payload} twice at QoS 2`)
    if (isShared(letter)) assert.ok(this.#inGroup(payload).atQos2 <= 1, `${payload} came to two`)
  }

  /** What all devices together have got. */
  #inGroup(payload: string): Received {
    const all = this.#devices.map((device) => this.#receivedBy(device, payload))
    const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
    return { total: sum(all.map(({ total }) => total)), atQos2: sum(all.map((one) => one.atQos2)) }
  }

  /** Messages of one publisher on one topic at one QoS come in order. @MQTT-5.0:4.6.0-5 */
  #assertOrder(device: Recipient, letter: Letter, qos: QoS): void {
    if (qos === 0) return
    const { last } = this.#deliveriesOf(device)
    const order = `${letter.from} ${letter.topic} ${letter.qos} ${qos}`
    const before = last.get(order) ?? 0
    assert.ok(letter.number > before, `${device.name} got ${letter.number} after ${before}`)
    last.set(order, letter.number)
  }

  #deliveriesOf(device: Recipient): Deliveries {
    const deliveries = this.#deliveries.get(device) ?? new Deliveries()
    this.#deliveries.set(device, deliveries)
    return deliveries
  }

  #receivedBy(device: Recipient, payload: string): Received {
    const { received } = this.#deliveriesOf(device)
    const known = received.get(payload) ?? { total: 0, atQos2: 0 }
    received.set(payload, known)
    return known
  }

  /** To be asked when nothing is under way any more. */
  assertSettled(): void {
    for (const { letter, owedTo, isOwedToGroup, isAcknowledged } of this.#accounts.values()) {
      if (!isAcknowledged) continue
      if (isOwedToGroup)
        assert.ok(this.#inGroup(letter.payload).total > 0, `${letter.payload} is lost`)
      for (const device of owedTo) {
        const { total } = this.#receivedBy(device, letter.payload)
        assert.ok(total > 0, `${device.name} never got ${letter.payload} on ${letter.topic}`)
      }
    }
  }

  /**
   * Judges the retained message of a topic that one device alone writes to.
   * @param payload what is there; '' when nothing is
   */
  assertRetained(topic: string, payload: string): void {
    const written = [...this.#accounts.values()].filter(
      ({ letter }) => letter.topic === topic && letter.retain,
    )
    const sure = written.findLastIndex(({ isAcknowledged }) => isAcknowledged)
    const possible = written.slice(Math.max(0, sure)).map(({ letter }) => letter.payload)
    if (sure < 0) possible.push('')
    assert.ok(
      possible.includes(payload),
      `${topic} holds ${payload}, not one of ${possible.join()}`,
    )
  }
}

function relies({ subscriptions }: Recipient, { topic }: Letter): boolean {
  return [...subscriptions].some(
    ([filter, { qos, isGranted }]) =>
      isGranted && qos > 0 && topicMatches(filter.replace(GROUP, ''), topic),
  )
}

/** Topics of the shared group are nobody's otherwise. */
function isShared({ topic }: Letter): boolean {
  return topic.startsWith('s/')
}
