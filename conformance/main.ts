/**
 * The command `assaymq conformance`: reads the command line, runs the suite or compares reports, prints
 * the summary and sets the exit code.
 */
import { argv, stderr, stdout } from 'node:process'
import { HELP, parseCommand, UsageError } from './command-line.ts'
import type { Command } from './command-line.ts'
import { showProgress } from './progress.ts'
import { readJson } from './report/json.ts'
import { summaryText } from './report/summary.ts'
import { writeComparison, writeReports } from './report/write.ts'
import { runSuite } from './run.ts'

const USAGE = 2
const COULD_NOT_TEST = 3

async function main(args: readonly string[]): Promise<number> {
  try {
    return await execute(parseCommand(args))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    stderr.write(`assaymq conformance: ${message}\n`)
    return error instanceof UsageError ? USAGE : COULD_NOT_TEST
  }
}

async function execute(command: Command): Promise<number> {
  switch (command.do) {
    case 'help':
      stdout.write(HELP)
      return 0
    case 'compare':
      stdout.write(`${writeComparison(command.files.map(readJson), command.folder)}\n`)
      return 0
    case 'run': {
      const { options, folder, json } = command
      const report = await runSuite(options, showProgress(stderr))
      if (folder !== undefined) writeReports(report, folder)
      stdout.write(json ? `${JSON.stringify(report)}\n` : summaryText(report))
      return report.exitCode
    }
  }
}

process.exitCode = await main(argv.slice(2))
