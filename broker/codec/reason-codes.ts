/**
 * Reason codes of MQTT 5.0 by name, which of them each packet may carry, and the few return codes that
 * CONNACK of 3.1 and 3.1.1 knows.
 */

/** By name; where one value has several names (0x00) the most general one stands for all. */
export const ReasonCode = {
  success: 0x00,
  normalDisconnection: 0x00,
  grantedQos1: 0x01,
  grantedQos2: 0x02,
  disconnectWithWillMessage: 0x04,
  noMatchingSubscribers: 0x10,
  noSubscriptionExisted: 0x11,
  continueAuthentication: 0x18,
  reAuthenticate: 0x19,
  unspecifiedError: 0x80,
  malformedPacket: 0x81,
  protocolError: 0x82,
  implementationSpecificError: 0x83,
  unsupportedProtocolVersion: 0x84,
  clientIdentifierNotValid: 0x85,
  badUserNameOrPassword: 0x86,
  notAuthorized: 0x87,
  serverUnavailable: 0x88,
  serverBusy: 0x89,
  banned: 0x8a,
  serverShuttingDown: 0x8b,
  badAuthenticationMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  sessionTakenOver: 0x8e,
  topicFilterInvalid: 0x8f,
  topicNameInvalid: 0x90,
  packetIdentifierInUse: 0x91,
  packetIdentifierNotFound: 0x92,
  receiveMaximumExceeded: 0x93,
  topicAliasInvalid: 0x94,
  packetTooLarge: 0x95,
  messageRateTooHigh: 0x96,
  quotaExceeded: 0x97,
  administrativeAction: 0x98,
  payloadFormatInvalid: 0x99,
  retainNotSupported: 0x9a,
  qosNotSupported: 0x9b,
  useAnotherServer: 0x9c,
  serverMoved: 0x9d,
  sharedSubscriptionsNotSupported: 0x9e,
  connectionRateExceeded: 0x9f,
  maximumConnectTime: 0xa0,
  subscriptionIdentifiersNotSupported: 0xa1,
  wildcardSubscriptionsNotSupported: 0xa2,
} as const

export type ReasonCodeName = keyof typeof ReasonCode

/** The packets, by sender where it matters, that carry reason codes. */
export type ReasonCodePlace =
  | 'connack'
  | 'published'
  | 'released'
  | 'suback'
  | 'unsuback'
  | 'clientDisconnect'
  | 'serverDisconnect'
  | 'clientAuth'
  | 'serverAuth'

/** Values that may stand in each packet; all others are errors of the sender. */
const allowed: Readonly<Record<ReasonCodePlace, ReadonlySet<number>>> = {
  // @MQTT-5.0:3.2.2-8
  connack: new Set([
    0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8c, 0x90, 0x95, 0x97,
    0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9f,
  ]),
  // PUBACK and PUBREC. @MQTT-5.0:3.4.2-1 @MQTT-5.0:3.5.2-1
  published: new Set([0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99]),
  // PUBREL and PUBCOMP. @MQTT-5.0:3.6.2-1 @MQTT-5.0:3.7.2-1
  released: new Set([0x00, 0x92]),
  // @MQTT-5.0:3.9.3-2
  suback: new Set([0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2]),
  // @MQTT-5.0:3.11.3-2
  unsuback: new Set([0x00, 0x11, 0x80, 0x83, 0x87, 0x8f, 0x91]),
  // @MQTT-5.0:3.14.2-1
  clientDisconnect: new Set([
    0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
  ]),
  serverDisconnect: new Set([
    0x00, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x94, 0x95, 0x96,
    0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2,
  ]),
  // @MQTT-5.0:3.15.2-1
  clientAuth: new Set([0x18, 0x19]),
  serverAuth: new Set([0x00, 0x18]),
}

export function isReasonCodeOf(place: ReasonCodePlace, reasonCode: number): boolean {
  return allowed[place].has(reasonCode)
}

const namesByValue = new Map<number, ReasonCodeName>()
for (const name of Object.keys(ReasonCode)) {
  if (isName(name) && !namesByValue.has(ReasonCode[name])) namesByValue.set(ReasonCode[name], name)
}

function isName(name: string): name is ReasonCodeName {
  return name in ReasonCode
}

/** The name of a value for people; a value that the specification does not have comes as hex. */
export function reasonCodeName(reasonCode: number): string {
  return namesByValue.get(reasonCode) ?? `0x${reasonCode.toString(16).padStart(2, '0')}`
}

const connackReturnCodes: ReadonlyMap<number, number> = new Map([
  [ReasonCode.success, 0],
  [ReasonCode.unsupportedProtocolVersion, 1],
  [ReasonCode.clientIdentifierNotValid, 2],
  [ReasonCode.serverUnavailable, 3],
  [ReasonCode.serverBusy, 3],
  [ReasonCode.serverShuttingDown, 3],
  [ReasonCode.sessionTakenOver, 3],
  [ReasonCode.quotaExceeded, 3],
  [ReasonCode.badUserNameOrPassword, 4],
  [ReasonCode.notAuthorized, 5],
  [ReasonCode.banned, 5],
  [ReasonCode.badAuthenticationMethod, 5],
])

/** What CONNACK says instead of a reason that only DISCONNECT has. */
const connackSubstitutes: ReadonlyMap<number, number> = new Map([
  [ReasonCode.sessionTakenOver, ReasonCode.serverBusy],
  [ReasonCode.serverShuttingDown, ReasonCode.serverUnavailable],
])

/** The reason code with which CONNACK of 5.0 refuses. @MQTT-5.0:3.2.2-8 */
export function connackReasonCode(reasonCode: number): number {
  const substitute = connackSubstitutes.get(reasonCode) ?? reasonCode
  return isReasonCodeOf('connack', substitute) ? substitute : ReasonCode.unspecifiedError
}

/**
 * The CONNACK return code that 3.1 and 3.1.1 have for a reason; undefined when they have none and the
 * connection is to be closed without one. @MQTT-3.1.1:3.2.2-6
 */
export function connackReturnCode(reasonCode: number): number | undefined {
  return connackReturnCodes.get(reasonCode)
}
