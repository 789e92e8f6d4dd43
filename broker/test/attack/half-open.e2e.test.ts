/**
 * Thousands of connections that never say CONNECT, against a broker in a process of its own: the bound
 * holds, the oldest go first, each costs little memory, and whoever speaks MQTT still gets in.
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
  const port = await freePort()
  const broker = new StartedProgram(execPath, startArguments(port), {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    path: [env['PATH'] ?? ''],
    readyText: 'broker.started',
  })
  const sockets: Socket[] = []
  try {
    await broker.ready
    const innocent = await RawClient.open({ host: '127.0.0.1', port })
    innocent.send(connectPacket('innocent', 5), subscribe(1, 0, 'a'))
    await innocent.take('suback')
    await openMore(sockets, 1000, port)
    const before = residentBytes(broker)
    await openMore(sockets, HALF_OPEN_MAX, port)
    const bytesEach = (residentBytes(broker) - before) / (HALF_OPEN_MAX - 1000)
    await openMore(sockets, CONNECTIONS, port)
    const late = await RawClient.open({ host: '127.0.0.1', port })
    late.send(connectPacket('late', 5), publish('a', 'to the innocent'))
    await innocent.take('publish')
    // The late one was the newest for a moment, so one more of the old ones is gone.
    const evicted = sockets.slice(0, CONNECTIONS - HALF_OPEN_MAX + 1)
    for (const socket of evicted) if (!socket.closed) await once(socket, 'close')
    assert.ok(sockets.slice(evicted.length).every((socket) => !socket.closed))
    assert.ok(bytesEach <= BYTES_EACH_MAX, `${bytesEach} bytes for each connection`)
    innocent.destroy()
    late.destroy()
  } finally {
    for (const socket of sockets) socket.destroy()
    broker.child.kill('SIGTERM')
  }
  assert.match(await broker.output, /broker\.stopped/)
})

function startArguments(port: number): string[] {
  // The deadline of CONNECT is not what is tested here.
  const flags = ['--listeners.tcp.port', `${port}`, '--limits.connectDeadlineMs', '10min']
  return ['broker/main.ts', 'start', ...flags]
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
