/** How outgoing bytes gather, leave, wait for a slow peer and end, on streams that the test empties. */
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'

import { FakeClock } from '../base/fake-clock.ts'
import { Time } from '../base/time.ts'
import { Turn } from '../base/turn.ts'
import { Connection } from './connection.ts'
import { Outbox } from './outbox.ts'
import type { ByteStream } from './ports.ts'

/** A stream whose kernel takes as many bytes as the test allows. */
class SlowStream implements ByteStream {
  room = Number.POSITIVE_INFINITY
  readonly written: string[] = []
  state: 'open' | 'ended' | 'destroyed' = 'open'
  isPaused = false
  readonly #queue: { left: number; readonly onWritten: (() => void) | undefined }[] = []

  get writableLength(): number {
    return this.#queue.reduce((sum, { left }) => sum + left, 0)
  }

  write(bytes: Uint8Array, onWritten?: () => void): boolean {
    if (bytes.length > 0) this.written.push(Buffer.from(bytes).toString())
    this.#queue.push({ left: bytes.length, onWritten })
    this.#drain()
    return this.#queue.length === 0
  }

  /** The peer reads, so that the kernel takes more. */
  allow(bytes: number): void {
    this.room += bytes
    this.#drain()
  }

  #drain(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const taken = Math.min(first.left, this.room)
      first.left -= taken
      this.room -= taken
      if (first.left > 0) return
      this.#queue.shift()
      first.onWritten?.()
    }
  }

  end(): void {
    this.state = 'ended'
  }

  destroy(): void {
    this.state = 'destroyed'
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    this.isPaused = false
  }
}

describe('Connection', () => {
  let clock: FakeClock
  let outbox: Outbox
  let stream: SlowStream
  let connection: Connection
  let told: string[]

  beforeEach(() => {
    clock = new FakeClock()
    const time = new Time(clock)
    outbox = new Outbox(time, new Turn(clock, time))
    stream = new SlowStream()
    connection = new Connection(stream, outbox)
    told = []
    connection.handler = {
      onBytes: () => {},
      onDrained: () => told.push('drained'),
      onClosed: (error) => told.push(`closed ${error}`),
    }
  })

  function say(text: string): void {
    const bytes = Buffer.from(text)
    connection.append(bytes, 0, bytes.length)
  }

  /** Lets time pass in steps, with the ticks of the node. */
  function pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250)
      outbox.time.advance()
      outbox.onTick()
    }
  }

  test('writes what gathered in a turn at once, at its end', () => {
    say('one ')
    say('two')
    assert.deepEqual(stream.written, [])
    assert.deepEqual([connection.queuedBytes, outbox.queuedBytes], [7, 7])
    clock.settle()
    assert.deepEqual(stream.written, ['one two'])
    assert.deepEqual([connection.queuedBytes, outbox.queuedBytes], [0, 0])
  })

  test('gives back what was reserved and not filled', () => {
    const at = connection.reserve(10)
    connection.buffer.write('short', at)
    connection.unreserve(5)
    clock.settle()
    assert.deepEqual(stream.written, ['short'])
    assert.equal(outbox.queuedBytes, 0)
  })

  test('keeps the order of more than a buffer holds', () => {
    const parts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(30_000))
    for (const part of parts) say(part)
    clock.settle()
    assert.equal(stream.written.join(''), parts.join(''))
  })

  test('has one write under way, counts what waits, and tells when all is out', () => {
    stream.room = 2
    say('first')
    clock.settle()
    say('second')
    clock.settle()
    say('third')
    clock.settle()
    assert.deepEqual(stream.written, ['first'])
    assert.deepEqual([connection.queuedBytes, outbox.queuedBytes], [16, 16])
    stream.allow(3)
    assert.deepEqual(stream.written, ['first', 'second'])
    assert.equal(connection.queuedBytes, 11)
    assert.deepEqual(told, [])
    stream.allow(100)
    assert.equal(stream.written.join(' '), 'first second third')
    assert.deepEqual(told, ['drained'])
    assert.equal(outbox.queuedBytes, 0)
  })

  test('tells who waits for room at the end of the turn, also when all went out at once', () => {
    say('something')
    connection.wantsRoom = true
    clock.settle()
    say('more')
    clock.settle()
    assert.deepEqual(told, ['drained'])
  })

  test('ends after what has gathered, and reads on to see the end of the peer', () => {
    connection.pauseReading()
    say('bye')
    connection.end()
    assert.deepEqual(stream.written, ['bye'])
    assert.deepEqual([stream.state, stream.isPaused], ['ended', false])
    connection.onSocketClosed(undefined)
    assert.deepEqual(told, ['closed undefined'])
  })

  test('ends after what a slow peer has still to take', () => {
    stream.room = 2
    say('first')
    clock.settle()
    say('last')
    connection.end()
    assert.equal(stream.state, 'open')
    stream.allow(100)
    assert.deepEqual(stream.written, ['first', 'last'])
    assert.equal(stream.state, 'ended')
  })

  test('cuts off a peer that has not taken its last bytes after five seconds', () => {
    stream.room = 0
    say('unread')
    connection.end()
    pass(4750)
    assert.equal(stream.state, 'open')
    pass(250)
    assert.equal(stream.state, 'destroyed')
  })

  test('leaves a peer alone that closed in time', () => {
    connection.end()
    connection.onSocketClosed(undefined)
    pass(6000)
    assert.equal(stream.state, 'ended')
  })

  test('counts nothing any more when its socket is gone, and tells once', () => {
    stream.room = 0
    say('lost')
    clock.settle()
    say('lost too')
    connection.onSocketClosed('ECONNRESET')
    connection.onSocketClosed(undefined)
    assert.deepEqual(told, ['closed ECONNRESET'])
    assert.deepEqual([connection.queuedBytes, outbox.queuedBytes], [0, 0])
  })

  test('is the last one: the outbox says when nobody is connected', () => {
    let isEmpty = false
    outbox.whenEmpty(() => {
      isEmpty = true
    })
    assert.equal(isEmpty, false)
    connection.onSocketClosed(undefined)
    assert.equal(isEmpty, true)
  })
})
