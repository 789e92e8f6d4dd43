/**
 * What the parts of a shard share: settings, time, counters, the way to the keeper. It knows no client,
 * so that clients and everything above them can know it.
 */
import type { Authenticator, Authorizer, EnhancedAuthenticator } from '../auth/ports.ts'
import type { Time } from '../base/time.ts'
import type { Turn } from '../base/turn.ts'
import { ProtocolFault } from '../codec/index.ts'
import type { DecodeContext, ProtocolVersion, ReasonCodeName } from '../codec/index.ts'
import type { Forward, LinkSender, ToKeeper } from '../link/ports.ts'
import type { Log } from '../observe/log.ts'
import type { BoundName, Metrics } from '../observe/metrics.ts'
import type { Outbox } from '../transport/index.ts'
import { Backpressure } from './backpressure.ts'
import type { ShardOptions } from './options.ts'

/** What a shard is given by the composition. */
export type ShardParts = Pick<
  ShardCore,
  | 'options'
  | 'time'
  | 'turn'
  | 'outbox'
  | 'metrics'
  | 'log'
  | 'authenticator'
  | 'enhancedAuthenticator'
  | 'authorizer'
  | 'newClientId'
> & {
  /** Number of the shard in its node, from 0. */
  readonly number: number
  readonly keeper: LinkSender<ToKeeper>
  /** The other shards, by number. */
  readonly peers: ReadonlyMap<number, LinkSender<Forward>>
}

export class ShardCore {
  readonly options: ShardOptions
  readonly time: Time
  readonly turn: Turn
  readonly outbox: Outbox
  readonly metrics: Metrics
  readonly log: Log
  readonly authenticator: Authenticator
  readonly enhancedAuthenticator: EnhancedAuthenticator
  readonly authorizer: Authorizer
  /** Makes client ids that nobody else has. */
  readonly newClientId: () => string
  readonly backpressure: Backpressure
  /** Grows with every change of routes that the keeper announced. */
  routeVersion = 0
  /** Sessions that have begun or gone on here: which of two things came first is told by it. */
  sessionsStarted = 0
  /** The bound for which new clients are refused: the machine cannot keep up. */
  refusesFor: 'loopDelayRefuse' | 'memory' | undefined
  readonly #keeper: LinkSender<ToKeeper>
  readonly #contexts: Readonly<Record<ProtocolVersion, DecodeContext>>

  constructor(parts: ShardParts) {
    const { limits } = parts.options
    this.options = parts.options
    this.time = parts.time
    this.turn = parts.turn
    this.outbox = parts.outbox
    this.metrics = parts.metrics
    this.log = parts.log
    this.authenticator = parts.authenticator
    this.enhancedAuthenticator = parts.enhancedAuthenticator
    this.authorizer = parts.authorizer
    this.newClientId = parts.newClientId
    this.#keeper = parts.keeper
    this.backpressure = new Backpressure(parts.turn, limits, parts.keeper)
    const decodeLimits = {
      userProperties: limits.userPropertiesMax,
      userPropertyBytes: limits.userPropertyBytesMax,
    }
    const contextOf = (version: ProtocolVersion): DecodeContext => ({
      version,
      sender: 'client',
      limits: decodeLimits,
    })
    this.#contexts = { 3: contextOf(3), 4: contextOf(4), 5: contextOf(5) }
  }

  decodeContext(version: ProtocolVersion): DecodeContext {
    return this.#contexts[version]
  }

  toKeeper(message: ToKeeper): void {
    this.#keeper.send(message)
  }

  /** A refusal at one of our own bounds: counted, and told in the peer's terms. */
  refusal(bound: BoundName, reason: ReasonCodeName): ProtocolFault {
    this.metrics.refused(bound)
    return new ProtocolFault(reason, `over the limit ${bound}`)
  }
}
