/** What MQTT 5.0 adds, as MQTT.js sees it: properties, identifiers, aliases, options, reason codes. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { IClientOptions, IConnackPacket, IPublishPacket, MqttClient, Packet } from 'mqtt'
import { openMqttJs } from './mqtt-js.ts'
import { StartedBroker } from './started-broker.ts'

const KEEP_ALIVE_MAX_SECONDS = 30

let broker: StartedBroker

before(async () => {
  broker = await StartedBroker.start('--mqtt.keepAliveMaxSeconds', `${KEEP_ALIVE_MAX_SECONDS}`)
})
after(() => broker.stop())

type PacketOf<Command extends Packet['cmd']> = Extract<Packet, { cmd: Command }>

/** A connected client with every packet that it was sent. */
class Peer {
  readonly client: MqttClient
  readonly connack: IConnackPacket
  readonly #received: Packet[]
  #onPacket: () => void = () => undefined

  private constructor(client: MqttClient, connack: IConnackPacket, received: Packet[]) {
    this.client = client
    this.connack = connack
    this.#received = received
    client.on('packetreceive', () => this.#onPacket())
  }

  static connect(options: IClientOptions = {}): Promise<Peer> {
    const client = openMqttJs(broker.port, 5, options)
    const received: Packet[] = []
    client.on('packetreceive', (packet) => received.push({ ...packet }))
    return new Promise((resolve, reject) => {
      client.once('connect', (connack) => resolve(new Peer(client, connack, received)))
      client.once('error', reject)
    })
  }

  /** Packets of one kind, once there are `count`. */
  async received<Command extends Packet['cmd']>(
    command: Command,
    count = 1,
  ): Promise<PacketOf<Command>[]> {
    const isMeant = (packet: Packet): packet is PacketOf<Command> => packet.cmd === command
    for (;;) {
      const found = this.#received.filter(isMeant)
      if (found.length >= count) return found
      await new Promise<void>((resolve) => {
        this.#onPacket = resolve
      })
    }
  }

  /** The payloads that came on any topic before the one that is published here now. */
  async payloadsUntilNow(): Promise<string[]> {
    await this.client.subscribeAsync('until/now', { qos: 2 })
    await this.client.publishAsync('until/now', 'now', { qos: 2 })
    for (let count = 1; ; count += 1) {
      const payloads = (await this.received('publish', count)).map(({ payload }) =>
        payload.toString(),
      )
      if (payloads.includes('now')) return payloads.slice(0, payloads.indexOf('now'))
    }
  }
}

async function only(received: Promise<IPublishPacket[]>): Promise<IPublishPacket> {
  const [first] = await received
  assert.ok(first !== undefined)
  return first
}

describe('MQTT.js 5', { timeout: 20_000 }, () => {
  test('properties of a message are passed on as they are', async () => {
    const peer = await Peer.connect()
    const { client } = peer
    await client.subscribeAsync('properties', { qos: 1 })
    const properties = {
      payloadFormatIndicator: true,
      contentType: 'text/plain',
      responseTopic: 'answers/here',
      correlationData: Buffer.from([0, 1, 255]),
      userProperties: { b: ['2', '1'], a: '3' },
    }
    await client.publishAsync('properties', 'x', { qos: 1, properties })
    const { properties: passed } = await only(peer.received('publish'))
    assert.deepEqual({ ...passed, userProperties: { ...passed?.userProperties } }, properties)
    await client.endAsync()
  })

  test('a message says which subscriptions it is for, and how long it still lives', async () => {
    const peer = await Peer.connect()
    const { client } = peer
    for (const [index, filter] of ['for/#', 'for/+', 'other'].entries()) {
      await client.subscribeAsync(filter, {
        qos: 0,
        properties: { subscriptionIdentifier: index + 1 },
      })
    }
    const properties = { messageExpiryInterval: 100 }
    await client.publishAsync('for/me', 'x', { qos: 1, properties })
    const { properties: passed } = await only(peer.received('publish'))
    assert.deepEqual(new Set([passed?.subscriptionIdentifier].flat()), new Set([1, 2]))
    const left = passed?.messageExpiryInterval ?? 0
    assert.ok(left > 90 && left <= 100, `${left} seconds are left`)
    await client.endAsync()
  })

  test('topic aliases work in both directions', async () => {
    const peer = await Peer.connect({
      autoAssignTopicAlias: true,
      properties: { topicAliasMaximum: 5 },
    })
    const { client } = peer
    const topics: string[] = []
    client.on('message', (topic) => topics.push(topic))
    await client.subscribeAsync('a/topic/that/is/long', { qos: 1 })
    for (const payload of ['1', '2', '3']) {
      await client.publishAsync('a/topic/that/is/long', payload, { qos: 1 })
    }
    const wire = await peer.received('publish', 3)
    assert.deepEqual(new Set(topics), new Set(['a/topic/that/is/long']))
    assert.equal(wire.at(-1)?.topic, '')
    assert.equal(typeof wire.at(-1)?.properties?.topicAlias, 'number')
    await client.endAsync()
  })

  test('No Local keeps back what the client itself publishes', async () => {
    const peer = await Peer.connect()
    const { client } = peer
    await client.subscribeAsync('local', { qos: 1, nl: true })
    await client.publishAsync('local', 'own', { qos: 1 })
    const other = await Peer.connect()
    await other.client.publishAsync('local', 'foreign', { qos: 1 })
    assert.deepEqual(await peer.payloadsUntilNow(), ['foreign'])
    await Promise.all([client.endAsync(), other.client.endAsync()])
  })

  test('Retain Handling decides whether retained messages come, Retain As Published how', async () => {
    const peer = await Peer.connect()
    const { client } = peer
    await client.publishAsync('handling', 'kept', { qos: 1, retain: true })
    await client.subscribeAsync('handling', { qos: 1, rh: 2, rap: true })
    assert.deepEqual(await peer.payloadsUntilNow(), [])
    await client.subscribeAsync('handling', { qos: 1, rh: 1, rap: true })
    await client.publishAsync('handling', 'live', { qos: 1, retain: true })
    await client.subscribeAsync('handling', { qos: 1, rh: 0 })
    const publishes = await peer.received('publish', 3)
    assert.deepEqual(
      publishes.map(({ payload, retain }) => [payload.toString(), retain]),
      [
        ['now', false],
        ['live', true],
        ['live', true],
      ],
    )
    await client.publishAsync('handling', '', { retain: true })
    await client.endAsync()
  })

  test('CONNACK tells the client id, the keep-alive and the bounds that hold', async () => {
    const { client, connack } = await Peer.connect({ clientId: '', keepalive: 600 })
    const { properties } = connack
    assert.equal(connack.reasonCode, 0)
    assert.match(properties?.assignedClientIdentifier ?? '', /^\w+$/)
    assert.equal(properties?.serverKeepAlive, KEEP_ALIVE_MAX_SECONDS)
    assert.equal(typeof properties?.receiveMaximum, 'number')
    assert.equal(typeof properties?.maximumPacketSize, 'number')
    await client.endAsync()
  })

  test('reason codes tell that nobody listens, that nothing was subscribed, that one is replaced', async () => {
    const peer = await Peer.connect({ clientId: 'twice' })
    const { client } = peer
    await client.publishAsync('nobody', 'x', { qos: 1 })
    await client.publishAsync('nobody', 'x', { qos: 2 })
    await client.unsubscribeAsync('nothing')
    const [puback] = await peer.received('puback')
    const [pubrec] = await peer.received('pubrec')
    const [unsuback] = await peer.received('unsuback')
    assert.equal(puback?.reasonCode, 0x10)
    assert.equal(pubrec?.reasonCode, 0x10)
    assert.deepEqual(unsuback?.granted, [0x11])
    const successor = await Peer.connect({ clientId: 'twice' })
    const [disconnect] = await peer.received('disconnect')
    assert.equal(disconnect?.reasonCode, 0x8e)
    await successor.client.endAsync()
  })

  test('a session says whether it was there', async () => {
    const options = {
      clientId: 'present',
      clean: false,
      properties: { sessionExpiryInterval: 60 },
    }
    const first = await Peer.connect(options)
    await first.client.endAsync()
    const second = await Peer.connect(options)
    assert.deepEqual([first.connack.sessionPresent, second.connack.sessionPresent], [false, true])
    await second.client.endAsync()
  })
})
