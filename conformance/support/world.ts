/**
 * What the steps of one scenario share: the target, a random root for names, the clients by name and the
 * remarks. Each scenario has its own, so that scenarios can run side by side on a shared broker.
 */
import { setWorldConstructor, World as CucumberWorld } from '@cucumber/cucumber'
import type { IWorldOptions } from '@cucumber/cucumber'
import { Client } from '../client/client.ts'
import { Monitor } from '../client/monitor.ts'
import type { Violation } from '../client/monitor.ts'
import { Ledger } from '../client/monitor-ledger.ts'
import type { DeliveryMode } from '../client/stream.ts'
import type { Target } from '../client/target.ts'
import { Transcript } from '../client/transcript.ts'
import type { Remark } from '../oracles.ts'
import type { Packet, QoS, Version } from '../wire/packet.ts'
import { DEFAULT_SLACK_MS } from './limits.ts'
import type { ManagedBroker } from './managed.ts'
import { fencePayload, Participant } from './participant.ts'
import type { Scene } from './participant.ts'

/** What the runner hands over. */
export interface Parameters {
  readonly target: Omit<Target, 'url'> & { readonly url: string }
  readonly versions?: readonly Version[]
  /** As the probe found them; all when it did not run. */
  readonly capabilities?: readonly string[]
  readonly topicPrefix?: string
  readonly mode?: DeliveryMode
  readonly slackMs?: number
  /** Name of the adapter that can start the target with a configuration. */
  readonly managed?: string
}

const FENCE_PUBLISHER = 'Fence'
const ATTACHMENT_TYPE = 'application/vnd.assaymq+json'

export class World extends CucumberWorld<Parameters> implements Scene {
  version: Version = '5.0'
  /** Run before each connection; the scenario may need somebody there first. */
  beforeConnection: () => Promise<void> = () => Promise.resolve()
  /** Where the scenario has a broker of its own. */
  broker: ManagedBroker | undefined
  target: Target
  readonly transcript = new Transcript()
  readonly slackMs: number
  readonly #root = randomName()
  readonly #participants = new Map<string, Participant>()
  readonly #clients: Client[] = []
  readonly #monitors: Monitor[] = []
  readonly #ledger = new Ledger()
  readonly #retained = new Set<string>()
  #lastPublication: { readonly sender: Participant; readonly qos: QoS } | undefined
  #fences = 0

  constructor(options: IWorldOptions<Parameters>) {
    super(options)
    const { target, slackMs } = options.parameters
    this.target = { ...target, url: new URL(target.url) }
    this.slackMs = slackMs ?? DEFAULT_SLACK_MS
  }

  /** The client of this name, made at its first mention. */
  participant(name: string): Participant {
    const known = this.#participants.get(name)
    if (known !== undefined) return known
    const made = new Participant(name, this.version, this)
    this.#participants.set(name, made)
    return made
  }

  get participants(): readonly Participant[] {
    return [...this.#participants.values()]
  }

  /** Puts the root in front; behind the group in the filter of a shared subscription. */
  topic(relative: string): string {
    if (relative === '') return ''
    const root = `${this.parameters.topicPrefix ?? ''}${this.#root}`
    const [, share = '', filter = relative] = /^(\$share\/[^/]*\/)(.*)$/.exec(relative) ?? []
    return `${share}${root}/${filter}`
  }

  ownClientId(relative: string): string {
    return `${this.#root}${relative}`
  }

  newClient({ name, version }: Participant): Client {
    const { target, transcript } = this
    const mode = this.parameters.mode ?? 'normal'
    const monitor = new Monitor(version, this.#ledger)
    const client = new Client({ name, version, target, mode, transcript, monitor })
    this.#clients.push(client)
    this.#monitors.push(monitor)
    return client
  }

  noticeSent(sender: Participant, packet: Packet): void {
    if (packet.type === 'CONNECT' && packet.will?.retain) this.#retained.add(packet.will.topic)
    if (packet.type !== 'PUBLISH') return
    if (packet.qos !== 3) this.#lastPublication = { sender, qos: packet.qos }
    if (packet.retain) this.#retained.add(packet.topic)
  }

  /** Whoever published last and still can, so that the fence follows its messages; or a client of its own. */
  async fencePublisher(): Promise<{ readonly publisher: Participant; readonly qos: QoS }> {
    const last = this.#lastPublication
    if (last?.sender.isOpen && !last.sender.acknowledgesByHand) {
      return { publisher: last.sender, qos: last.qos }
    }
    const publisher = this.participant(FENCE_PUBLISHER)
    if (!publisher.isOpen) await publisher.connectAccepted([])
    return { publisher, qos: last?.qos ?? 0 }
  }

  offers(capability: string): boolean {
    return this.parameters.capabilities?.includes(capability) ?? true
  }

  remark(remark: Remark): void {
    this.attachJson(remark)
  }

  /** Ends the scenario as skipped, when a step or hook returns what this returns. */
  unsupported(why: Readonly<Record<string, string>>): 'skipped' {
    this.attachJson({ verdict: 'unsupported', ...why })
    return 'skipped'
  }

  attachJson(value: Readonly<Record<string, string>>): void {
    this.attach(JSON.stringify(value), ATTACHMENT_TYPE)
  }

  nextFence(): string {
    this.#fences += 1
    return fencePayload(this.#fences)
  }

  /** Of all connections. */
  get violations(): readonly Violation[] {
    return this.#monitors.flatMap(({ violations }) => violations)
  }

  /** Whose connections may still be open. */
  get clients(): readonly Client[] {
    return this.#clients
  }

  /** Topics at which the scenario may have left a message. */
  get retainedTopics(): readonly string[] {
    return [...this.#retained]
  }
}

setWorldConstructor(World)

/** Letters and digits, which every broker has to accept in a client identifier. @MQTT-5.0:3.1.3-5 */
function randomName(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(8, '0')
}
