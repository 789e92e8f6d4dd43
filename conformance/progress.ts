/**
 * Shows on a stream how far a run is: on a terminal in one line that changes, elsewhere in a line now and
 * then, so that a log stays short.
 */
import type { Progress } from './cucumber.ts'
import type { ScenarioResult } from './verdicts.ts'

/** Where there is no terminal. */
const LINES = 10

interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export function showProgress(output: Output): Progress {
  const bad = new Map<string, number>()
  return (result, done, total) => {
    if (isBad(result)) bad.set(result.verdict, (bad.get(result.verdict) ?? 0) + 1)
    const counts = [...bad].map(([verdict, count]) => `, ${count} ${verdict}`).join('')
    const mode = result.mode === 'normal' ? '' : `, delivered ${result.mode}`
    const line = `${done} of ${total} scenarios${mode}${counts}`
    const isLast = done === total
    if (output.isTTY) {
      const text = `${line}  ${isLast ? '' : result.name}`.slice(0, (output.columns ?? 80) - 1)
      output.write(`\r\u001B[K${text}${isLast ? '\n' : ''}`)
    } else if (isLast || done % Math.ceil(total / LINES) === 0) {
      output.write(`${line}\n`)
    }
  }
}

function isBad({ verdict }: ScenarioResult): boolean {
  return verdict === 'fail' || verdict === 'inconclusive'
}
