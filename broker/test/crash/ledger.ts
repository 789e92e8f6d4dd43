/**
 * What devices were promised and what they got: who has to receive which message after its
 * acknowledgement, how often it may come, and which retained messages may be there.
 */
import assert from 'node:assert/strict'
import { decodeUtf8 } from '../../codec/index.ts'
import type { Publish, QoS } from '../../codec/index.ts'
import { topicMatches } from '../../routing/naive-match.ts'
import type { Device } from './device.ts'

/** One message. */
export interface Letter {
  readonly topic: string
  /** No other has the same one, except '', which deletes what is retained. */
  readonly payload: string
  readonly qos: QoS
  readonly retain: boolean
}

interface Account {
  readonly letter: Letter
  /** Who could rely on a subscription from its sending on. */
  readonly owedTo: Set<Device>
  isAcknowledged: boolean
}

interface Received {
  total: number
  atQos2: number
}

export class Ledger {
  readonly devices: Device[] = []
  readonly #accounts = new Map<Letter, Account>()
  readonly #received = new Map<Device, Map<string, Received>>()

  onSent(letter: Letter): void {
    const isOwed = letter.qos > 0 && letter.payload !== ''
    const owedTo = new Set(isOwed ? this.devices.filter((device) => relies(device, letter)) : [])
    this.#accounts.set(letter, { letter, owedTo, isAcknowledged: false })
  }

  /** PUBACK or PUBREC has come. */
  onAcknowledged(letter: Letter): void {
    const account = this.#accounts.get(letter)
    if (account !== undefined) account.isAcknowledged = true
  }

  /** A device wants less: what is not acknowledged may come too late for it. */
  onNarrowed(device: Device): void {
    for (const { owedTo, isAcknowledged } of this.#accounts.values()) {
      if (!isAcknowledged) owedTo.delete(device)
    }
  }

  /** A device starts anew. */
  onForgotten(device: Device): void {
    for (const { owedTo } of this.#accounts.values()) owedTo.delete(device)
    this.#received.delete(device)
  }

  /** Repeats that a device recognised are not told here. */
  onDelivered(device: Device, { topic, payload: bytes, qos, retain }: Publish): void {
    const payload = decodeUtf8(bytes, 0, bytes.length)
    // What a new subscription brings is not the delivery that was owed.
    if (retain || payload === '') return
    const letter = [...this.#accounts.keys()].find((each) => each.payload === payload)
    assert.ok(letter !== undefined, `${payload} was never sent`)
    assert.equal(topic, letter.topic)
    assert.ok(qos <= letter.qos)
    const received = this.#receivedBy(device, payload)
    received.total += 1
    if (qos === 2) received.atQos2 += 1
    assert.ok(received.atQos2 <= 1, `${device.name} got ${payload} twice at QoS 2`)
  }

  #receivedBy(device: Device, payload: string): Received {
    const ofDevice = this.#received.get(device) ?? new Map<string, Received>()
    this.#received.set(device, ofDevice)
    const received = ofDevice.get(payload) ?? { total: 0, atQos2: 0 }
    ofDevice.set(payload, received)
    return received
  }

  /** To be asked when nothing is under way any more. */
  assertSettled(): void {
    for (const { letter, owedTo, isAcknowledged } of this.#accounts.values()) {
      if (!isAcknowledged) continue
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

function relies({ subscriptions }: Device, { topic }: Letter): boolean {
  return [...subscriptions].some(
    ([filter, { qos, isGranted }]) => isGranted && qos > 0 && topicMatches(filter, topic),
  )
}
