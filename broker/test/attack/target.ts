/**
 * The broker under attack, in this process and behind real sockets, with clients that vanish with it;
 * and a pair of innocent clients, whom an attack on the broker must not cost a single message.
 */
import assert from 'node:assert/strict'

import { startBroker } from '../../broker.ts'
import type { Broker } from '../../broker.ts'
import { decodeUtf8 } from '../../codec/index.ts'
import type { Connect, Packet, ProtocolVersion } from '../../codec/index.ts'
import type { PartialConfig } from '../../config/index.ts'
import { captureLog } from '../../observe/log.ts'
import type { MetricName, Sample } from '../../observe/metrics.ts'
import { publish, subscribe } from '../crash/packets.ts'
import { RawClient } from '../raw-client.ts'

/** Bytes as a specification writes them: `10 0D 00`. */
export function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
}

export type ConnectFields = Partial<Omit<Connect, 'type' | 'version'>>

export function connectPacket(
  clientId: string,
  version: ProtocolVersion,
  fields: ConnectFields = {},
): Connect {
  return {
    type: 'connect',
    version,
    clientId,
    cleanStart: true,
    keepAlive: 0,
    userName: undefined,
    password: undefined,
    will: undefined,
    properties: {},
    ...fields,
  }
}

export class Target implements AsyncDisposable {
  readonly broker: Broker
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  readonly #clients: RawClient[] = []

  private constructor(broker: Broker, logged: Target['logged']) {
    this.broker = broker
    this.logged = logged
  }

  static async start(config: PartialConfig = {}): Promise<Target> {
    const { log, records } = captureLog()
    const listeners = { tcp: { hosts: ['127.0.0.1'], port: 0 } }
    return new Target(await startBroker({ config: { ...config, listeners }, log }), records)
  }

  get port(): number {
    const [listener] = this.broker.listeners
    assert.ok(listener?.type === 'tcp')
    return listener.port
  }

  /** A connection on which nothing was said. */
  async open(version: ProtocolVersion = 5): Promise<RawClient> {
    const client = await RawClient.open({ host: '127.0.0.1', port: this.port }, version)
    this.#clients.push(client)
    return client
  }

  /** A client whose CONNECT was accepted. */
  async client(
    clientId: string,
    { version = 5, ...fields }: ConnectFields & { readonly version?: ProtocolVersion } = {},
  ): Promise<RawClient> {
    const client = await this.open(version)
    client.send(connectPacket(clientId, version, fields))
    const { reasonCode } = await client.take('connack')
    assert.equal(reasonCode, 0, `CONNACK for ${clientId}`)
    return client
  }

  /** What a counter with this label value stands at; label values that nobody declared start at 0. */
  counted(name: MetricName, labelValue = ''): number {
    const isMeant = ({ name: each, labels }: Sample) =>
      each === name && Object.values(labels).join() === labelValue
    return this.broker.metrics().find(isMeant)?.value ?? 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.destroy()
    await this.broker.stop()
  }
}

/** What a connection gets that has not introduced itself: nothing. */
export async function assertCutOff(client: RawClient): Promise<void> {
  await client.closed()
  assert.deepEqual(client.inbox, [])
}

/** The reason code that 5.0 is told before the end; older versions are just disconnected. */
export async function assertDisconnected(client: RawClient, reasonCode: number): Promise<void> {
  await client.closed()
  const last = client.inbox.at(-1)
  if (client.version < 5) assert.notEqual(last?.type, 'disconnect')
  else assert.partialDeepStrictEqual(last, { type: 'disconnect', reasonCode })
}

/** The code of a CONNACK that refuses, before the end; undefined for an end without a word. */
export async function assertRefused(client: RawClient, code: number | undefined): Promise<void> {
  await client.closed()
  const expected = code === undefined ? [] : [{ type: 'connack', reasonCode: code }]
  assert.equal(client.inbox.length, expected.length)
  assert.partialDeepStrictEqual(client.inbox, expected)
}

/** A subscriber to everything under `qos/`. */
export async function subscriber(target: Target, fields: ConnectFields = {}): Promise<RawClient> {
  const client = await target.client('subscriber', fields)
  client.send(subscribe(1, 2, 'qos/#'))
  await client.take('suback')
  return client
}

/** A publisher and a subscriber at QoS 1, one message after the other until they are told to stop. */
export class Innocents {
  readonly #publisher: RawClient
  readonly #subscriber: RawClient
  readonly #run: Promise<void>
  #isStopping = false
  #exchanged = 0
  #current = Promise.resolve()

  private constructor(publisher: RawClient, subscriber: RawClient) {
    this.#publisher = publisher
    this.#subscriber = subscriber
    this.#run = this.#exchange()
    // The failure is `stop`'s to report.
    this.#run.catch(() => {})
  }

  static async start(target: Target): Promise<Innocents> {
    const publisher = await target.client('innocent-publisher')
    const subscriber = await target.client('innocent-subscriber')
    subscriber.send(subscribe(1, 1, 'innocent/#'))
    await subscriber.take('suback')
    return new Innocents(publisher, subscriber)
  }

  async #exchange(): Promise<void> {
    while (!this.#isStopping) {
      this.#current = this.#exchangeOne()
      await this.#current
    }
  }

  /** Resolves when something has become true, looked at after each message. */
  async until(isTrue: () => boolean): Promise<void> {
    const deadline = AbortSignal.timeout(10_000)
    while (!isTrue()) {
      deadline.throwIfAborted()
      await this.#current
    }
  }

  async #exchangeOne(): Promise<void> {
    const payload = `${this.#exchanged}`
    const packetId = 1 + (this.#exchanged % 100)
    this.#publisher.send(publish('innocent/topic', payload, { qos: 1, packetId }))
    const received = await this.#subscriber.take('publish')
    assert.equal(decodeUtf8(received.payload, 0, received.payload.length), payload)
    this.#subscriber.send({
      type: 'puback',
      packetId: received.packetId,
      reasonCode: 0,
      properties: {},
    })
    const { reasonCode } = await this.#publisher.take('puback')
    assert.equal(reasonCode, 0)
    this.#exchanged += 1
  }

  /** @throws when they lost a message, got one twice or were disconnected */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#run
    await this.#exchangeOne()
    const left: readonly Packet[] = [
      ...(await this.#publisher.takeAll()),
      ...(await this.#subscriber.takeAll()),
    ]
    assert.deepEqual(left, [], 'innocent clients got what is theirs, once')
  }
}
