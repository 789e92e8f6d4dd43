/**
 * The broker as one object: configuration in, listening sockets out. The command line and programs
 * that embed it start here.
 */
import {
  allowAll,
  anonymousAuthenticator,
  noEnhancedAuthentication,
} from './auth/providers/anonymous.ts'
import { nobodyAuthenticator } from './auth/providers/nobody.ts'
import { systemClock } from './base/clock.ts'
import { systemRandom } from './base/random.ts'
import { isAnonymousAllowed, loadConfig } from './config/index.ts'
import type { Config, PartialConfig } from './config/index.ts'
import { freeDescriptors, memoryUse } from './machine.ts'
import { BrokerNode } from './node.ts'
import { openLog } from './observe/log.ts'
import type { Log } from './observe/log.ts'
import { addUp } from './observe/metrics.ts'
import type { Sample } from './observe/metrics.ts'
import { MemoryLog } from './storage/index.ts'
import { Acceptor, Listeners } from './transport/index.ts'
import type { BoundListener } from './transport/index.ts'

export interface BrokerOptions {
  /** Settings that differ from the defaults; sizes and durations may be text such as '64KiB'. */
  readonly config?: PartialConfig
  /** Where the program reports about itself; standard error by default. */
  readonly log?: Log
}

/** A broker that runs. */
export interface Broker {
  readonly config: Config
  /** What was really bound: port 0 has become a number. */
  readonly listeners: readonly BoundListener[]
  /** Every metric now, added up over the parts of the node. */
  metrics(): readonly Sample[]
  /** Stops accepting, tells every client, and ends when they are gone or the timeout is over. */
  stop(): Promise<void>
}

/**
 * Starts a broker.
 * @throws BrokerError CONFIG_INVALID, ANONYMOUS_NOT_ALLOWED or LISTEN_FAILED; nothing is left open then
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { config } = loadConfig({ overrides: options.config ?? {} })
  const log = options.log ?? (await openLog(config.log))
  const node = new BrokerNode({
    options: config,
    shards: 1,
    clock: systemClock,
    random: systemRandom,
    eventLog: log,
    authenticator: isAnonymousAllowed(config) ? anonymousAuthenticator : nobodyAuthenticator,
    enhancedAuthenticator: noEnhancedAuthentication,
    authorizer: allowAll,
    openLog: (turn) => new MemoryLog(turn),
    memoryUse,
  })
  await node.start()
  const listeners: Listeners[] = []
  try {
    await listen(node, { config, log }, listeners)
  } catch (error) {
    for (const opened of listeners) await opened.close()
    await node.stop(config.shutdown.timeoutMs)
    throw error
  }
  log.info('broker.started')
  return new RunningBroker({ config, log, node, listeners })
}

/** Adds to `opened` what is open, also when the next one fails. */
async function listen(
  node: BrokerNode,
  { config, log }: Pick<RunningParts, 'config' | 'log'>,
  opened: Listeners[],
): Promise<void> {
  const connectionsMax = Math.max(1, freeDescriptors() - config.limits.descriptorsReserved)
  for (const { accept, metrics, outbox } of node.shards) {
    const acceptor = new Acceptor({
      time: node.time,
      outbox,
      onConnection: accept,
      sharedReadBuffer: true,
      connectionsMax,
      metrics,
    })
    node.acceptors.push(acceptor)
    const listeners = new Listeners(acceptor, log)
    await listeners.open(config.listeners)
    opened.push(listeners)
  }
}

interface RunningParts {
  readonly config: Config
  readonly log: Log
  readonly node: BrokerNode
  readonly listeners: readonly Listeners[]
}

class RunningBroker implements Broker {
  readonly config: Config
  readonly listeners: readonly BoundListener[]
  readonly #parts: RunningParts
  #stopped: Promise<void> | undefined

  constructor(parts: RunningParts) {
    this.config = parts.config
    this.listeners = parts.listeners.flatMap(({ bound }) => bound)
    this.#parts = parts
  }

  metrics(): readonly Sample[] {
    const { node } = this.#parts
    return addUp([node.keeperMetrics, ...node.shards.map(({ metrics }) => metrics)])
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop(): Promise<void> {
    const { log, node, listeners, config } = this.#parts
    log.info('broker.stopping')
    for (const each of listeners) await each.close()
    await node.stop(config.shutdown.timeoutMs)
    log.info('broker.stopped')
  }
}
