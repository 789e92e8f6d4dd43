/**
 * Steps about packets that are broken, or unusual, byte by byte: each case of a rule goes out on a
 * connection of its own. Which cases there are is told by the table of cases.
 */
import assert from 'node:assert/strict'
import { defineParameterType, Then, When } from '@cucumber/cucumber'
import type { Expected, Place } from '../cases/byte-case.ts'
import { casesOf } from '../cases/cases.ts'
import { describeCase } from '../cases/describe.ts'
import { Material } from '../cases/material.ts'
import type { Names } from '../cases/material.ts'
import { playAll } from '../cases/play.ts'
import type { Played } from '../cases/play.ts'
import { bytes, optional } from '../fields.ts'
import type { World } from '../support/world.ts'

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
    const mode = this.parameters.mode ?? 'normal'
    const names = namesOf(this)
    const connect = () => new Material(version, names).connect()
    const cases = casesOf({ rule, version, place }, names)
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

function namesOf(world: World): Names {
  const { userName, password } = world.target
  let clients = 0
  const nextClientId = () => {
    clients += 1
    return world.ownClientId(`b${String(clients).padStart(5, '0')}`)
  }
  return {
    nextClientId,
    topic: world.topic('bytes'),
    userName,
    password: optional(password, bytes),
  }
}

function expectAll(world: World, expected: Expected): void {
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
  const [first] = failed
  if (first === undefined) return
  const report = failed.map(describeCase).join('\n\n')
  const example = `The first of them, over the wire:\n${first.transcript.render()}`
  assert.fail(`${failed.length} of ${played.length} cases failed\n\n${report}\n\n${example}`)
}
