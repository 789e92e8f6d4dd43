/** A client of a load against a bare server that plays a broker, byte by byte where it matters. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { Client } from './client.ts'

const CONNACK = [0x20, 2, 0, 0]
const SUBACK = [0x90, 3, 0, 1, 1]

/** Runs `play` with the client and the server's end of its connection. */
async function withServer(play: (client: Client, broker: Socket) => Promise<void>): Promise<void> {
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const accepted = once(server, 'connection')
  const client = new Client({ port: address.port })
  const [broker]: Socket[] = await accepted
  assert.ok(broker !== undefined)
  try {
    await play(client, broker)
  } finally {
    client.close()
    broker.destroy()
    server.close()
  }
}

describe('a client of a load', () => {
  test('connects and subscribes', async () => {
    await withServer(async (client, broker) => {
      broker.on('data', (bytes) =>
        broker.write(Uint8Array.from(bytes[0] === 0x10 ? CONNACK : SUBACK)),
      )
      await client.connect('load-1')
      await client.subscribe('load', 1)
    })
  })

  test('takes no refusal', async () => {
    await withServer(async (client, broker) => {
      broker.on('data', () => broker.write(Uint8Array.from([0x20, 2, 0, 5])))
      await assert.rejects(client.connect('load-1'), /refused a client with 5/)
    })
  })

  test('takes no lower QoS than it asked for', async () => {
    await withServer(async (client, broker) => {
      broker.on('data', () => broker.write(Uint8Array.from([0x90, 3, 0, 1, 0])))
      await assert.rejects(client.subscribe('load', 2), /granted 0 instead of 2/)
    })
  })

  test('cuts packets right however they arrive', async () => {
    const bodies = [3, 127, 128, 300, 20_000].map((length) => Buffer.alloc(length, length))
    const lengths = [[3], [0x7f], [0x80, 1], [0xac, 2], [0xa0, 0x9c, 1]]
    const bytes = Buffer.concat(
      bodies.flatMap((body, index) => [Buffer.from([0x30, ...(lengths[index] ?? [])]), body]),
    )
    await withServer(async (client, broker) => {
      const received: Buffer[] = []
      const all = Promise.withResolvers<void>()
      client.listen({
        packet(bytes, start, body, end) {
          assert.equal(bytes[start], 0x30)
          received.push(Buffer.from(bytes.subarray(body, end)))
        },
        readEnd() {
          if (received.length === 2 * bodies.length) all.resolve()
        },
      })
      for (let at = 0; at < 700; at += 1) await written(broker, bytes.subarray(at, at + 1))
      await written(broker, Buffer.concat([bytes.subarray(700), bytes]))
      await all.promise
      assert.deepEqual(received, [...bodies, ...bodies])
    })
  })
})

function written(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.write(bytes, () => resolve())
  })
}
