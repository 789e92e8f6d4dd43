/** Free ports of 127.0.0.1, and waiting until something accepts connections there. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { systemClock } from '../../broker/base/clock.ts'
import { elapsed } from '../engine/elapsed.ts'

const ACCEPT_LIMIT_MS = 10_000
const POLL_MS = 2

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('a server without a port')
  return address.port
}

/** Rejects when the process that is to listen ends, or takes too long. */
export async function accepts(port: number, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`it has ended with ${code ?? signal}`)
  })
  await Promise.race([opened(port), ended])
}

async function opened(port: number): Promise<void> {
  const limitMs = systemClock.nowMs() + ACCEPT_LIMIT_MS
  while (!(await isOpen(port))) {
    if (systemClock.nowMs() > limitMs) throw new Error(`nothing accepts on port ${port}`)
    await elapsed(systemClock, POLL_MS)
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      resolve(true)
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
  })
}
