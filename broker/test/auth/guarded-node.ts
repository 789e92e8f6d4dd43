/**
 * A node whose ports of authentication and authorisation are answered by a test: one enhanced method
 * that asks for a second word, at once or late, and rights by topic.
 */
import type {
  AuthExchange,
  AuthOutcome,
  Authenticator,
  Authorizer,
  EnhancedAuthenticator,
  ExchangeOutcome,
} from '../../auth/ports.ts'
import type { Clock } from '../../base/clock.ts'
import { FakeClock } from '../../base/fake-clock.ts'
import { seededRandom } from '../../base/random.ts'
import { decodeUtf8, encodeUtf8 } from '../../codec/index.ts'
import type { ProtocolVersion } from '../../codec/index.ts'
import { loadConfig } from '../../config/index.ts'
import { BrokerNode } from '../../node.ts'
import { captureLog } from '../../observe/log.ts'
import { MemoryLog } from '../../storage/index.ts'
import { Wire } from '../crash/wire.ts'

export const METHOD = 'two-words'
/** The same, answered after `LATE_MS`. */
export const LATE_METHOD = 'two-words-late'
export const LATE_MS = 100
const SECOND_WORD = 'sesame'

function text(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : decodeUtf8(bytes, 0, bytes.length)
}

/** Passwords are the user names backwards; the principal is the user name. */
const authenticator: Authenticator = {
  authenticate({ userName = '', password }, done) {
    const isRight = text(password) === [...userName].toReversed().join('')
    done(
      isRight
        ? { type: 'accepted', principal: userName }
        : { type: 'refused', reason: 'badUserNameOrPassword' },
    )
  },
}

/** First word: whoever is named by it; then the second word; anything else is refused. */
class TwoWords implements AuthExchange {
  #principal = ''

  next(data: Uint8Array | undefined, done: (outcome: ExchangeOutcome) => void): void {
    if (this.#principal === '') {
      this.#principal = text(data)
      done({ type: 'continue', data: encodeUtf8('and?') })
    } else done(this.#judge(text(data)))
  }

  #judge(word: string): AuthOutcome {
    return word === SECOND_WORD
      ? { type: 'accepted', principal: this.#principal, data: encodeUtf8('welcome') }
      : { type: 'refused', reason: 'notAuthorized' }
  }
}

function late(clock: Clock, exchange: AuthExchange): AuthExchange {
  return {
    next: (data, done) => {
      exchange.next(data, (outcome) => clock.after(LATE_MS, () => done(outcome)))
    },
  }
}

function twoWords(clock: Clock): EnhancedAuthenticator {
  const exchanges: Readonly<Record<string, () => AuthExchange>> = {
    [METHOD]: () => new TwoWords(),
    [LATE_METHOD]: () => late(clock, new TwoWords()),
  }
  return { open: (method) => exchanges[method]?.() }
}

/**
 * Everybody may use `public/…` and what begins with their own name; of that, `public/secret` may not be
 * received, and `public/for/…` only by who is named.
 */
const authorizer: Authorizer = {
  checksDelivery: true,
  mayPublish: (principal, topic) => isOwn(principal, topic),
  maySubscribe: (principal, filter) => isOwn(principal, filter),
  mayReceive: (principal, topic) =>
    topic !== 'public/secret' &&
    (!topic.startsWith('public/for/') || topic === `public/for/${principal}`),
}

function isOwn(principal: string, topic: string): boolean {
  return topic.startsWith('public/') || topic.startsWith(`${principal}/`)
}

export class GuardedNode {
  readonly clock = new FakeClock()
  readonly node: BrokerNode

  private constructor() {
    this.node = new BrokerNode({
      options: loadConfig().config,
      shards: 1,
      clock: this.clock,
      random: seededRandom(1),
      eventLog: captureLog('error').log,
      authenticator,
      enhancedAuthenticator: twoWords(this.clock),
      authorizer,
      openLog: (turn) => new MemoryLog(turn),
    })
  }

  static async start(): Promise<GuardedNode> {
    const guarded = new GuardedNode()
    await guarded.node.start()
    return guarded
  }

  open(version: ProtocolVersion = 5): Wire {
    const [shard] = this.node.shards
    if (shard === undefined) throw new Error('a node has a shard')
    return new Wire(this.clock, shard, version)
  }
}
