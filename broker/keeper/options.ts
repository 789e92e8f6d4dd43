/** The settings that the keeper reads, as sections of the configuration give them. */
import type { QueuePolicy, SharedStrategy } from '../routing/index.ts'

export interface KeeperOptions {
  readonly mqtt: { readonly sharedStrategy: SharedStrategy }
  readonly session: {
    readonly queueMessagesMax: number
    readonly queueBytesMax: number
    readonly queuePolicy: QueuePolicy
    readonly queueQos0: boolean
  }
  readonly limits: {
    readonly sessionsMax: number
    readonly subscriptionsPerNode: number
    readonly retainedMessagesMax: number
    readonly retainedBytesMax: number
    readonly matchVisitedNodesMax: number
  }
}
