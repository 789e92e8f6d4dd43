/** Our broker keeps every statement, in a whole run of the suite as a user would start it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { test } from 'node:test'
import { ManagedTarget } from './target/managed-target.ts'

const RUN_LIMIT_MS = 300_000

test('our broker, all versions', async (context) => {
  const adapter = join(import.meta.dirname, 'target', 'assaymq.ts')
  const broker = new ManagedTarget([execPath, adapter])
  try {
    const settings = { listeners: ['mqtt' as const], persistent: false }
    const answer = await broker.ask({ command: 'start', settings })
    const url = answer.answer === 'started' ? answer.endpoints['mqtt'] : undefined
    assert.ok(url !== undefined, JSON.stringify(answer))
    const main = join(import.meta.dirname, 'main.ts')
    const flags = ['--target', url, '--managed', 'assaymq', '--profile', 'assaymq']
    const options = { encoding: 'utf8', timeout: RUN_LIMIT_MS } as const
    const { status, stdout, stderr } = spawnSync(execPath, [main, ...flags], options)
    context.diagnostic(stdout)
    assert.equal(status, 0, `${stdout}\n${stderr}`)
  } finally {
    await broker.close()
  }
})
