/**
 * An MQTT client for the command line, on MQTT.js. It turns that library's events into promises that
 * settle once and errors of the catalogue, and never reconnects: what becomes of a lost connection is
 * for its user to decide.
 */
import type { IClientOptions, MqttClient as Client } from 'mqtt'

import { BrokerError } from '../base/errors.ts'

export type Qos = 0 | 1 | 2

/** Properties of MQTT 5.0; which of them a packet may carry is its sender's business. */
export interface MqttProperties {
  payloadFormatIndicator?: boolean
  messageExpiryInterval?: number
  contentType?: string
  responseTopic?: string
  correlationData?: Buffer
  subscriptionIdentifier?: number
  sessionExpiryInterval?: number
  willDelayInterval?: number
  receiveMaximum?: number
  maximumPacketSize?: number
  topicAliasMaximum?: number
  requestResponseInformation?: boolean
  requestProblemInformation?: boolean
  userProperties?: Record<string, string | string[]>
}

export interface OutgoingMessage {
  readonly topic: string
  readonly payload: Buffer
  readonly qos: Qos
  readonly retain: boolean
  readonly properties?: MqttProperties
}

export interface IncomingMessage {
  readonly topic: string
  readonly payload: Buffer
  readonly qos: number
  readonly retain: boolean
  readonly properties: Readonly<Record<string, unknown>>
}

export interface MqttClientOptions {
  readonly address: { readonly host: string; readonly port: number } | { readonly path: string }
  readonly protocolVersion: 3 | 4 | 5
  /** Undefined: a new one. */
  readonly clientId: string | undefined
  readonly cleanStart: boolean
  readonly keepAliveSeconds: number
  readonly userName: string | undefined
  readonly password: string | undefined
  readonly will: OutgoingMessage | undefined
  readonly properties: MqttProperties
  readonly onMessage?: (message: IncomingMessage) => void
  /** The connection ended without `end`. */
  readonly onLost?: (error: BrokerError) => void
}

const CONNECT_TIMEOUT_MS = 30_000

/** Throws BrokerError CONNECT_FAILED. */
export async function connectMqtt(options: MqttClientOptions): Promise<MqttClient> {
  const { connect, ReasonCodes } = await import('mqtt')
  const client = connect(libraryOptions(options))
  // Messages of a kept session may follow CONNACK at once: nobody may be late for them.
  client.on('message', (topic, payload, { qos, retain, properties }) => {
    options.onMessage?.({ topic, payload, qos, retain, properties: { ...properties } })
  })
  try {
    await connected(client)
  } catch (cause) {
    client.end(true)
    const text = `cannot connect to ${show(options.address)}: ${reasonOf(cause)}`
    throw new BrokerError('CONNECT_FAILED', text, { cause })
  }
  const names: Readonly<Record<number, string>> = ReasonCodes
  return new MqttClient(client, { names, onLost: options.onLost ?? (() => {}) })
}

function libraryOptions(options: MqttClientOptions): IClientOptions {
  const { address, protocolVersion, clientId, userName, password, will, properties } = options
  return {
    ...address,
    protocol: 'mqtt',
    protocolVersion,
    protocolId: protocolVersion === 3 ? 'MQIsdp' : 'MQTT',
    clean: options.cleanStart,
    keepalive: options.keepAliveSeconds,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...(clientId === undefined ? {} : { clientId }),
    ...(userName === undefined ? {} : { username: userName }),
    ...(password === undefined ? {} : { password }),
    ...(will === undefined ? {} : { will: withoutProperties(will, protocolVersion) }),
    ...(protocolVersion === 5 ? { properties } : {}),
  }
}

/** Before MQTT 5.0 no packet has properties. */
function withoutProperties(message: OutgoingMessage, protocolVersion: number): OutgoingMessage {
  if (protocolVersion === 5) return message
  const { properties: _, ...rest } = message
  return rest
}

function connected(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve())
    client.once('error', reject)
    client.once('close', () => reject(new Error('the server closed the connection')))
  })
}

function show(address: MqttClientOptions['address']): string {
  return 'path' in address ? address.path : `${address.host}:${address.port}`
}

/** Several addresses that all failed come as one error whose own text is empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}

interface MqttClientParts {
  /** Reason codes in words. */
  readonly names: Readonly<Record<number, string>>
  readonly onLost: (error: BrokerError) => void
}

export class MqttClient {
  readonly #client: Client
  /** Why the connection ended, once that is known. */
  #reason: string | undefined

  constructor(client: Client, { names, onLost }: MqttClientParts) {
    this.#client = client
    client.on('error', (error) => {
      this.#reason = reasonOf(error)
    })
    client.on('disconnect', ({ reasonCode = 0, properties }) => {
      const code = `0x${reasonCode.toString(16).padStart(2, '0')}`
      const words = [names[reasonCode] ?? '', properties?.reasonString ?? ''].filter((word) => word)
      this.#reason = `the server ended it: ${words.join(', ')} (${code})`
    })
    client.on('close', () => {
      if (client.disconnecting) return
      // Publishes that nobody will acknowledge fail now.
      client.end(true)
      const reason = this.#reason ?? 'the server closed it'
      onLost(new BrokerError('CONNECT_FAILED', `the connection was lost: ${reason}`))
    })
  }

  /** Resolves when the message was acknowledged, at QoS 0 when it was written. Throws REQUEST_FAILED. */
  async publish({ topic, payload, qos, retain, properties }: OutgoingMessage): Promise<void> {
    const options = { qos, retain, ...(properties === undefined ? {} : { properties }) }
    try {
      await this.#client.publishAsync(topic, payload, options)
    } catch (cause) {
      const text = `${topic} was not published: ${this.#reason ?? reasonOf(cause)}`
      throw new BrokerError('REQUEST_FAILED', text, { cause })
    }
  }

  /** Throws REQUEST_FAILED when any of the filters was refused. */
  async subscribe(filters: readonly string[], qos: Qos, properties: MqttProperties): Promise<void> {
    try {
      await this.#client.subscribeAsync([...filters], { qos, properties })
    } catch (cause) {
      const text = `${filters.join(', ')}: not subscribed: ${reasonOf(cause)}`
      throw new BrokerError('REQUEST_FAILED', text, { cause })
    }
  }

  /** Says goodbye, after what is under way. */
  async end(): Promise<void> {
    if (!this.#client.disconnecting) await this.#client.endAsync()
  }
}
