/**
 * The decoder refuses what is wrong and names the statements that it breaks: each rule has a case here,
 * so that no rule is without effect. That it takes what is right is for the fuzz test.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decode } from './decode.ts'
import type { Version } from './packet.ts'
import type { Sender } from './properties.ts'
import { hex, REFUSED } from './refused-packets.ts'
import { WireFault } from './wire-fault.ts'
import { RULES } from './wire-rules.ts'

function faultOf(bytes: Uint8Array, version: Version, sender: Sender): WireFault {
  try {
    const packet = decode(bytes, version, sender)
    throw new assert.AssertionError({ message: `it was taken: ${JSON.stringify(packet)}` })
  } catch (error) {
    if (error instanceof WireFault) return error
    throw error
  }
}

describe('the decoder refuses', () => {
  for (const { rule, version, sender, bytes, statements } of REFUSED) {
    const shown = Buffer.from(bytes.subarray(0, 24)).toString('hex')
    test(`what breaks ${rule}, from a ${sender} in ${version}: ${shown}`, () => {
      const fault = faultOf(bytes, version, sender)
      assert.ok(fault.message.startsWith(`${RULES[rule].text} (`), fault.message)
      const ids = statements.split(' ').filter((id) => id !== '')
      assert.deepEqual(
        fault.statements,
        ids.map((id) => `MQTT-${version}:${id}`),
      )
    })
  }

  test('by every rule that there is', () => {
    const covered = new Set<string>(REFUSED.map(({ rule }) => rule))
    assert.deepEqual(
      Object.keys(RULES).filter((rule) => !covered.has(rule)),
      [],
    )
  })
})

describe('the decoder takes', () => {
  const right: readonly (readonly [what: string, from: readonly [Version, Sender], hex: string])[] =
    [
      ['a repeated PUBREL', ['3.1', 'client'], '6a 02 00 01'],
      ['a repeated SUBSCRIBE', ['3.1', 'client'], '8a 06 00 01 00 01 61 00'],
      ['options with bits that have no meaning', ['3.1', 'client'], '82 06 00 01 00 01 61 fd'],
      ['a padded length', ['3.1.1', 'server'], 'd0 80 00'],
      ['U+FEFF at the start of text', ['5.0', 'server'], '30 08 00 04 ef bb bf 61 00 00'],
      ['an acknowledgement without a code', ['5.0', 'server'], '40 02 00 01'],
      ['an acknowledgement without properties', ['5.0', 'server'], '40 03 00 01 10'],
      ['an alias in place of the topic', ['5.0', 'server'], '30 06 00 00 03 23 00 01'],
      ['user name left out', ['3.1', 'client'], '10 0f 0006 4d5149736470 03 82 0000 0001 61'],
    ]
  for (const [what, [version, sender], digits] of right) {
    test(`${what}, from a ${sender} in ${version}`, () => {
      assert.doesNotThrow(() => decode(hex(digits), version, sender))
    })
  }

  test('U+FEFF as it is', () => {
    const packet = decode(hex('30 08 00 04 ef bb bf 61 00 00'), '5.0', 'server')
    assert.equal(packet.type === 'PUBLISH' && packet.topic, '\ufeffa')
  })
})
