/** The reason codes of MQTT 5.0 that the small broker uses. */

export const REASON = {
  success: 0x00,
  disconnectWithWill: 0x04,
  noSubscribers: 0x10,
  noSubscription: 0x11,
  continue: 0x18,
  reauthenticate: 0x19,
  unspecified: 0x80,
  malformed: 0x81,
  protocolError: 0x82,
  unsupportedVersion: 0x84,
  identifierInvalid: 0x85,
  badCredentials: 0x86,
  notAuthorized: 0x87,
  badMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  takenOver: 0x8e,
  filterInvalid: 0x8f,
  topicNameInvalid: 0x90,
  identifierNotFound: 0x92,
  receiveMaximumExceeded: 0x93,
  topicAliasInvalid: 0x94,
  tooLarge: 0x95,
  retainUnsupported: 0x9a,
  qosUnsupported: 0x9b,
  sharedUnsupported: 0x9e,
  identifiersUnsupported: 0xa1,
  wildcardsUnsupported: 0xa2,
} as const

export const FIRST_ERROR = 0x80
