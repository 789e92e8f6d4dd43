/**
 * The checks that read the sources without running them: format, lint, types, what nobody uses. Each
 * is one program that prints what it found and exits with another code than 0.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { execPath, stdout } from 'node:process'
import { text } from 'node:stream/consumers'
import type { Tally } from './test-files.ts'

interface Check {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
}

const modules = join(import.meta.dirname, '..', '..', 'node_modules')

const CHECKS: readonly Check[] = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'lint', program: 'oxlint/bin/oxlint', args: ['--format=unix'] },
  { name: 'format', program: '@biomejs/biome/bin/biome', args: ['format', '--colors=off', '.'] },
  { name: 'unused code', program: 'knip/bin/knip.js', args: ['--no-progress'] },
]

/** Prints and counts each check as one test. */
export async function runStaticChecks(tally: Tally): Promise<void> {
  const waiting = CHECKS.values()
  const worker = async (): Promise<void> => {
    for (const check of waiting) await runCheck(check, tally)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

async function runCheck({ name, program, args }: Check, tally: Tally): Promise<void> {
  const child = spawn(execPath, [join(modules, program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number | null>((resolve) => {
    child.on('exit', resolve)
  })
  const [code, out, errors] = await Promise.all([exit, text(child.stdout), text(child.stderr)])
  if (code === 0) {
    tally.passed += 1
    stdout.write(`ok    ${name}\n`)
  } else {
    tally.failed += 1
    stdout.write(`FAIL  ${name}\n${out}${errors}\n`)
  }
}
