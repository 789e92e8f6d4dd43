/**
 * More connections than a broker in a process of its own wants to have: the bound holds, the right ones
 * go, each costs little memory, and whoever is there or comes in its turn is served.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { test } from 'node:test'

import { StartedProgram } from '../../bin/started-program.ts'
import { publish, subscribe } from '../crash/packets.ts'
import { RawClient } from '../raw-client.ts'
import { connectPacket, hex } from './target.ts'

const HALF_OPEN_MAX = 5000
const CONNECTIONS = 8000
const BYTES_EACH_MAX = 5 * 1024
const BATCH = 100

test('A4 eight thousand half-open connections', { timeout: 60_000 }, async () => {
  // The deadline of CONNECT is not what is tested here.
  const { broker, port } = await start('ulimit -n', ['--limits.connectDeadlineMs', '10min'])
  const sockets: Socket[] = []
  try {
    const innocent = await connectInnocent(port)
    await openMore(sockets, 1000, port)
    const before = residentBytes(broker)
    await openMore(sockets, HALF_OPEN_MAX, port)
    const bytesEach = (residentBytes(broker) - before) / (HALF_OPEN_MAX - 1000)
    await openMore(sockets, CONNECTIONS, port)
    await publishTo(innocent, port)
    // The publisher was the newest for a moment, so one more of the old ones is gone.
    const evicted = sockets.slice(0, CONNECTIONS - HALF_OPEN_MAX + 1)
    for (const socket of evicted) await closed(socket)
    assert.ok(sockets.slice(evicted.length).every((socket) => !socket.closed))
    assert.ok(bytesEach <= BYTES_EACH_MAX, `${bytesEach} bytes for each connection`)
  } finally {
    await stop(broker, sockets)
  }
})

test('limits.descriptorsReserved, with 1,024 descriptors', { timeout: 60_000 }, async () => {
  const { broker, port } = await start('ulimit -n 1024')
  const sockets: Socket[] = []
  try {
    const innocent = await connectInnocent(port)
    await openMore(sockets, 800, port)
    const refused = sockets[799]
    assert.ok(refused !== undefined)
    await closed(refused)
    const open = sockets.filter((socket) => !socket.closed)
    assert.ok(open.length > 400 && open.length < 1024 - 512, `${open.length} are open`)
    // Those who are there are served, and others once there is room.
    innocent.send(publish('a', 'to itself'))
    await innocent.take('publish')
    for (const socket of open) socket.destroy()
    await innocent.takeAll()
    await innocent.takeAll()
    await publishTo(innocent, port)
  } finally {
    await stop(broker, sockets)
  }
})

async function connectInnocent(port: number): Promise<RawClient> {
  const innocent = await RawClient.open({ host: '127.0.0.1', port })
  innocent.send(connectPacket('innocent', 5), subscribe(1, 0, 'a'))
  await innocent.take('suback')
  return innocent
}

/** With or without an error: a broker that cuts off may reset. */
async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
}

/** A client that connects only now gets a message through. */
async function publishTo(innocent: RawClient, port: number): Promise<void> {
  const late = await RawClient.open({ host: '127.0.0.1', port })
  late.send(connectPacket('late', 5), publish('a', 'to the innocent'))
  await innocent.take('publish')
  late.destroy()
}

/** @param limit what the shell does before it becomes the broker */
async function start(
  limit: string,
  flags: readonly string[] = [],
): Promise<{ broker: StartedProgram; port: number }> {
  const port = await freePort()
  const program = [execPath, 'broker/main.ts', 'start', '--listeners.tcp.port', `${port}`, ...flags]
  const broker = new StartedProgram('sh', ['-c', `${limit} && exec "$@"`, 'sh', ...program], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    path: [env['PATH'] ?? ''],
    readyText: 'broker.started',
  })
  await broker.ready
  return { broker, port }
}

async function stop(broker: StartedProgram, sockets: readonly Socket[]): Promise<void> {
  for (const socket of sockets) socket.destroy()
  broker.child.kill('SIGTERM')
  assert.match(await broker.output, /broker\.stopped/)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

/** Up to so many sockets, half of them from one address, half over 127.1.0.0/16; each says a little. */
async function openMore(sockets: Socket[], count: number, port: number): Promise<void> {
  while (sockets.length < count) {
    const batch = Array.from({ length: BATCH }, (_, place) => open(sockets.length + place, port))
    sockets.push(...batch)
    await Promise.all(batch.map((socket) => once(socket, 'connect')))
  }
}

function open(number: number, port: number): Socket {
  const spread = `127.1.${(number >> 8) & 0xff}.${number & 0xff}`
  const localAddress = number % 2 === 0 ? '127.0.0.1' : spread
  const socket = createConnection({ host: '127.0.0.1', port, localAddress })
  socket.on('error', () => {})
  socket.on('connect', () => socket.write(hex('10 80 80 01')))
  return socket.resume()
}

function residentBytes({ child }: StartedProgram): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}
