/** Names of reason codes, and what is left of them in CONNACK of 3.1 and 3.1.1. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connackReturnCode, ReasonCode, reasonCodeName } from './reason-codes.ts'

test('a code has a name for people, also when the standard has none for it', () => {
  assert.equal(reasonCodeName(0x00), 'success')
  assert.equal(reasonCodeName(0xa2), 'wildcardSubscriptionsNotSupported')
  assert.equal(reasonCodeName(0x05), '0x05')
  assert.equal(reasonCodeName(0xff), '0xff')
})

test('@MQTT-3.1.1:3.2.2-6 only some refusals have a return code', () => {
  const codes = Object.values(ReasonCode).map((code) => [code, connackReturnCode(code)] as const)
  const known = new Map(codes.filter(([, returnCode]) => returnCode !== undefined))
  assert.deepEqual(
    known,
    new Map([
      [ReasonCode.success, 0],
      [ReasonCode.unsupportedProtocolVersion, 1],
      [ReasonCode.clientIdentifierNotValid, 2],
      [ReasonCode.badUserNameOrPassword, 4],
      [ReasonCode.notAuthorized, 5],
      [ReasonCode.serverUnavailable, 3],
      [ReasonCode.serverBusy, 3],
      [ReasonCode.banned, 5],
      [ReasonCode.serverShuttingDown, 3],
      [ReasonCode.badAuthenticationMethod, 5],
      [ReasonCode.quotaExceeded, 3],
    ]),
  )
})
