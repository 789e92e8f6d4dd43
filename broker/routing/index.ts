/**
 * The way into routing: filters, topics and what is found by them. Nothing else of this folder is
 * meant for other layers; it holds no code of its own.
 */
export { FilterIndex } from './filter-index.ts'
export { Message, NEVER, copyMessage, messageOfWill, remainingExpiry } from './message.ts'
export type { MessageOptions } from './message.ts'
export type { QueuePolicy } from './queue-policy.ts'
export { stickyIndex } from './shared-strategy.ts'
export type { SharedStrategy } from './shared-strategy.ts'
export { Subscription } from './subscription.ts'
export type { SubscriptionOptions } from './subscription.ts'
export { TopicCache, TopicEntry } from './topic-cache.ts'
export { TopicTree } from './topic-tree.ts'
export type { TopicCursor, TopicPage } from './topic-tree.ts'
