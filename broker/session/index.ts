/** The way into the session layer, for the composition. */
export { accept } from './dispatcher.ts'
export { Housekeeping, TICK_MS } from './housekeeping.ts'
export { KeeperMessages, PeerMessages } from './keeper-messages.ts'
export type { ShardOptions } from './options.ts'
export { Shard } from './shard.ts'
