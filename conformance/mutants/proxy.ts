/**
 * A TCP proxy in front of any broker that looks at every packet in both directions and lets an alteration
 * drop, change, delay, repeat, reorder or forge it. Without one it passes all bytes on as they are.
 */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { decode } from '../wire/decode.ts'
import { encode } from '../wire/encode.ts'
import type { Packet, Version } from '../wire/packet.ts'
import { Splitter } from '../wire/splitter.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { readGreeting, versionOf } from './protocol-version.ts'

export type Sender = 'client' | 'server'

/** A packet under way: its bytes, and what they mean where they mean anything. */
export interface Parcel {
  readonly sender: Sender
  readonly bytes: Uint8Array
  readonly packet: Packet | undefined
  readonly fault: WireFault | undefined
}

/** What is known of the connection that a parcel belongs to. */
export interface Link {
  readonly version: Version
  /** What an alteration remembers about the connection. */
  readonly notes: Map<string, unknown>
  send(to: Sender, packet: Packet | Uint8Array): void
  /** Closes the client's side of the connection. */
  close(): void
}

/** What goes on instead of a packet, in this order; undefined leaves it as it is. */
export type Alter = (parcel: Parcel, link: Link) => readonly (Packet | Uint8Array)[] | undefined

export interface Alteration {
  readonly alter?: Alter
  /** Whether the client's connection outlives the broker's end of it. */
  readonly staysOpen?: (link: Link) => boolean
}

export class Proxy {
  readonly #server = createServer({ allowHalfOpen: true }, (socket) => this.#join(socket))
  readonly #sockets = new Set<Socket>()
  #broker: URL | undefined
  #alteration: Alteration | undefined

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('a port was expected')
    return address.port
  }

  /** What comes from now on goes to this broker. Connections that are open are dropped. */
  pointTo(broker: URL, alteration?: Alteration): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#broker = broker
    this.#alteration = alteration
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await once(this.#server.close(), 'close')
  }

  #join(client: Socket): void {
    if (this.#broker === undefined) {
      client.destroy()
      return
    }
    const { hostname, port } = this.#broker
    const server = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    }
    new Passage({ client, server }, this.#alteration).begin()
  }
}

/** The two halves of one connection. */
class Passage implements Link {
  version: Version = '3.1.1'
  readonly notes = new Map<string, unknown>()
  readonly #sockets: Readonly<Record<Sender, Socket>>
  readonly #alteration: Alteration | undefined
  #isFirst = true

  constructor(sockets: Readonly<Record<Sender, Socket>>, alteration: Alteration | undefined) {
    this.#sockets = sockets
    this.#alteration = alteration
  }

  begin(): void {
    const sockets = this.#sockets
    this.#carry('client', sockets.client, sockets.server)
    this.#carry('server', sockets.server, sockets.client)
  }

  send(to: Sender, packet: Packet | Uint8Array): void {
    const socket = this.#sockets[to]
    const bytes = packet instanceof Uint8Array ? packet : encode(packet, this.version).bytes
    if (socket.writable) socket.write(bytes)
  }

  close(): void {
    this.#sockets.client.end()
    this.#sockets.server.destroy()
  }

  #carry(sender: Sender, from: Socket, to: Socket): void {
    const splitter = new Splitter()
    const receiver = sender === 'client' ? 'server' : 'client'
    const staysOpen = () => sender === 'server' && this.#alteration?.staysOpen?.(this) === true
    from.on('data', (bytes: Buffer) => {
      if (this.#alteration?.alter === undefined) return void to.write(bytes)
      for (const piece of splitter.push(bytes)) this.#pass(sender, receiver, piece)
    })
    from.on('end', () => {
      if (staysOpen()) return
      if (splitter.pending.length > 0) this.send(receiver, splitter.pending)
      to.end()
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      if (staysOpen()) return
      // An RST goes on as one.
      if (from.errored !== null && !to.destroyed) to.resetAndDestroy()
      else if (!to.writableEnded) to.end()
    })
  }

  #pass(sender: Sender, receiver: Sender, bytes: Uint8Array): void {
    if (this.#isFirst && sender === 'client') {
      const greeting = readGreeting(bytes)
      this.version = (greeting && versionOf(greeting)) ?? this.version
      this.#isFirst = false
    }
    const parcel = this.#open(sender, bytes)
    const altered = this.#alteration?.alter?.(parcel, this) ?? [bytes]
    for (const packet of altered) this.send(receiver, packet)
  }

  #open(sender: Sender, bytes: Uint8Array): Parcel {
    try {
      const packet = decode(bytes, this.version, sender)
      return { sender, bytes, packet, fault: undefined }
    } catch (error) {
      if (!(error instanceof WireFault)) throw error
      return { sender, bytes, packet: undefined, fault: error }
    }
  }
}
