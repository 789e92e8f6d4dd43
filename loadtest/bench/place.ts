/**
 * Where a broker that is measured listens and keeps its files: a free port of 127.0.0.1 and an empty
 * directory, which is gone when the benchmark has ended.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../broker/base/clock.ts'
import { elapsed } from '../engine/elapsed.ts'

const ACCEPT_LIMIT_MS = 10_000
const POLL_MS = 2

export interface Place {
  readonly port: number
  readonly directory: string
}

/** Holds the directories of all places. */
let scratch: string | undefined

export async function freePlace(): Promise<Place> {
  const port = await freePort()
  scratch ??= scratchDirectory()
  return { port, directory: mkdtempSync(join(scratch, 'broker-')) }
}

function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'assaymq-bench-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))
  return directory
}

async function freePort(): Promise<number> {
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
