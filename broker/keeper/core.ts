/** What the parts of the keeper share. */
import type { Time } from '../base/time.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Log } from '../storage/ports.ts'
import type { Gate } from './gate.ts'
import type { KeeperOptions } from './options.ts'
import type { KeeperRecord } from './records.ts'
import type { Routes } from './routes.ts'
import type { KeeperState } from './state.ts'

export interface KeeperCore {
  readonly options: KeeperOptions
  readonly time: Time
  readonly metrics: Metrics
  readonly log: Log<KeeperRecord>
  readonly gate: Gate
  readonly routes: Routes
  readonly state: KeeperState
}
