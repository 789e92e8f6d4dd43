/** The way into the keeper. */
export { Keeper } from './keeper.ts'
export type { KeeperOptions } from './options.ts'
export type { KeeperRecord } from './records.ts'
