/**
 * A node on a fake clock whose log loses what a crash would lose: it can be ended at any moment, and the
 * next one starts from what was durable then. Connections to it are wires in memory (wire.ts).
 */
import { allowAll, anonymousAuthenticator } from '../../auth/providers/anonymous.ts'
import { noEnhancedAuthentication } from '../../auth/providers/anonymous.ts'
import { FakeClock } from '../../base/fake-clock.ts'
import { seededRandom } from '../../base/random.ts'
import { loadConfig } from '../../config/index.ts'
import type { PartialConfig } from '../../config/index.ts'
import type { ProtocolVersion } from '../../codec/index.ts'
import type { KeeperRecord } from '../../keeper/index.ts'
import { BrokerNode } from '../../node.ts'
import type { Log as EventLog } from '../../observe/log.ts'
import { LosingLog } from '../../storage/memory/losing-log.ts'
import type { Disk } from '../../storage/memory/losing-log.ts'
import { Wire } from './wire.ts'

export interface CrashableOptions {
  readonly config?: PartialConfig
  readonly shards?: number
}

interface Before {
  readonly clock: FakeClock
  readonly disk?: Disk<KeeperRecord>
}

const silent: EventLog = {
  debug: undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

export class CrashableNode {
  readonly clock: FakeClock
  readonly log: LosingLog<KeeperRecord>
  readonly node: BrokerNode
  readonly #options: CrashableOptions
  #wires = 0

  private constructor(options: CrashableOptions, { clock, disk }: Before) {
    const logs: LosingLog<KeeperRecord>[] = []
    this.clock = clock
    this.#options = options
    this.node = new BrokerNode({
      options: loadConfig({ overrides: options.config ?? {} }).config,
      shards: options.shards ?? 1,
      clock,
      random: seededRandom(1),
      eventLog: silent,
      authenticator: anonymousAuthenticator,
      enhancedAuthenticator: noEnhancedAuthentication,
      authorizer: allowAll,
      openLog: (turn) => {
        const log = new LosingLog(turn, disk === undefined ? {} : { disk })
        logs.push(log)
        return log
      },
    })
    const [log] = logs
    if (log === undefined) throw new Error('the node opened no log')
    this.log = log
  }

  static async start(options: CrashableOptions = {}): Promise<CrashableNode> {
    return CrashableNode.#start(options, { clock: new FakeClock() })
  }

  static async #start(options: CrashableOptions, before: Before): Promise<CrashableNode> {
    const started = new CrashableNode(options, before)
    await started.node.start()
    return started
  }

  /** Ends this node as it stands and starts the next one `downMs` later. */
  async crash(downMs = 0): Promise<CrashableNode> {
    const clock = new FakeClock(this.clock.wallMs() + downMs)
    return CrashableNode.#start(this.#options, { clock, disk: this.log.crash() })
  }

  /** A new connection, to one shard after the other. */
  open(version: ProtocolVersion): Wire {
    const { shards } = this.node
    const target = shards[this.#wires % shards.length]
    if (target === undefined) throw new Error('a node has shards')
    this.#wires += 1
    return new Wire(this.clock, target, version)
  }

  /** Turn after turn, everything durable at the end of each, until nothing is left to do. */
  settle(): void {
    do {
      this.clock.settle()
      this.log.sync()
    } while (this.clock.runTurnEnds())
  }
}
