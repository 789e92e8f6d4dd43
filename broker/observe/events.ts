/** The closed lists of what can happen to a connection; metrics, log and tests share their names. */

/** Every way in which a connection ends. */
export const END_REASONS = [
  'answerTooLarge',
  'clientDisconnected',
  'connectDeadline',
  'connectionLost',
  'halfOpenEvicted',
  'keepAliveTimeout',
  'protocolFault',
  'queueOverflow',
  'refused',
  'serverShuttingDown',
  'stalled',
  'takenOver',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** Why a message did not reach somebody who had subscribed to it, or was not taken at all. */
export const DROP_REASONS = [
  'expired',
  'overLimit',
  'outboxFull',
  'queueFull',
  'tooLarge',
  'unauthorised',
] as const
export type DropReason = (typeof DROP_REASONS)[number]

/** The bounds of the broker, as they are counted when they are reached; most are settings of that name. */
export const BOUND_NAMES = [
  'acceptPaused',
  'clientIdBytesMax',
  'connectDeadline',
  'descriptorsReserved',
  'filterLimits',
  'halfOpenMax',
  'linkBytes',
  'loopDelayRefuse',
  'memory',
  'outboxBytes',
  'passwordBytesMax',
  'queueMessagesMax',
  'retainedBytesPerNode',
  'retainedPayloadBytesMax',
  'retainedPerNode',
  'sessionsPerNode',
  'stallTimeout',
  'subscriptionsPerClient',
  'subscriptionsPerNode',
  'topicLimits',
  'unackedBytes',
  'unansweredRequests',
  'userNameBytesMax',
  'willPayloadBytesMax',
] as const
export type BoundName = (typeof BOUND_NAMES)[number]
