/**
 * Opens and closes the listening sockets of a shard: TCP on each configured address, and a Unix
 * socket. It reports what was really bound (port 0 is allowed) and never decides who may connect.
 */
import { lstatSync, rmSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { connect } from 'node:net'

import { BrokerError } from '../base/errors.ts'
import type { Log } from '../observe/log.ts'
import type { Acceptor } from './acceptor.ts'

/** One listening socket as it was bound. */
export type BoundListener =
  | { readonly type: 'tcp'; readonly host: string; readonly port: number }
  | { readonly type: 'unix'; readonly path: string }

/** Where to listen; the section `listeners` of the configuration. */
export interface ListenerOptions {
  readonly tcp: {
    readonly enabled: boolean
    readonly hosts: readonly string[]
    readonly port: number
    readonly backlog: number
  }
  readonly unix: { readonly path: string }
}

export class Listeners {
  readonly bound: BoundListener[] = []
  readonly #acceptor: Acceptor
  readonly #log: Log
  readonly #servers: Server[] = []

  constructor(acceptor: Acceptor, log: Log) {
    this.#acceptor = acceptor
    this.#log = log
  }

  /** Binds everything or nothing. Throws BrokerError LISTEN_FAILED, naming address and cause. */
  async open(options: ListenerOptions): Promise<void> {
    try {
      if (options.tcp.enabled) await this.#openTcp(options.tcp)
      if (options.unix.path !== '') await this.#openUnix(options.unix.path, options.tcp.backlog)
    } catch (error) {
      await this.close()
      throw error
    }
  }

  async #openTcp(tcp: ListenerOptions['tcp']): Promise<void> {
    let port = tcp.port
    const failures: BrokerError[] = []
    for (const host of tcp.hosts) {
      const address = await this.#openAddress(host, port, tcp.backlog).catch((error: unknown) => {
        if (!(error instanceof BrokerError && isWithoutIpv6(host, error))) throw error
        failures.push(error)
      })
      // All addresses share one port, also when the first one was chosen by the system.
      port = address?.port ?? port
    }
    const [first] = failures
    if (first !== undefined && this.bound.length === 0) throw first
    for (const { message } of failures) this.#log.warn('listener.skipped', { reason: message })
  }

  async #openAddress(host: string, port: number, backlog: number): Promise<AddressInfo> {
    const server = this.#acceptor.createServer()
    const where = `${host.includes(':') ? `[${host}]` : host}:${port}`
    await listen(server, where, { host, port, backlog })
    this.#servers.push(server)
    const address = server.address()
    assertAddress(address)
    this.bound.push({ type: 'tcp', host, port: address.port })
    return address
  }

  async #openUnix(path: string, backlog: number): Promise<void> {
    const server = this.#acceptor.createServer()
    if (await isStaleSocket(path)) rmSync(path)
    await listen(server, path, { path, backlog })
    this.#servers.push(server)
    this.bound.push({ type: 'unix', path })
  }

  /** Stops accepting; open connections stay. */
  async close(): Promise<void> {
    const servers = this.#servers.splice(0)
    this.bound.length = 0
    for (const server of servers) server.close()
    this.#acceptor.closeWaiting()
    await Promise.resolve()
  }
}

function listen(
  server: Server,
  where: string,
  options: { host?: string; port?: number; path?: string; backlog: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException): void => {
      const text = `cannot listen on ${where}: ${explain(cause)}`
      reject(new BrokerError('LISTEN_FAILED', text, { cause }))
    }
    server.once('error', onError)
    server.listen(options, () => {
      server.off('error', onError)
      resolve()
    })
  })
}

/** The addresses that every machine has unless it has no IPv6 at all. */
function isWithoutIpv6(host: string, { cause }: BrokerError): boolean {
  if (host !== '::1' && host !== '::') return false
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'
}

function explain(cause: NodeJS.ErrnoException): string {
  if (cause.code === 'EADDRINUSE') return 'another process is using it (EADDRINUSE)'
  if (cause.code === 'EACCES') return 'this user may not (EACCES)'
  if (cause.code === 'EADDRNOTAVAIL')
    return 'this machine does not have the address (EADDRNOTAVAIL)'
  return cause.message
}

function assertAddress(address: AddressInfo | string | null): asserts address is AddressInfo {
  if (address === null || typeof address === 'string') {
    throw new BrokerError('LISTEN_FAILED', 'the listening socket has no address')
  }
}

/** A socket file that a killed broker left behind: it is there, and nobody answers. */
async function isStaleSocket(path: string): Promise<boolean> {
  // Connecting to an ordinary file is refused as well, and that is not ours to remove.
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return false
  return new Promise((resolve) => {
    const probe = connect({ path })
    probe.once('connect', () => {
      probe.destroy()
      resolve(false)
    })
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'))
  })
}
