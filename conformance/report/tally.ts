/** Counts verdicts for the forms of the report that show numbers. */
import { VERDICTS } from '../verdicts.ts'
import type { StatementResult } from '../verdicts.ts'
import type { Version } from '../wire/packet.ts'
import type { Report } from './json.ts'

/** How often each verdict occurs, from worst to best, those that do not occur left out. */
export function tally(
  results: readonly { readonly verdict: StatementResult['verdict'] }[],
): readonly (readonly [StatementResult['verdict'], number])[] {
  return [...VERDICTS, 'untested' as const, 'out of reach' as const]
    .map((name) => [name, results.filter(({ verdict }) => verdict === name).length] as const)
    .filter(([, count]) => count > 0)
}

/** Such as `180 pass, 2 warn`. */
export function tallyText(counts: ReturnType<typeof tally>): string {
  return counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')
}

/** Statements that could be tested, and those of them that hold. */
export function kept(
  { statements }: Report,
  version: Version,
): { readonly kept: number; readonly of: number; readonly warn: number } {
  const tested = statements.filter(
    (statement) =>
      statement.version === version &&
      !['untested', 'out of reach', 'unsupported'].includes(statement.verdict),
  )
  const count = (...verdicts: StatementResult['verdict'][]): number =>
    tested.filter(({ verdict }) => verdicts.includes(verdict)).length
  return { kept: count('pass', 'choice', 'warn'), of: tested.length, warn: count('warn') }
}
