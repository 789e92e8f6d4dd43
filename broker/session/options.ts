/** The settings that the session layer reads, as sections of the configuration give them. */
import type { QoS } from '../codec/index.ts'
import type { QueuePolicy, SharedStrategy } from '../routing/index.ts'

/** Durations end in their unit, sizes in `Bytes…`; defaults and texts stand in broker/config. */
export interface ShardOptions {
  readonly mqtt: {
    readonly maximumPacketSize: number
    readonly maximumQos: QoS
    readonly retainAvailable: boolean
    readonly wildcardSubscriptionAvailable: boolean
    readonly sharedSubscriptionAvailable: boolean
    readonly subscriptionIdentifiersAvailable: boolean
    readonly topicAliasMaximum: number
    readonly serverTopicAliases: boolean
    readonly receiveMaximum: number
    readonly keepAliveMaxSeconds: number
    readonly sharedStrategy: SharedStrategy
  }
  readonly session: {
    readonly expiryMaxSeconds: number
    readonly queueMessagesMax: number
    readonly queueBytesMax: number
    readonly queuePolicy: QueuePolicy
    readonly queueQos0: boolean
    readonly inflightMax: number
  }
  readonly limits: {
    readonly connectDeadlineMs: number
    readonly connectBytesMax: number
    readonly halfOpenMax: number
    readonly clientIdBytesMax: number
    readonly userNameBytesMax: number
    readonly passwordBytesMax: number
    readonly topicBytesMax: number
    readonly topicLevelsMax: number
    readonly filterWildcardsMax: number
    readonly userPropertiesMax: number
    readonly userPropertyBytesMax: number
    readonly serverTopicAliasMaximum: number
    readonly unackedBytesPerConnection: number
    readonly unackedBytesPerNode: number
    readonly outboxBytesPerConnection: number
    readonly outboxBytesPerNode: number
    readonly stallTimeoutMs: number
    readonly subscriptionsPerClient: number
    readonly subscriptionsPerNode: number
    readonly retainedPayloadBytesMax: number
    readonly willPayloadBytesMax: number
    readonly matchVisitedNodesMax: number
    readonly fanOutSlice: number
    readonly linkBytesMax: number
  }
}
