/**
 * A small broker of the suite's own, for all three versions: in memory and in this process, made to be
 * read, and to be broken on purpose by the faults it is started with. Without faults it keeps every rule
 * of the suite. It is no product: nothing survives it and nothing is fast.
 */
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, createWebSocketStream } from 'ws'
import { after } from '../client/clock.ts'
import type { Fault } from './faults.ts'
import { accept } from './small-broker-accept.ts'
import { Connection } from './small-broker-connection.ts'
import type { Limits } from './small-broker-limits.ts'
import { BrokerState } from './small-broker-state.ts'

const SWEEP_MS = 20
const UNSUPPORTED_DATA = 1003
/** The second is what clients of 3.1 offer. */
const SUB_PROTOCOLS = ['mqtt', 'mqttv3.1']

export interface SmallBrokerOptions {
  readonly faults?: readonly Fault[]
  readonly limits?: Limits
}

export class SmallBroker {
  readonly #state: BrokerState
  readonly #servers: Server[] = []
  readonly #connections = new Set<Connection>()
  #isClosed = false

  constructor({ faults = [], limits = {} }: SmallBrokerOptions = {}) {
    this.#state = new BrokerState(new Set(faults), limits)
    void this.#sweep()
  }

  /** @param port 0 for any that is free */
  async listen(kind: 'mqtt' | 'ws' = 'mqtt', port = 0): Promise<URL> {
    const accept = (stream: Duplex) => this.#accept(stream)
    const server = kind === 'ws' ? this.#webSocketServer() : createServer(accept)
    this.#servers.push(server)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('a port was expected')
    return new URL(`${kind}://127.0.0.1:${address.port}`)
  }

  /** At once, as after a crash. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const connection of this.#connections) connection.destroy()
    await Promise.all(this.#servers.map((server) => once(server.close(), 'close')))
  }

  /** @MQTT-5.0:6.0.0-1 @MQTT-5.0:6.0.0-4 */
  #webSocketServer(): Server {
    const { faults } = this.#state
    const server = createHttpServer()
    const handleProtocols = (offered: Set<string>) =>
      (!faults.has('selects no sub-protocol') && SUB_PROTOCOLS.find((one) => offered.has(one))) ||
      false
    const webSockets = new WebSocketServer({ server, handleProtocols })
    webSockets.on('connection', (socket) => {
      socket.on('message', (_, isBinary) => {
        if (!isBinary && !faults.has('takes text frames')) socket.close(UNSUPPORTED_DATA)
      })
      this.#accept(createWebSocketStream(socket))
    })
    return server
  }

  #accept(stream: Duplex): void {
    const connection = new Connection(stream, this.#state, accept)
    this.#connections.add(connection)
    stream.on('close', () => this.#connections.delete(connection))
  }

  async #sweep(): Promise<void> {
    while (!this.#isClosed) {
      await after(SWEEP_MS)
      for (const connection of this.#connections) connection.sweep()
      this.#state.sweep()
    }
  }
}
