/**
 * The set-up in a folder of its own, with a stand-in for npm that notes each call: when it installs,
 * when it does not, and what it says when it cannot.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { env, execPath } from 'node:process'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, test } from 'node:test'

/** Installs as npm does, by emptying the folder first, and slowly enough to be overtaken. */
const NPM = `#!/bin/sh
echo "$1" >> calls
rm -rf node_modules && sleep 0.3 && mkdir node_modules
`

describe('the set-up', { timeout: 30_000 }, () => {
  let folder = ''

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assaymq-setup-test-'))
    cpSync(import.meta.dirname, join(folder, 'broker/bin'), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'package-lock.json'), '{}')
    mkdirSync(join(folder, 'tmp'))
    npmIs(NPM)
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  test('installs once, and again when the lock file has changed', async () => {
    await start()
    await start()
    assert.deepEqual(calls(), ['ci'])
    writeFileSync(join(folder, 'package-lock.json'), '{ "changed": true }')
    await start()
    assert.deepEqual(calls(), ['ci', 'ci'])
  })

  test('installs once for two that start together', async () => {
    const both = await Promise.all([start(), start()])
    assert.deepEqual(calls(), ['ci'])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
    )
  })

  test('takes over the lock of a process that is gone', async () => {
    npmIs('#!/bin/sh\nkill -9 $PPID\n')
    await start()
    npmIs(NPM)
    assert.equal((await start()).code, 0)
    assert.deepEqual(calls(), ['ci'])
  })

  test('writes nothing to the standard output of the program', async () => {
    npmIs(`${NPM}echo noise\n`)
    assert.deepEqual(await start(), { code: 0, out: 'ready\n' })
  })

  test('ends with code 1 when npm fails, and tries again the next time', async () => {
    npmIs('#!/bin/sh\nexit 3\n')
    assert.deepEqual(await start(), { code: 1, out: '' })
    npmIs(NPM)
    assert.equal((await start()).code, 0)
  })

  function npmIs(script: string): void {
    writeFileSync(join(folder, 'npm'), script, { mode: 0o755 })
  }

  function calls(): string[] {
    return readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n')
  }

  async function start(): Promise<{ code: unknown; out: string }> {
    writeFileSync(join(folder, 'program.ts'), "console.log('ready')\n")
    const child = spawn(execPath, [join(folder, 'broker/bin/run.mjs'), 'program.ts'], {
      env: {
        ...env,
        PATH: `${folder}${delimiter}${env['PATH']}`,
        TMPDIR: join(folder, 'tmp'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stderr.resume()
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    return { code, out }
  }
})
