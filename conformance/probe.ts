/**
 * Finds out by connecting which versions of MQTT a broker speaks and what it offers, before the scenarios
 * count on it. It judges nothing: what is found is the scenarios' and the profile's to judge.
 */
import { Client } from './client/client.ts'
import { Monitor } from './client/monitor.ts'
import { propertyNumber, propertyValue } from './client/property-value.ts'
import type { Target } from './client/target.ts'
import { Transcript } from './client/transcript.ts'
import type { Row } from './fields.ts'
import { buildPacket, isOfType } from './support/build-packet.ts'
import type { Capability } from './tags.ts'
import { VERSIONS } from './wire/packet.ts'
import type { Connack, Packet, PacketType, Publish, Version } from './wire/packet.ts'

const ANSWER_LIMIT_MS = 5000

export interface Probed {
  readonly versions: readonly Version[]
  /** True where the broker was seen to offer it; only what can be told from outside. */
  readonly capabilities: ReadonlyMap<Capability, boolean>
}

/** Rejects when no connection can be opened, or no version is accepted. */
export async function probe(target: Target, prefix: string): Promise<Probed> {
  const prober = new Prober(target, `${prefix}probe${Math.random().toString(36).slice(2, 8)}`)
  const versions: Version[] = []
  for (const version of VERSIONS) {
    if ((await prober.connect(version)).connack?.reasonCode === 0) versions.push(version)
  }
  const [newest] = versions.toReversed()
  if (newest === undefined)
    throw new Error('the broker accepts no version of MQTT from this client')
  const common = await prober.anyVersion(newest)
  const capabilities = newest === '5.0' ? await prober.version5() : versionsBefore5()
  return { versions, capabilities: new Map([...common, ...capabilities]) }
}

type Found = readonly (readonly [Capability, boolean])[]

/** What 3.1 and 3.1.1 make every server do, and what only 5.0 knows. */
function versionsBefore5(): Found {
  const withoutChoice: readonly Capability[] = ['retain', 'wildcard-subscriptions']
  const unknown: readonly Capability[] = [
    'retain-unavailable',
    'wildcard-subscriptions-unavailable',
    'shared-subscriptions',
    'shared-subscriptions-unavailable',
    'subscription-identifiers',
    'subscription-identifiers-unavailable',
    'topic-alias',
    'topic-alias-unavailable',
    'server-topic-alias',
    'max-qos',
    'max-packet-size',
    'receive-maximum',
    'server-keep-alive',
    'reason-string',
    'user-property-from-server',
  ]
  return [
    ...withoutChoice.map((name) => [name, true] as const),
    ...unknown.map((name) => [name, false] as const),
  ]
}

interface Connection {
  readonly client: Client
  /** Undefined when the broker closed instead, or did not answer. */
  readonly connack: Connack | undefined
}

class Prober {
  readonly #target: Target
  readonly #name: string
  #clients = 0

  constructor(target: Target, name: string) {
    this.#target = target
    this.#name = name
  }

  /** The connection is ended unless `use` is there to use it first. */
  async connect(
    version: Version,
    rows: readonly Row[] = [],
    use?: (client: Client) => Promise<void>,
  ): Promise<Connection> {
    const target = this.#target
    const [transcript, monitor] = [new Transcript(), new Monitor(version)]
    const client = new Client({
      name: 'Probe',
      version,
      target,
      mode: 'normal',
      transcript,
      monitor,
    })
    await client.open()
    this.#send(client, 'CONNECT', rows)
    const connack = await this.#answer(client, 'CONNACK')
    if (connack?.reasonCode === 0) {
      await use?.(client)
      this.#send(client, 'DISCONNECT', [])
    }
    await client.end()
    return { client, connack }
  }

  async anyVersion(version: Version): Promise<Found> {
    const isAccepted = async (rows: readonly Row[]): Promise<boolean> =>
      (await this.connect(version, rows)).connack?.reasonCode === 0
    const longClientId = `${this.#name}${'x'.repeat(24)}`
    return [
      ['empty-client-id', version !== '3.1' && (await isAccepted([['client id', '']]))],
      ['client-id-limit-23', !(await isAccepted([['raw client id', longClientId]]))],
      [
        'authentication',
        !(await isAccepted([
          ['user name', this.#name],
          ['password', 'wrong'],
        ])),
      ],
      ['websocket', this.#target.url.protocol.startsWith('ws')],
    ]
  }

  async version5(): Promise<Found> {
    const publications: Publish[] = []
    const { client, connack } = await this.connect(
      '5.0',
      [['Topic Alias Maximum', '10']],
      async (used) => {
        publications.push(...(await this.#echo(used)))
        await this.#provokeReason(used)
      },
    )
    const properties = connack?.properties ?? []
    const number = (name: string): number | undefined => propertyNumber(properties, name)
    const sent = (name: string): boolean => client.inbox.some((packet) => has(packet, name))
    return [
      ...available('retain', number('Retain Available')),
      ...available('wildcard-subscriptions', number('Wildcard Subscription Available')),
      ...available('shared-subscriptions', number('Shared Subscription Available')),
      ...available('subscription-identifiers', number('Subscription Identifier Available')),
      ['topic-alias', (number('Topic Alias Maximum') ?? 0) > 0],
      ['topic-alias-unavailable', (number('Topic Alias Maximum') ?? 0) === 0],
      ['server-topic-alias', publications.some((publish) => has(publish, 'Topic Alias'))],
      ['max-qos', number('Maximum QoS') !== undefined],
      ['max-packet-size', number('Maximum Packet Size') !== undefined],
      ['receive-maximum', (number('Receive Maximum') ?? 65_535) < 65_535],
      ['server-keep-alive', number('Server Keep Alive') !== undefined],
      ['reason-string', sent('Reason String')],
      ['user-property-from-server', sent('User Property')],
    ]
  }

  /** What comes back of two messages to one topic, the second of which a server may shorten by an alias. */
  async #echo(client: Client): Promise<readonly Publish[]> {
    this.#send(client, 'SUBSCRIBE', [['topic filter', 'echo']])
    if ((await this.#answer(client, 'SUBACK')) === undefined) return []
    const received: Publish[] = []
    for (const payload of ['1', '2']) {
      this.#send(client, 'PUBLISH', [
        ['topic name', 'echo'],
        ['payload', payload],
      ])
      const publish = await this.#answer(client, 'PUBLISH')
      if (publish !== undefined) received.push(publish)
    }
    return received
  }

  /** A second CONNECT is the surest way to a DISCONNECT that has something to explain. */
  async #provokeReason(client: Client): Promise<void> {
    this.#send(client, 'CONNECT', [])
    await client.closed(ANSWER_LIMIT_MS).catch(() => undefined)
  }

  async #answer<T extends PacketType>(
    client: Client,
    type: T,
  ): Promise<(Packet & { readonly type: T }) | undefined> {
    const fits = (packet: Packet): packet is Packet & { readonly type: T } => isOfType(packet, type)
    return client.next(fits, type, ANSWER_LIMIT_MS).catch(() => undefined)
  }

  #send(client: Client, type: PacketType, rows: readonly Row[]): void {
    this.#clients += 1
    const { userName, password } = this.#target
    const packet = buildPacket(type, rows, {
      version: client.version,
      clientId: `${this.#name}${this.#clients}`,
      userName,
      password,
      topic: (relative) => `${this.#name}/${relative}`,
      ownClientId: (relative) => (relative === '' ? '' : `${this.#name}${relative}`),
      nextPacketId: () => client.nextPacketId(),
      packetIdOf: () => 0,
    })
    client.send(packet)
  }
}

/** Absent means available. @MQTT-5.0:3.2.2-14 */
function available(
  name: 'retain' | 'wildcard-subscriptions' | 'shared-subscriptions' | 'subscription-identifiers',
  value: number | undefined,
): Found {
  return [
    [name, value !== 0],
    [`${name}-unavailable`, value === 0],
  ]
}

function has(packet: Packet, property: string): boolean {
  return 'properties' in packet && propertyValue(packet.properties, property) !== undefined
}
