/** The scripted client against a bare socket that plays the broker. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Packet, Publish } from '../wire/packet.ts'
import { Client, WaitFailure } from './client.ts'
import { Monitor } from './monitor.ts'
import { Transcript } from './transcript.ts'

// Packets of 3.1.1, written by hand.
const CONNACK = '20020000'
const PINGRESP = 'd000'
const PINGREQ = 'c000'
const PUBLISH_QOS_1 = '3206000161000778'
const PUBLISH_QOS_2 = '3406000161000879'
const PUBACK_7 = '40020007'
const PUBREC_8 = '50020008'
const PUBREL_8 = '62020008'
const PUBCOMP_8 = '70020008'

interface Scene {
  readonly client: Client
  readonly monitor: Monitor
  readonly transcript: Transcript
  readonly broker: Socket
}

/** An opened client, and the far side as a bare socket. */
async function open(t: TestContext): Promise<Scene> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const accepted: Promise<Socket[]> = once(server, 'connection')
  const transcript = new Transcript()
  const monitor = new Monitor('3.1.1')
  const target = { url: new URL(`mqtt://127.0.0.1:${address.port}`) }
  const version = '3.1.1'
  const client = new Client({ name: 'Alice', version, target, mode: 'normal', transcript, monitor })
  await client.open()
  const [broker] = await accepted
  assert.ok(broker)
  broker.on('error', () => undefined)
  t.after(async () => {
    broker.destroy()
    server.close()
    await client.end()
  })
  return { client, monitor, transcript, broker }
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

/** What the broker reads next, as hex. */
async function read(broker: Socket, bytes: number): Promise<string> {
  let text = ''
  while (text.length < bytes * 2) {
    const [chunk]: Buffer[] = await once(broker, 'data')
    text += chunk?.toString('hex')
  }
  return text
}

const isPublish = (packet: Packet): packet is Publish => packet.type === 'PUBLISH'
const isPing = ({ type }: Packet) => type === 'PINGRESP'

describe('a client', () => {
  test('reads the earliest packet that fits and keeps the others', async (t) => {
    const { client, broker } = await open(t)
    broker.write(hex(CONNACK + PUBLISH_QOS_1 + PINGRESP + PINGRESP))
    const publish = await client.next(isPublish, 'PUBLISH')
    assert.deepEqual([publish.topic, publish.packetId], ['a', 7])
    await client.next(isPing, 'PINGRESP')
    await client.next(isPing, 'PINGRESP')
    assert.deepEqual(
      client.unread.map(({ type }) => type),
      ['CONNACK'],
    )
    assert.equal(client.inbox.length, 4)
  })

  test('puts together a packet that comes byte by byte', async (t) => {
    const { client, broker } = await open(t)
    broker.setNoDelay(true)
    for (const byte of hex(PUBLISH_QOS_1)) broker.write(Uint8Array.of(byte))
    assert.equal((await client.next(isPublish, 'PUBLISH')).packetId, 7)
  })

  test('answers QoS 1 and 2', async (t) => {
    const { broker } = await open(t)
    broker.write(hex(PUBLISH_QOS_1))
    assert.equal(await read(broker, 4), PUBACK_7)
    broker.write(hex(PUBLISH_QOS_2))
    assert.equal(await read(broker, 4), PUBREC_8)
    broker.write(hex(PUBREL_8))
    assert.equal(await read(broker, 4), PUBCOMP_8)
  })

  test('answers nothing by itself when it is done by hand', async (t) => {
    const { client, broker } = await open(t)
    client.acknowledges = false
    broker.write(hex(PUBLISH_QOS_1))
    await client.next(isPublish, 'PUBLISH')
    client.send({ type: 'PINGREQ' })
    assert.equal(await read(broker, 2), PINGREQ)
  })

  test('sends bytes that are no packet as they are', async (t) => {
    const { client, broker } = await open(t)
    client.sendBytes(hex('ffffffffff'))
    client.send({ type: 'PINGREQ' })
    assert.equal(await read(broker, 7), `ffffffffff${PINGREQ}`)
  })

  test('keeps what the decoder refuses and goes on', async (t) => {
    const { client, monitor, broker } = await open(t)
    broker.write(hex(`${CONNACK}d100${PINGRESP}`))
    await client.next(isPing, 'PINGRESP')
    assert.deepEqual(
      client.received.map(({ bytes }) => Buffer.from(bytes).toString('hex')),
      [CONNACK, 'd100', PINGRESP],
    )
    assert.ok(client.received[1]?.fault)
    assert.equal(monitor.violations.length, 1)
  })

  test('never throws, whatever the broker sends', async (t) => {
    const { client, monitor, broker } = await open(t)
    broker.end(hex(`00000f${CONNACK}30ffffffffff01`))
    await client.closed()
    assert.ok(monitor.violations.length > 0)
  })
})

describe('waiting', () => {
  test('fails at its limit and says who waited for what and what came instead', async (t) => {
    const { client, broker } = await open(t)
    broker.write(hex(PINGRESP))
    await client.next(isPing, 'PINGRESP')
    broker.write(hex(PUBLISH_QOS_1))
    await read(broker, 4)
    await assert.rejects(client.next(isPing, 'PINGRESP', 20), (error) => {
      assert.ok(error instanceof WaitFailure)
      const [first = '', ...transcript] = error.message.split('\n')
      assert.match(first, /^Alice waited 20 ms for PINGRESP\. What came instead: PUBLISH .*"x"/)
      assert.match(transcript.join('\n'), /Alice <-- PUBLISH/)
      return true
    })
  })

  test('fails at once when the connection ends', async (t) => {
    const { client, broker } = await open(t)
    const waiting = client.next(isPing, 'PINGRESP')
    broker.end()
    await assert.rejects(waiting, /the end of the connection \(end of file\)/)
  })
})

describe('the end of the connection', () => {
  for (const [how, close] of [
    ['end of file', (broker: Socket) => broker.end()],
    ['RST', (broker: Socket) => broker.resetAndDestroy()],
  ] as const) {
    test(`is shown by ${how}`, async (t) => {
      const { client, broker } = await open(t)
      const closed = client.closed()
      close(broker)
      assert.ok((await closed) >= 0)
      assert.ok(client.isClosed)
    })
  }

  test('is not shown by silence', async (t) => {
    const { client, broker } = await open(t)
    broker.write(hex(CONNACK))
    await assert.rejects(client.closed(20), /waited 20 ms for the broker to close/)
  })

  test('is not shown by a connection that the client cut', async (t) => {
    const { client, broker } = await open(t)
    const failed = once(broker, 'error')
    client.loseConnection()
    await failed
    await assert.rejects(client.closed(), /lost on purpose/)
  })
})
