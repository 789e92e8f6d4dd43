/**
 * Runs test files with the runner of Node, each in its own process, prints one line a file and every
 * failure whole, and counts. It chooses no files.
 */
import { relative } from 'node:path'
import { cwd, stdout } from 'node:process'
import { run } from 'node:test'
import { inspect } from 'node:util'

/** A file that does not end fails; the longest end-to-end tests take a few minutes. */
const FILE_TIMEOUT_MS = 600_000

export interface Tally {
  passed: number
  failed: number
}

interface Outcome {
  readonly name: string
  /** Where the test stands, which may be a contract that several test files run. */
  readonly file?: string | undefined
  /** The test file; absent when the outcome is that of a whole file. */
  readonly entryFile?: string | undefined
  readonly details: { readonly type?: string | undefined; readonly error?: Error }
  readonly skip?: string | boolean | undefined
  readonly todo?: string | boolean | undefined
}

/** What is known about one file while it runs. */
interface FileReport extends Tally {
  readonly failures: string[]
  readonly output: string[]
}

class Reports {
  readonly #tally: Tally
  readonly #files = new Map<string, FileReport>()

  constructor(tally: Tally) {
    this.#tally = tally
  }

  pass(outcome: Outcome): void {
    if (outcome.details.type === 'suite') return
    if (isWholeFile(outcome)) return this.fail(outcome, 'the file holds no test')
    if (outcome.skip !== undefined) return this.fail(outcome, 'skipped')
    if (outcome.todo !== undefined) return this.fail(outcome, 'still to do')
    this.#tally.passed += 1
    this.#of(testFileOf(outcome)).passed += 1
  }

  fail(outcome: Outcome, reason = reasonOf(outcome)): void {
    // A suite, or a test with subtests, fails with them; they are counted themselves.
    if (reason === undefined) return
    this.#tally.failed += 1
    const report = this.#of(testFileOf(outcome))
    report.failed += 1
    report.failures.push(`  ${outcome.name}\n${indent(reason)}`)
    if (isWholeFile(outcome)) this.end(outcome.file)
  }

  output(file: string | undefined, message: string): void {
    this.#of(file).output.push(message)
  }

  end(file: string | undefined): void {
    const { passed, failed, failures, output } = this.#of(file)
    const verdict = failed === 0 ? 'ok  ' : 'FAIL'
    const count = failed === 0 ? `${passed}` : `${passed} passed, ${failed} failed`
    stdout.write(`${verdict}  ${pathOf(file)} (${count})\n`)
    if (failed > 0) stdout.write(`${failures.join('\n')}\n${indent(output.join(''))}\n`)
  }

  #of(file: string | undefined): FileReport {
    const path = pathOf(file)
    const report = this.#files.get(path) ?? { passed: 0, failed: 0, failures: [], output: [] }
    this.#files.set(path, report)
    return report
  }
}

/** @param processes files that run at the same time */
export async function runTestFiles(
  files: readonly string[],
  processes: number,
  tally: Tally,
): Promise<void> {
  if (files.length === 0) return
  const reports = new Reports(tally)
  const events = run({ files: [...files], concurrency: processes, timeout: FILE_TIMEOUT_MS })
  for await (const event of events) {
    switch (event.type) {
      case 'test:pass':
        reports.pass(event.data)
        break
      case 'test:fail':
        reports.fail(event.data)
        break
      case 'test:stdout':
      case 'test:stderr':
        reports.output(event.data.file, event.data.message)
        break
      case 'test:summary':
        if (event.data.file !== undefined) reports.end(event.data.file)
        break
      default:
    }
  }
}

function testFileOf({ entryFile, file }: Outcome): string | undefined {
  return entryFile ?? file
}

/** The runner reports a file like a test when it could not be loaded, or holds none. */
function isWholeFile({ name, file }: Outcome): boolean {
  return file !== undefined && pathOf(name) === pathOf(file)
}

function reasonOf({ details: { error } }: Outcome): string | undefined {
  const failure = error?.cause ?? error
  if (error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed') {
    return undefined
  }
  return typeof failure === 'string' ? failure : inspect(failure)
}

function pathOf(file = ''): string {
  return relative(cwd(), file)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ')
}
