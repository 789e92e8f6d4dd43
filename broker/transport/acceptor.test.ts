/** That connections behave the same whichever way their sockets are accepted. */
import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { createConnection } from 'node:net'
import type { Server, Socket } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'

import { systemClock } from '../base/clock.ts'
import { Time } from '../base/time.ts'
import { Turn } from '../base/turn.ts'
import { Metrics } from '../observe/metrics.ts'
import { Acceptor } from './acceptor.ts'
import type { Connection } from './connection.ts'
import { Outbox } from './outbox.ts'
import type { ConnectionHandler } from './ports.ts'

const CONNECTIONS_MAX = 3

/** The broker's side of a connection: keeps what it is told. */
class Recorder implements ConnectionHandler {
  readonly connection: Connection
  text = ''
  /** What `onClosed` was told, in a list so that "not yet" is not "without an error". */
  readonly closed: (string | undefined)[] = []
  readonly #events: EventEmitter

  constructor(connection: Connection, events: EventEmitter) {
    this.connection = connection
    this.#events = events
  }

  onBytes(bytes: Uint8Array, length: number): void {
    this.text += Buffer.from(bytes.subarray(0, length)).toString()
    this.#events.emit('change')
  }

  onDrained(): void {}

  onClosed(error: string | undefined): void {
    this.closed.push(error)
    this.#events.emit('change')
  }

  say(text: string): void {
    const bytes = Buffer.from(text)
    this.connection.append(bytes, 0, bytes.length)
  }
}

/** Both sides of one connection. */
interface Connected {
  readonly peer: Socket
  readonly recorder: Recorder
}

for (const sharedReadBuffer of [true, false]) {
  const way = sharedReadBuffer ? 'one read buffer for all sockets' : 'documented events only'

  describe(`Acceptor, ${way}`, () => {
    const events = new EventEmitter()
    let accepted: Recorder[]
    let metrics: Metrics
    let acceptor: Acceptor
    let server: Server
    let peers: Socket[]

    beforeEach(async () => {
      accepted = []
      peers = []
      metrics = new Metrics()
      const time = new Time(systemClock)
      acceptor = new Acceptor({
        time,
        outbox: new Outbox(time, new Turn(systemClock, time)),
        onConnection: (connection) => {
          const recorder = new Recorder(connection, events)
          connection.handler = recorder
          accepted.push(recorder)
          events.emit('change')
        },
        sharedReadBuffer,
        connectionsMax: CONNECTIONS_MAX,
        metrics,
      })
      server = acceptor.createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
    })

    afterEach(() => {
      for (const peer of peers) peer.destroy()
      server.close()
    })

    /** Connects a peer; the broker may not have noticed yet. */
    async function open(): Promise<Socket> {
      const address = server.address()
      assert.ok(typeof address === 'object' && address !== null)
      const peer = createConnection({ host: '127.0.0.1', port: address.port })
      peers.push(peer)
      await once(peer, 'connect')
      return peer
    }

    async function until(isTrue: () => boolean): Promise<void> {
      while (!isTrue()) await once(events, 'change')
    }

    /** A peer with the broker's side of its connection. */
    async function connect(): Promise<Connected> {
      const count = accepted.length
      const peer = await open()
      await until(() => accepted.length > count)
      const recorder = accepted[count]
      assert.ok(recorder !== undefined)
      return { peer, recorder }
    }

    /** The broker has heard of what came before when it has read twice what came later. */
    async function letTurnsPass({ peer, recorder }: Connected): Promise<void> {
      for (const word of ['one', 'two']) {
        recorder.text = ''
        peer.write(word)
        await until(() => recorder.text === word)
      }
    }

    function refused(): number {
      const isMeant = ({ labels }: { labels: object }) =>
        Object.values(labels).join() === 'descriptorsReserved'
      return metrics.snapshot().find(isMeant)?.value ?? 0
    }

    test('reads each connection for itself', async () => {
      const one = await connect()
      const two = await connect()
      const text = 'x'.repeat(100_000)
      for (let part = 0; part < 5; part += 1) {
        one.peer.write(`1${text}`)
        two.peer.write(`2${text}`)
      }
      const length = 5 * (text.length + 1)
      await until(() => one.recorder.text.length + two.recorder.text.length === 2 * length)
      assert.equal(one.recorder.text, `1${text}`.repeat(5))
      assert.equal(two.recorder.text, `2${text}`.repeat(5))
    })

    test('writes what is said, and tells the address of the peer', async () => {
      const { peer, recorder } = await connect()
      recorder.say('one ')
      recorder.say('two')
      const [bytes] = await once(peer, 'data')
      assert.equal(String(bytes), 'one two')
      assert.equal(recorder.connection.remoteAddress, '127.0.0.1')
    })

    test('leaves bytes unread while paused, and loses none', async () => {
      const { peer, recorder } = await connect()
      const other = await connect()
      recorder.connection.pauseReading()
      peer.write('later')
      await once(peer.end(), 'finish')
      await letTurnsPass(other)
      assert.equal(recorder.text, '')
      recorder.connection.resumeReading()
      await until(() => recorder.closed.length > 0)
      assert.equal(recorder.text, 'later')
    })

    test('tells an end from a break', async () => {
      const ended = await connect()
      ended.peer.end()
      await until(() => ended.recorder.closed.length > 0)
      const broken = await connect()
      broken.peer.resetAndDestroy()
      await until(() => broken.recorder.closed.length > 0)
      assert.deepEqual(ended.recorder.closed, [undefined])
      assert.deepEqual(broken.recorder.closed, ['ECONNRESET'])
    })

    test('sees the end of a peer that it ended itself, also while reading is paused', async () => {
      const { peer, recorder } = await connect()
      recorder.connection.pauseReading()
      recorder.say('bye')
      recorder.connection.end()
      const [bytes] = await once(peer, 'data')
      assert.equal(String(bytes), 'bye')
      await until(() => recorder.closed.length > 0)
      assert.deepEqual(recorder.closed, [undefined])
    })

    test('lets connections wait while paused, with what they say', async () => {
      const first = await connect()
      acceptor.pause()
      const waiting = await open()
      waiting.write('hello')
      await letTurnsPass(first)
      assert.equal(accepted.length, 1)
      acceptor.resume()
      await until(() => accepted[1]?.text === 'hello')
    })

    test('closes those that wait when nobody will take them', async () => {
      const first = await connect()
      acceptor.pause()
      const waiting = (await open()).resume()
      while (!waiting.closed) {
        await letTurnsPass(first)
        acceptor.closeWaiting()
      }
      assert.equal(accepted.length, 1)
    })

    test('closes one connection too many at once, and takes others when there is room', async () => {
      const { peer, recorder } = await connect()
      for (let count = 1; count < CONNECTIONS_MAX; count += 1) await connect()
      await once((await open()).resume(), 'close')
      assert.equal(refused(), 1)
      peer.end()
      await until(() => recorder.closed.length > 0)
      await connect()
      assert.equal(accepted.length, CONNECTIONS_MAX + 1)
    })
  })
}
