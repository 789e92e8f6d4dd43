/**
 * What happens around every scenario: those that need what the target lacks end before they begin, the
 * monitors' findings fail the others, and a failure comes with the transcript.
 */
import assert from 'node:assert/strict'
import { After, Before, setDefaultTimeout, Status } from '@cucumber/cucumber'
import type { ITestCaseHookParameter } from '@cucumber/cucumber'
import { parseTags } from '../tags.ts'
import { inviteBystanders } from './bystanders.ts'
import { cleanUp } from './cleaning.ts'
import type { World } from './world.ts'

/** Above every wait of a single step, which all have limits of their own. */
setDefaultTimeout(120_000)

Before(function (this: World, { pickle }: ITestCaseHookParameter) {
  const { capabilities, configurations } = parseTags(pickle.tags.map(({ name }) => name))
  const missing = capabilities.find((capability) => !this.offers(capability))
  if (missing !== undefined) return this.unsupported({ capability: missing })
  if (configurations.length > 0 && this.parameters.managed === undefined) {
    return this.unsupported({ reason: 'no hook' })
  }
  if (pickle.steps.some(({ text }) => text === 'nobody else is disturbed')) inviteBystanders(this)
  return undefined
})

After(async function (this: World, { result }: ITestCaseHookParameter) {
  const { violations } = this
  if (result?.status === Status.FAILED || violations.length > 0) {
    this.attach(this.transcript.render(), 'text/plain')
  }
  await cleanUp(this)
  const broken = violations.map(({ rule, statements }) => `${rule} (${statements.join(', ')})`)
  assert.deepEqual(broken, [], 'what the monitor saw')
})
