/** Delivery modes and ends of a stream, against bare servers. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { WebSocketServer } from 'ws'
import { openStream } from './stream.ts'
import type { DeliveryMode, StreamEnd } from './stream.ts'

const LIMIT_MS = 10_000
const PINGS = Buffer.from('c000c000', 'hex')

/** What the far side and our own tell about one connection. */
interface Pair {
  readonly stream: Awaited<ReturnType<typeof openStream>>
  readonly far: Socket
  readonly ended: Promise<StreamEnd>
}

async function connect(t: TestContext, mode: DeliveryMode = 'normal'): Promise<Pair> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { promise: ended, resolve: onEnd } = Promise.withResolvers<StreamEnd>()
  const accepted: Promise<Socket[]> = once(server, 'connection')
  const stream = await openStream({
    target: { url: new URL(`mqtt://127.0.0.1:${portOf(server)}`) },
    mode,
    onBytes: () => undefined,
    onTextFrame: () => undefined,
    onEnd,
    limitMs: LIMIT_MS,
  })
  const [far] = await accepted
  assert.ok(far)
  far.on('error', () => undefined)
  t.after(() => {
    far.destroy()
    server.close()
    stream.reset()
  })
  return { stream, far, ended }
}

function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return address.port
}

/** The far side's reads, until it has all the bytes. */
async function reads(far: Socket, length: number): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  while (Buffer.concat(chunks).length < length) {
    const [chunk]: Buffer[] = await once(far, 'data')
    if (chunk) chunks.push(chunk)
  }
  return chunks
}

describe('a stream over TCP', () => {
  for (const mode of ['normal', 'bytewise', 'joined', 'split'] as const) {
    test(`delivers every byte in order in mode ${mode}`, async (t) => {
      const { stream, far } = await connect(t, mode)
      const text = Buffer.from('1003616263c000', 'hex')
      stream.send(text)
      stream.send(PINGS)
      const received = Buffer.concat(await reads(far, text.length + PINGS.length))
      assert.deepEqual(received, Buffer.concat([text, PINGS]))
    })
  }

  test('says end of file when the far side closes', async (t) => {
    const { far, ended } = await connect(t)
    far.end()
    assert.equal(await ended, 'end of file')
  })

  test('says reset when the far side cuts the connection', async (t) => {
    const { far, ended } = await connect(t)
    far.resetAndDestroy()
    assert.equal(await ended, 'reset')
  })

  test('cuts the connection with an RST after what was to be written', async (t) => {
    const { stream, far, ended } = await connect(t, 'bytewise')
    const failed = once(far, 'error')
    stream.send(PINGS)
    const delivered = reads(far, PINGS.length)
    stream.reset()
    await delivered
    const [error] = await failed
    assert.equal(error.code, 'ECONNRESET')
    assert.equal(await ended, 'lost on purpose')
  })

  test('drops what is sent after the end', async (t) => {
    const { stream, far, ended } = await connect(t)
    far.end()
    await ended
    stream.send(PINGS)
    stream.end()
  })

  test('rejects when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = portOf(server)
    server.close()
    await once(server, 'close')
    const opening = openStream({
      target: { url: new URL(`mqtt://127.0.0.1:${port}`) },
      mode: 'normal',
      onBytes: () => undefined,
      onTextFrame: () => undefined,
      onEnd: () => undefined,
      limitMs: LIMIT_MS,
    })
    await assert.rejects(opening, { code: 'ECONNREFUSED' })
  })

  test('rejects when the handshake does not end', async (t) => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const accepted: Promise<Socket[]> = once(server, 'connection')
    const ended = Promise.withResolvers<StreamEnd>()
    const opening = openStream({
      target: { url: new URL(`ws://127.0.0.1:${portOf(server)}`) },
      mode: 'normal',
      onBytes: () => undefined,
      onTextFrame: () => undefined,
      onEnd: ended.resolve,
      limitMs: 20,
    })
    await assert.rejects(opening, /no connection to 127\.0\.0\.1:\d+ within 20 ms/)
    await ended.promise
    const [far] = await accepted
    t.after(() => {
      far?.destroy()
      server.close()
    })
  })
})

describe('a stream over WebSocket', () => {
  async function connectWebSocket(t: TestContext, mode: DeliveryMode) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    const { promise: ended, resolve: onEnd } = Promise.withResolvers<StreamEnd>()
    const { promise: text, resolve: onTextFrame } = Promise.withResolvers<void>()
    const { promise: bytes, resolve: onBytes } = Promise.withResolvers<Uint8Array>()
    const accepted = once(server, 'connection')
    const url = new URL(`ws://127.0.0.1:${portOf(server)}/mqtt`)
    const stream = await openStream({
      target: { url },
      mode,
      onBytes,
      onTextFrame,
      onEnd,
      limitMs: LIMIT_MS,
    })
    const [far] = await accepted
    t.after(() => server.close())
    return { stream, far, ended, text, bytes }
  }

  for (const [mode, frames] of [
    ['normal', ['c000c000', 'c000']],
    ['bytewise', ['c0', '00', 'c0', '00', 'c0', '00']],
    ['joined', ['c000c000c000']],
    ['split', ['c000', 'c000', 'c000']],
  ] as const) {
    test(`makes these frames in mode ${mode}: ${frames.join(' ')}`, async (t) => {
      const { stream, far, ended } = await connectWebSocket(t, mode)
      const received: string[] = []
      const all = new Promise<void>((resolve) => {
        far.on('message', (data: Buffer) => {
          received.push(data.toString('hex'))
          if (received.join('').length === 12) resolve()
        })
      })
      stream.send(PINGS)
      stream.send(PINGS.subarray(2))
      await all
      assert.deepEqual(received, frames)
      stream.end()
      assert.equal(await ended, 'end of file')
    })
  }

  test('tells binary frames from text frames', async (t) => {
    const { stream, far, text, bytes, ended } = await connectWebSocket(t, 'normal')
    assert.equal(far.protocol, 'mqtt')
    far.send('text')
    await text
    far.send(PINGS)
    assert.deepEqual(Buffer.from(await bytes), PINGS)
    stream.reset()
    assert.equal(await ended, 'lost on purpose')
  })
})
