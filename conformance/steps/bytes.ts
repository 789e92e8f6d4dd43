/**
 * Steps about packets that are broken, or unusual, byte by byte: each case of a rule goes out on a
 * connection of its own. Which cases there are is told by the table of cases.
 */
import assert from 'node:assert/strict'
import { defineParameterType, Then, When } from '@cucumber/cucumber'
import { casesOf } from '../cases/cases.ts'
import type { Place } from '../cases/byte-case.ts'
import { playAll } from '../cases/play.ts'
import type { Played } from '../cases/play.ts'
import { describeCase } from '../cases/describe.ts'
import { bytes } from '../fields.ts'
import type { World } from '../support/world.ts'
import { Material } from '../cases/material.ts'

defineParameterType({
  name: 'place',
  regexp: /[A-Z]+|will/,
  transformer: (place: string) => place,
  useForSnippets: false,
})

const playedIn = new WeakMap<World, readonly Played[]>()

When(
  'each case of {string} in {place} is sent on a connection of its own',
  async function (this: World, rule: string, place: Place) {
    await this.beforeConnection()
    const { version, target } = this
    const { userName, password } = target
    let clients = 0
    const names = {
      nextClientId: () => {
        clients += 1
        return this.ownClientId(`b${String(clients).padStart(5, '0')}`)
      },
      topic: this.topic('bytes'),
      userName,
      password: password === undefined ? undefined : bytes(password),
    }
    const cases = casesOf({ rule, version, place }, names)
    const connect = () => new Material(version, names).connect()
    const mode = this.parameters.mode ?? 'normal'
    playedIn.set(this, await playAll(cases, { target, mode, connect }))
  },
)

Then(
  'the broker ends every one of these connections as {rule}',
  function (this: World, rule: string) {
    expectAll(this, { kind: 'refused', rule })
  },
)

Then(
  'the broker may end each of these connections as {rule}',
  function (this: World, rule: string) {
    expectAll(this, { kind: 'free', rule })
  },
)

Then('the broker accepts every one of them', function (this: World) {
  expectAll(this, { kind: 'accepted' })
})

function expectAll(world: World, expected: Played['byteCase']['expected']): void {
  const played = playedIn.get(world) ?? []
  assert.ok(played.length > 0, 'no case was sent')
  for (const { byteCase } of played) assert.deepEqual(expected, byteCase.expected)
  for (const [text, alike] of Map.groupBy(played, ({ remark }) => JSON.stringify(remark))) {
    const [first] = alike
    if (first?.remark === undefined) continue
    world.remark(first.remark)
    world.log(`${alike.length} of ${played.length} cases: ${text}`)
  }
  const failed = played.filter(({ problem }) => problem !== undefined)
  const report = failed.map(describeCase).join('\n\n')
  assert.equal(failed.length, 0, `${failed.length} of ${played.length} cases failed\n\n${report}`)
}
