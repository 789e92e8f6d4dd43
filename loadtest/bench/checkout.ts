/** Another commit of this repository beside it, with the packages of this one, for as long as needed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

/** The checkout is removed when the benchmark ends. Throws when there is no such commit. */
export function checkOut(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'assaymq-against-'))
  const checkout = join(folder, 'assaymq')
  git('worktree', 'add', '--quiet', '--detach', checkout, commit)
  process.on('exit', () => {
    git('worktree', 'remove', '--force', checkout)
    rmSync(folder, { recursive: true })
  })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  return checkout
}

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
}
