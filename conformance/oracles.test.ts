/**
 * The table of allowed outcomes, held against outcomes as brokers produce them.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allowedOutcomes, judge, mayGoOn } from './oracles.ts'
import type { Observed } from './oracles.ts'

const bareClose: Observed = { packet: undefined, closed: true }

function answered(type: 'CONNACK' | 'DISCONNECT' | 'SUBACK', reasonCode: number, closed = true) {
  return { packet: { type, reasonCode }, closed }
}

describe('allowed outcomes', () => {
  test('a malformed packet ends the connection, with a DISCONNECT in 5.0 only', () => {
    const disconnect = answered('DISCONNECT', 0x81)
    assert.equal(judge('malformed packet', '5.0', disconnect)?.remark, undefined)
    assert.ok(judge('malformed packet', '5.0', disconnect))
    assert.equal(judge('malformed packet', '3.1.1', disconnect), undefined)
    assert.ok(judge('malformed packet', '3.1.1', bareClose))
  })

  test('a DISCONNECT without the end of the connection is not enough', () => {
    assert.equal(judge('protocol error', '5.0', answered('DISCONNECT', 0x82, false)), undefined)
  })

  test('another error code and a bare close pass with a warning in 5.0', () => {
    const otherCode = judge('topic alias invalid', '5.0', answered('DISCONNECT', 0x82))
    assert.ok(otherCode?.remark && 'warn' in otherCode.remark)
    const bare = judge('topic alias invalid', '5.0', bareClose)
    assert.ok(bare?.remark && 'warn' in bare.remark)
  })

  test('a success code refuses nobody', () => {
    assert.equal(judge('not authorized', '5.0', answered('CONNACK', 0)), undefined)
    assert.equal(judge('not authorized', '3.1.1', answered('CONNACK', 0)), undefined)
    assert.equal(judge('protocol error', '5.0', answered('DISCONNECT', 0)), undefined)
  })

  test('3.1.1 is silent on a malformed CONNECT and answers a wrong level with return code 1', () => {
    assert.equal(judge('malformed CONNECT', '3.1.1', answered('CONNACK', 2)), undefined)
    assert.ok(judge('malformed CONNECT', '3.1.1', bareClose))
    assert.ok(judge('unsupported protocol version', '3.1.1', answered('CONNACK', 1)))
    assert.equal(judge('unsupported protocol version', '3.1.1', bareClose), undefined)
  })

  test('an invalid filter may be refused by a SUBACK, in 3.1.1 with a warning', () => {
    const suback = answered('SUBACK', 0x8f, false)
    assert.equal(judge('invalid filter', '5.0', suback)?.remark, undefined)
    const before5 = judge('invalid filter', '3.1.1', answered('SUBACK', 0x80, false))
    assert.ok(before5?.remark && 'warn' in before5.remark)
  })

  test('a PINGREQ is needed only where going on is allowed', () => {
    assert.equal(mayGoOn('reserved flags', '3.1'), true)
    assert.equal(mayGoOn('reserved flags', '3.1.1'), false)
  })

  test('an unknown rule is an error of the feature file', () => {
    assert.throws(() => allowedOutcomes('bad mood', '5.0'), /bad mood/)
  })
})
