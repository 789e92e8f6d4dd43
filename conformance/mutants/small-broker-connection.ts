/**
 * One connection to the small broker: cuts, decodes and dispatches what comes, encodes what goes within
 * the limits of the client, and ends. What packets mean is decided in the files beside this one.
 */
import type { Duplex } from 'node:stream'
import { nowMs } from '../client/clock.ts'
import { propertyNumber } from '../client/property-value.ts'
import { decode } from '../wire/decode.ts'
import { encode } from '../wire/encode.ts'
import type {
  Acknowledgement,
  Connect,
  Packet,
  Property,
  Publish,
  Version,
} from '../wire/packet.ts'
import { Splitter } from '../wire/splitter.ts'
import { WireFault } from '../wire/wire-fault.ts'
import { ServerAliases } from './small-broker-aliases.ts'
import type { Scram } from './small-broker-scram.ts'
import { REASON } from './small-broker-reasons.ts'
import type { Outlet, Session } from './small-broker-session.ts'
import type { BrokerState } from './small-broker-state.ts'

const CONNECT_LIMIT_MS = 10_000
const HIGHEST_RECEIVE_MAXIMUM = 65_535
const EXPLANATION: readonly Property[] = [
  { name: 'Reason String', value: 'said by a small broker' },
  { name: 'User Property', value: ['broker', 'small'] },
]
const EXPLAINED = ['CONNACK', 'PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP', 'SUBACK', 'UNSUBACK']
/** Explained even to a client that wants no problem information. @MQTT-5.0:3.1.2-29 */
const ALWAYS_EXPLAINED = ['CONNACK', 'DISCONNECT']

/** An enhanced authentication under way. */
export interface Authentication {
  readonly connect: Connect
  exchange: Scram | undefined
}

export type Accept = (connection: Connection, bytes: Uint8Array) => void

export class Connection implements Outlet {
  readonly broker: BrokerState
  version: Version = '3.1.1'
  /** Undefined until the client is accepted. */
  session: Session | undefined
  /** Undefined unless the client asked for enhanced authentication. */
  authentication: Authentication | undefined
  readonly clientAliases = new Map<number, string>()
  keepAliveSeconds = 0
  receiveMaximum = HIGHEST_RECEIVE_MAXIMUM
  /** Of CONNECT; 0 rules out a longer one in DISCONNECT. @MQTT-5.0:X-54 */
  requestedExpirySeconds = 0
  readonly #stream: Duplex
  readonly #accept: Accept
  readonly #splitter = new Splitter()
  #serverAliases = new ServerAliases(0)
  #maximumPacketSize = Number.POSITIVE_INFINITY
  #wantsProblemInformation = true
  #lastReceivedMs = nowMs()
  #isClosed = false

  /** @param accept what is done with each packet that comes */
  constructor(stream: Duplex, broker: BrokerState, accept: Accept) {
    this.#stream = stream
    this.#accept = accept
    this.broker = broker
    stream.on('data', (bytes: Uint8Array) => this.#receive(bytes))
    stream.on('error', () => stream.destroy())
    stream.on('close', () => this.#ended())
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** What the client asks for in CONNECT. */
  adopt({ properties, keepAlive }: Connect): void {
    const number = (name: string) => propertyNumber(properties, name)
    this.keepAliveSeconds = keepAlive
    this.receiveMaximum = number('Receive Maximum') ?? HIGHEST_RECEIVE_MAXIMUM
    this.#maximumPacketSize = number('Maximum Packet Size') ?? Number.POSITIVE_INFINITY
    this.#wantsProblemInformation = number('Request Problem Information') !== 0
    this.#serverAliases = new ServerAliases(number('Topic Alias Maximum') ?? 0)
  }

  /** @returns whether it was sent; not when it is larger than the client takes. @MQTT-5.0:3.1.2-24 */
  send(packet: Packet): boolean {
    if (this.#isClosed) return false
    const bytes = [this.#explained(packet), packet]
      .map((candidate) => encode(candidate, this.version).bytes)
      .find(({ length }) => length <= this.#maximumPacketSize || this.#exceeds())
    if (bytes !== undefined) this.#stream.write(bytes)
    return bytes !== undefined
  }

  deliver(publish: Publish): boolean {
    const { faults } = this.broker
    if (this.version !== '5.0') return this.send(publish)
    return (
      this.#serverAliases.forms(publish, faults).some((form) => this.send(form)) ||
      (this.#isClosed && publish.qos > 0)
    )
  }

  acknowledge(type: Acknowledgement['type'], packetId: number, reasonCode: number): void {
    this.send({ type, packetId, reasonCode, properties: [] })
  }

  /** Because of an error: 5.0 clients are told which. @MQTT-5.0:4.13.1-1 @MQTT-3.1.1:4.8.0-1 */
  fail(reasonCode: number): void {
    if (this.session !== undefined && this.version === '5.0') {
      this.send({ type: 'DISCONNECT', reasonCode, properties: [] })
      if (this.broker.faults.has('says DISCONNECT and stays')) return
    } else if (this.session === undefined && this.authentication !== undefined) {
      this.send({ type: 'CONNACK', sessionPresent: false, reasonCode, properties: [] })
    }
    this.close()
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#stream.end()
    this.leave()
  }

  destroy(): void {
    this.#stream.destroy()
  }

  /** Ends a connection on which nothing comes. @MQTT-5.0:3.1.2-22 @MQTT-5.0:X-11 */
  sweep(): void {
    if (this.#isClosed) return
    const silentMs = nowMs() - this.#lastReceivedMs
    if (this.session === undefined) {
      if (silentMs > CONNECT_LIMIT_MS) this.close()
      return
    }
    if (this.keepAliveSeconds === 0 || this.broker.faults.has('ignores Keep Alive')) return
    const factor = this.broker.faults.has('is impatient') ? 0.9 : 1.5
    if (silentMs > this.keepAliveSeconds * 1000 * factor) this.fail(REASON.keepAliveTimeout)
  }

  #receive(bytes: Uint8Array): void {
    if (this.broker.faults.has('takes no packets in pieces') && bytes.length < 2) return
    for (const packet of this.#splitter.push(bytes)) {
      if (this.#isClosed) return
      this.#lastReceivedMs = nowMs()
      this.#accept(this, packet)
    }
  }

  decode(bytes: Uint8Array, version = this.version): Packet | WireFault {
    try {
      return decode(bytes, version, 'client')
    } catch (error) {
      if (error instanceof WireFault) return error
      throw error
    }
  }

  #ended(): void {
    this.#isClosed = true
    this.leave()
  }

  /** The session goes on without this connection, or ends. */
  leave(): void {
    const { session } = this
    this.session = undefined
    if (session !== undefined) this.broker.leave(session)
  }

  /** With reason string and user property where something is not as usual. */
  #explained(packet: Packet): Packet {
    if (this.version !== '5.0' || !('properties' in packet)) return packet
    const says = 'reasonCode' in packet && packet.reasonCode > 0 && EXPLAINED.includes(packet.type)
    const always = ALWAYS_EXPLAINED.includes(packet.type)
    const wanted = this.#wantsProblemInformation || this.broker.faults.has('explains to everybody')
    if (!always && !(says && wanted)) return packet
    return { ...packet, properties: [...packet.properties, ...EXPLANATION] }
  }

  #exceeds(): boolean {
    return this.broker.faults.has('ignores Maximum Packet Size')
  }
}
