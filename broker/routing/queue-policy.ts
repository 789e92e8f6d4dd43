/** What becomes of a message for a queue that is full, in a shard as in the keeper. */
export type QueuePolicy = 'dropOldest' | 'dropNewest' | 'disconnect'
