/**
 * Reason codes: their names, the packets they may stand in, and what is left of them in CONNACK of 3.1
 * and 3.1.1. The table is the one of section 2.4 of MQTT 5.0, by code and not by packet as ours is.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodePacket } from './codec.ts'
import { NO_LIMITS } from './protocol.ts'
import type { Sender } from './protocol.ts'
import { connackReasonCode, connackReturnCode, ReasonCode, reasonCodeName } from './reason-codes.ts'
import { bytesOf } from './wire-cases/wire-case.ts'

/** `<` comes from a client and `>` from a server, where they differ. */
const table = [
  [
    0x00,
    'success',
    'CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK <DISCONNECT >DISCONNECT >AUTH',
  ],
  [0x01, 'grantedQos1', 'SUBACK'],
  [0x02, 'grantedQos2', 'SUBACK'],
  [0x04, 'disconnectWithWillMessage', '<DISCONNECT'],
  [0x10, 'noMatchingSubscribers', 'PUBACK PUBREC'],
  [0x11, 'noSubscriptionExisted', 'UNSUBACK'],
  [0x18, 'continueAuthentication', '<AUTH >AUTH'],
  [0x19, 'reAuthenticate', '<AUTH'],
  [0x80, 'unspecifiedError', 'CONNACK PUBACK PUBREC SUBACK UNSUBACK <DISCONNECT >DISCONNECT'],
  [0x81, 'malformedPacket', 'CONNACK <DISCONNECT >DISCONNECT'],
  [0x82, 'protocolError', 'CONNACK <DISCONNECT >DISCONNECT'],
  [
    0x83,
    'implementationSpecificError',
    'CONNACK PUBACK PUBREC SUBACK UNSUBACK <DISCONNECT >DISCONNECT',
  ],
  [0x84, 'unsupportedProtocolVersion', 'CONNACK'],
  [0x85, 'clientIdentifierNotValid', 'CONNACK'],
  [0x86, 'badUserNameOrPassword', 'CONNACK'],
  [0x87, 'notAuthorized', 'CONNACK PUBACK PUBREC SUBACK UNSUBACK >DISCONNECT'],
  [0x88, 'serverUnavailable', 'CONNACK'],
  [0x89, 'serverBusy', 'CONNACK >DISCONNECT'],
  [0x8a, 'banned', 'CONNACK'],
  [0x8b, 'serverShuttingDown', '>DISCONNECT'],
  [0x8c, 'badAuthenticationMethod', 'CONNACK'],
  [0x8d, 'keepAliveTimeout', '>DISCONNECT'],
  [0x8e, 'sessionTakenOver', '>DISCONNECT'],
  [0x8f, 'topicFilterInvalid', 'SUBACK UNSUBACK >DISCONNECT'],
  [0x90, 'topicNameInvalid', 'CONNACK PUBACK PUBREC <DISCONNECT >DISCONNECT'],
  [0x91, 'packetIdentifierInUse', 'PUBACK PUBREC SUBACK UNSUBACK'],
  [0x92, 'packetIdentifierNotFound', 'PUBREL PUBCOMP'],
  [0x93, 'receiveMaximumExceeded', '<DISCONNECT >DISCONNECT'],
  [0x94, 'topicAliasInvalid', '<DISCONNECT >DISCONNECT'],
  [0x95, 'packetTooLarge', 'CONNACK <DISCONNECT >DISCONNECT'],
  [0x96, 'messageRateTooHigh', '<DISCONNECT >DISCONNECT'],
  [0x97, 'quotaExceeded', 'CONNACK PUBACK PUBREC SUBACK <DISCONNECT >DISCONNECT'],
  [0x98, 'administrativeAction', '<DISCONNECT >DISCONNECT'],
  [0x99, 'payloadFormatInvalid', 'CONNACK PUBACK PUBREC <DISCONNECT >DISCONNECT'],
  [0x9a, 'retainNotSupported', 'CONNACK >DISCONNECT'],
  [0x9b, 'qosNotSupported', 'CONNACK >DISCONNECT'],
  [0x9c, 'useAnotherServer', 'CONNACK >DISCONNECT'],
  [0x9d, 'serverMoved', 'CONNACK >DISCONNECT'],
  [0x9e, 'sharedSubscriptionsNotSupported', 'SUBACK >DISCONNECT'],
  [0x9f, 'connectionRateExceeded', 'CONNACK >DISCONNECT'],
  [0xa0, 'maximumConnectTime', '>DISCONNECT'],
  [0xa1, 'subscriptionIdentifiersNotSupported', 'SUBACK >DISCONNECT'],
  [0xa2, 'wildcardSubscriptionsNotSupported', 'SUBACK >DISCONNECT'],
] as const

/** What stands in front of the reason code, and behind it. */
const places: readonly [packet: string, sender: Sender, before: string, behind: string][] = [
  ['CONNACK', 'server', '20 00', '00'],
  ['PUBACK', 'client', '40 0001', ''],
  ['PUBREC', 'client', '50 0001', ''],
  ['PUBREL', 'server', '62 0001', ''],
  ['PUBCOMP', 'server', '70 0001', ''],
  ['SUBACK', 'server', '90 0001 00', ''],
  ['UNSUBACK', 'server', 'b0 0001 00', ''],
  ['<DISCONNECT', 'client', 'e0', ''],
  ['>DISCONNECT', 'server', 'e0', ''],
  ['<AUTH', 'client', 'f0', '00'],
  ['>AUTH', 'server', 'f0', '00'],
]

describe('the reason codes of', () => {
  for (const [packet, sender, before, behind] of places) {
    test(`${packet} from the ${sender}`, () => {
      const allowed = table.filter(([, , packets]) => packets.split(' ').includes(packet))
      const codes = new Set(allowed.map(([code]): number => code))
      for (let code = 0; code <= 0xff; code += 1) {
        const hex = code.toString(16).padStart(2, '0')
        const [firstByte = 0, ...body] = bytesOf(`${before} ${hex} ${behind}`)
        const context = { version: 5, sender, limits: NO_LIMITS } as const
        const decode = () => decodePacket(firstByte, Uint8Array.from(body), 0, body.length, context)
        if (codes.has(code)) assert.doesNotThrow(decode, hex)
        else assert.throws(decode, { reason: 'protocolError' }, hex)
      }
    })
  }
})

test('every code has the name of the standard, and any other value is told as hex', () => {
  for (const [code, name] of table) {
    assert.equal(ReasonCode[name], code)
    assert.equal(reasonCodeName(code), name)
  }
  assert.equal(ReasonCode.normalDisconnection, 0)
  assert.equal(reasonCodeName(0x05), '0x05')
  assert.equal(reasonCodeName(0xff), '0xff')
})

test('@MQTT-3.1.1:3.2.2-6 only some refusals have a return code', () => {
  const codes = table.map(([code, name]) => [name, connackReturnCode(code)] as const)
  const known = codes.filter(([, returnCode]) => returnCode !== undefined)
  assert.deepEqual(Object.fromEntries(known), {
    success: 0,
    unsupportedProtocolVersion: 1,
    clientIdentifierNotValid: 2,
    serverUnavailable: 3,
    serverBusy: 3,
    serverShuttingDown: 3,
    sessionTakenOver: 3,
    quotaExceeded: 3,
    badUserNameOrPassword: 4,
    notAuthorized: 5,
    banned: 5,
    badAuthenticationMethod: 5,
  })
})

test('@MQTT-5.0:3.2.2-8 CONNACK says another code where the reason is not one of its own', () => {
  assert.equal(connackReasonCode(ReasonCode.sessionTakenOver), ReasonCode.serverBusy)
  assert.equal(connackReasonCode(ReasonCode.serverShuttingDown), ReasonCode.serverUnavailable)
  assert.equal(connackReasonCode(ReasonCode.topicAliasInvalid), ReasonCode.unspecifiedError)
  assert.equal(connackReasonCode(ReasonCode.banned), ReasonCode.banned)
})
