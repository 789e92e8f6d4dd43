/**
 * What counts as passed and as failed, on small test files in a folder of their own. The runner does
 * not run inside itself, so each case is another process.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { after, describe, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'assaymq-test-files-'))
after(() => rmSync(folder, { recursive: true }))

const IMPORTS = "import { describe, test } from 'node:test'\n"
const RUNNER = `
  import { runTestFiles } from '${import.meta.resolve('./test-files.ts')}'
  const tally = { passed: 0, failed: 0 }
  await runTestFiles(['x.test.mjs'], 1, tally)
  console.log(tally.passed + ' passed, ' + tally.failed + ' failed')
`

writeFileSync(join(folder, 'runner.mjs'), RUNNER)
writeFileSync(
  join(folder, 'contract.mjs'),
  `${IMPORTS}export function contract() { test('a', () => {}); test('b', () => {}) }`,
)

describe('a test file', () => {
  for (const { name, source, says } of [
    {
      name: 'counts its tests, not its suites',
      source: "describe('suite', () => { test('a', () => {}); test('b', () => {}) })",
      says: [/^ok {4}x\.test\.mjs \(2\)$/m, /^2 passed, 0 failed$/m],
    },
    {
      name: 'counts the tests of a contract that it runs',
      source: "import { contract } from './contract.mjs'; describe('adapter', contract)",
      says: [/^ok {4}x\.test\.mjs \(2\)$/m, /^2 passed, 0 failed$/m],
    },
    {
      name: 'shows a failure with its name and its reason, and counts it once',
      source: "describe('suite', () => { test('odd one', () => { throw new Error('broken') }) })",
      says: [/^FAIL {2}x\.test\.mjs/m, /odd one/, /Error: broken/, /^0 passed, 1 failed$/m],
    },
    {
      name: 'fails for what is skipped',
      source: "test('a', () => {}); test.skip('b', () => {})",
      says: [/skipped/, /^1 passed, 1 failed$/m],
    },
    {
      name: 'fails for what is still to do',
      source: "test.todo('a')",
      says: [/still to do/, /^0 passed, 1 failed$/m],
    },
    {
      name: 'fails when it holds no test',
      source: '',
      says: [/holds no test/, /^0 passed, 1 failed$/m],
    },
    {
      name: 'fails when it cannot be loaded, and shows why',
      source: "import './missing.mjs'",
      says: [/ERR_MODULE_NOT_FOUND/, /^0 passed, 1 failed$/m],
    },
  ]) {
    test(name, () => {
      writeFileSync(join(folder, 'x.test.mjs'), IMPORTS + source)
      const { stdout } = spawnSync(execPath, ['runner.mjs'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...env, NODE_TEST_CONTEXT: undefined },
      })
      for (const pattern of says) assert.match(stdout, pattern)
    })
  }
})
