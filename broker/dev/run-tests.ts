/**
 * `npm test`, `check`, `fuzz` and `test:long`: the static checks, each counted as one test, then the
 * test files. Failures are printed whole and everything else in one line a file. The last line is
 * `N passed, N failed`; what is skipped counts as failed, so nothing drops out unseen.
 */
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { argv, chdir, env, stdout } from 'node:process'
import { ExitCode } from '../base/exit-codes.ts'
import { installMosquitto } from './mosquitto.ts'
import { runStaticChecks } from './static-checks.ts'
import type { Tally } from './test-files.ts'
import { runTestFiles } from './test-files.ts'

const FOLDERS = '{broker,conformance,loadtest,features,dashboards}'

/** A test that runs other programs or takes long is named `*.e2e.test.ts`. */
interface Mode {
  readonly staticChecks: boolean
  readonly patterns: readonly string[]
  readonly e2e: boolean
  /** Undefined: as often as each fuzz test says. */
  readonly fuzzRuns?: number
}

const MODES: Readonly<Record<string, Mode>> = {
  check: { staticChecks: true, patterns: ['*.test.ts', '*.fuzz.ts'], e2e: false },
  test: { staticChecks: true, patterns: ['*.test.ts', '*.fuzz.ts'], e2e: true },
  long: { staticChecks: true, patterns: ['*.test.ts', '*.fuzz.ts'], e2e: true, fuzzRuns: 100_000 },
  fuzz: { staticChecks: false, patterns: ['*.fuzz.ts'], e2e: false, fuzzRuns: 100_000 },
}

async function main(name: string): Promise<ExitCode> {
  const mode = MODES[name]
  if (mode === undefined) {
    stdout.write(`no mode "${name}"; there are ${Object.keys(MODES).join(', ')}\n`)
    return ExitCode.usage
  }
  if (mode.fuzzRuns !== undefined) env['FUZZ_RUNS'] ??= String(mode.fuzzRuns)
  chdir(join(import.meta.dirname, '..', '..'))
  const tally: Tally = { passed: 0, failed: 0 }
  if (mode.staticChecks) await runStaticChecks(tally)
  const files = globSync(mode.patterns.map((pattern) => `${FOLDERS}/**/${pattern}`)).toSorted()
  const [inside, e2e] = partition(files, (file) => file.endsWith('.e2e.test.ts'))
  await runTestFiles(inside, availableParallelism(), tally)
  // End-to-end tests measure times and kill processes: they run one after the other, undisturbed.
  if (mode.e2e && e2e.length > 0) {
    const problem = installMosquitto()
    if (problem !== undefined) {
      tally.failed += 1
      stdout.write(`FAIL  ${problem}\n`)
    }
    await runTestFiles(e2e, 1, tally)
  }
  stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`)
  return tally.failed === 0 ? ExitCode.ok : ExitCode.failure
}

function partition(
  files: readonly string[],
  isSecond: (file: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  return [files.filter((file) => !isSecond(file)), files.filter(isSecond)]
}

process.exitCode = await main(argv[2] ?? 'test')
