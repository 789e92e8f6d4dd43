/**
 * The broker under test as its user describes it: an address and what it takes to be let in. It opens
 * nothing itself.
 */
import { readFileSync } from 'node:fs'

const DEFAULT_PORTS = new Map([
  ['mqtt:', 1883],
  ['mqtts:', 8883],
  ['ws:', 80],
  ['wss:', 443],
])

export interface Target {
  /** mqtt, mqtts, ws or wss. */
  readonly url: URL
  readonly userName?: string
  readonly password?: string
  /** PEM; without it a certificate of the broker must be signed by a well-known authority. */
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
}

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly webSocket: boolean
}

/** Throws when the scheme is none of the four. */
export function endpointOf({ url }: Target): Endpoint {
  const defaultPort = DEFAULT_PORTS.get(url.protocol)
  if (defaultPort === undefined) {
    throw new Error(`${url.protocol}// is no scheme of MQTT: use mqtt, mqtts, ws or wss`)
  }
  return {
    // An IPv6 address stands in brackets in a URL, and nowhere else.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? defaultPort : Number(url.port),
    secure: url.protocol === 'mqtts:' || url.protocol === 'wss:',
    webSocket: url.protocol === 'ws:' || url.protocol === 'wss:',
  }
}

export interface Credentials {
  readonly ca?: Buffer
  readonly cert?: Buffer
  readonly key?: Buffer
}

/** The files' contents, named as `tls.connect` takes them. Throws when one cannot be read. */
export function readCredentials({ caFile, certFile, keyFile }: Target): Credentials {
  return {
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    ...(certFile !== undefined && { cert: readFileSync(certFile) }),
    ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
  }
}
