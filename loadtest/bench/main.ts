/**
 * `npm run bench`: measures our broker side by side with Mosquitto, or with another commit of itself,
 * in interleaved blocks, and prints a table. It is no test: a missed target fails only with --gate.
 */
import { argv, stderr, stdout } from 'node:process'
import { systemClock } from '../../broker/base/clock.ts'
import { ExitCode } from '../../broker/base/exit-codes.ts'
import type { LoadResult } from '../engine/load.ts'
import { isMeasurable, runBlock } from './block.ts'
import type { BrokerKind } from './brokers.ts'
import { assaymq, mosquitto, mosquittoVersion } from './brokers.ts'
import { checkOut, ROOT } from './checkout.ts'
import type { BenchOptions } from './options.ts'
import { parseOptions, USAGE } from './options.ts'
import { headerLines, machineLine, rowLines } from './report.ts'
import type { Row } from './rows.ts'
import type { RowSummary } from './summary.ts'
import { summarizeRow } from './summary.ts'

async function main(args: readonly string[]): Promise<ExitCode> {
  let options: BenchOptions
  try {
    options = parseOptions(args)
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    return ExitCode.usage
  }
  const summaries = await measureAll(options, kindsOf(options))
  const isMissed = summaries.some(({ isReached }) => isReached === false)
  return options.gate && isMissed ? ExitCode.failure : ExitCode.ok
}

async function measureAll(
  options: BenchOptions,
  kinds: readonly BrokerKind[],
): Promise<readonly RowSummary[]> {
  const table = options.json ? stderr : stdout
  const names = kinds.map(({ name }) => name)
  const machine = machineLine(new Date(systemClock.wallMs()).toISOString(), mosquittoVersion())
  table.write(`${machine}\n${headerLines(names, options)}\n`)
  const summaries: RowSummary[] = []
  for (const row of options.rows) {
    const measurable = kinds.filter((kind) => isMeasurable(row, kind))
    if (measurable.length === 0) continue
    const summary = await measureRow(row, measurable, options)
    table.write(`${rowLines(summary)}\n`)
    summaries.push(summary)
  }
  if (options.json) stdout.write(`${JSON.stringify({ machine, rows: summaries }, undefined, 2)}\n`)
  return summaries
}

/** Interleaved, so that what changes slowly on the machine meets all brokers alike. */
async function measureRow(
  row: Row,
  kinds: readonly BrokerKind[],
  { blocks, seconds }: BenchOptions,
): Promise<RowSummary> {
  const series = kinds.map((kind) => ({ kind, broker: kind.name, blocks: new Array<LoadResult>() }))
  for (let block = 0; block < blocks; block += 1) {
    for (const { kind, blocks } of series) blocks.push(await runBlock(row, kind, seconds))
  }
  return summarizeRow(row, series)
}

function kindsOf({ against, brokers }: BenchOptions): readonly BrokerKind[] {
  if (against !== undefined) {
    return [assaymq(ROOT, 'this checkout'), assaymq(checkOut(against), against)]
  }
  return [assaymq(ROOT), mosquitto].filter(({ name }) => brokers.includes(name))
}

process.exitCode = await main(argv.slice(2))
