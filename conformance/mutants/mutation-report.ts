/** What came of the seeded defects, as text. */
import { STATEMENTS } from '../catalogue/catalogue.ts'
import { matrixOf, readScenarios } from '../matrix.ts'
import { VERSIONS } from '../wire/packet.ts'
import type { TaskResult } from './bench-process.ts'
import type { Proof } from './trial.ts'

/** One line, and one more for each statement by which the defect was not noticed. */
export function describeDefect({ task, proofs }: TaskResult): string {
  const missed = proofs.filter(({ noticedBy }) => noticedBy === undefined)
  const word = missed.length === 0 ? 'killed  ' : 'SURVIVED'
  const lines = missed.map(({ statement, tried }) => `           ${statement}: ${tried} scenarios`)
  return [`${word} ${task.id} (${proofs.map(short).join(', ')})`, ...lines].join('\n')
}

export function describeAlarms({ alarms }: TaskResult): readonly string[] {
  return alarms.map(({ place, verdict, reason }) => `FALSE ALARM ${place}: ${verdict}: ${reason}`)
}

/** Covered: a scenario has the tag. Proven: such a scenario noticed a defect that breaks the statement. */
export function counts(results: readonly TaskResult[]): readonly string[] {
  const matrix = matrixOf(readScenarios())
  const trials = results.filter(({ task }) => task.kind === 'defect')
  const killed = trials.filter(({ proofs }) => proofs.every(({ noticedBy }) => noticedBy))
  const proven = new Set(
    trials.flatMap(({ proofs }) =>
      proofs.flatMap(({ statement, noticedBy }) => (noticedBy === undefined ? [] : [statement])),
    ),
  )
  const lines = VERSIONS.map((version) => {
    const testable = [...STATEMENTS.values()].filter(
      (statement) =>
        statement.version === version && statement.testable === 'yes' && !statement.own,
    )
    const covered = testable.filter(({ id }) => (matrix.get(id) ?? []).length > 0)
    const shown = testable.filter(({ id }) => proven.has(id))
    const numbers = `${covered.length} covered, ${shown.length} proven`
    return `MQTT ${version}: of ${testable.length} testable statements ${numbers}`
  })
  return [`${killed.length} of ${trials.length} defects killed`, ...lines]
}

function short({ statement }: Proof): string {
  return statement.slice('MQTT-'.length)
}
