/** The program `assaymq`: gives the command line what it needs from the process. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

import { systemClock } from './base/clock.ts'
import { ExitCode } from './base/exit-codes.ts'
import { startBroker } from './broker.ts'
import { runCommandLine } from './cli/index.ts'
import { processEnvironment } from './config/index.ts'

/** A terminal and the npm in between may both pass on one Ctrl-C; a person takes longer for a second. */
const SAME_SIGNAL_MS = 200

const signal = new AbortController()
let firstSignalMs = Number.NEGATIVE_INFINITY
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    const sinceFirstMs = systemClock.nowMs() - firstSignalMs
    if (signal.signal.aborted && sinceFirstMs > SAME_SIGNAL_MS) process.exit(ExitCode.failure)
    if (!signal.signal.aborted) firstSignalMs = systemClock.nowMs()
    signal.abort()
  })
}
// Whoever read our output has seen enough, as `head` does.
process.stdout.on('error', () => process.exit(ExitCode.ok))

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
)

process.exitCode = await runCommandLine(process.argv.slice(2), {
  program: 'npx assaymq',
  version,
  environment: processEnvironment(),
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  signal: signal.signal,
  startBroker,
})
