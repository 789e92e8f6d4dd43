/** One enhanced authentication: what is remembered of it between AUTH packets, and after it. */
import type { Credentials, ExchangeOutcome } from '../auth/ports.ts'
import type { Connect } from '../codec/index.ts'

/** The exchange of one client, kept while it lasts and for re-authentication. */
export interface Exchange {
  readonly method: string
  readonly connect: Connect
  readonly credentials: Credentials
  rounds: number
  /** True while the provider thinks: nothing may come meanwhile. */
  isOurTurn: boolean
  next(data: Uint8Array | undefined, done: (outcome: ExchangeOutcome) => void): void
}
