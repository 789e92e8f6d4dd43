/**
 * The command line: finds the command, runs it, and turns what went wrong into text and an exit code.
 * The commands themselves are one file each.
 */
import { BrokerError } from '../base/errors.ts'
import type { ErrorCode } from '../base/errors.ts'
import { ExitCode } from '../base/exit-codes.ts'
import { suggestion } from '../base/nearest.ts'
import { commonFlags } from './command.ts'
import type { Command, Context } from './command.ts'
import { configCommand } from './config.ts'
import { parseArguments, usageError } from './flags.ts'
import { commandHelp, programHelp } from './help.ts'
import { pubCommand } from './pub.ts'
import { startCommand } from './start.ts'
import { subCommand } from './sub.ts'

const commands: readonly Command[] = [startCommand, pubCommand, subCommand, configCommand]

const EXIT_CODES: Partial<Record<ErrorCode, ExitCode>> = {
  ANONYMOUS_NOT_ALLOWED: ExitCode.configuration,
  CONFIG_INVALID: ExitCode.configuration,
  USAGE_INVALID: ExitCode.usage,
}

/** @param args what was typed after the name of the program */
export async function runCommandLine(args: readonly string[], context: Context): Promise<ExitCode> {
  try {
    return await dispatch(args, context)
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error
    const { code, message, retry } = error
    const text = args.includes('--json')
      ? JSON.stringify({ error: code, text: message, retry })
      : `assaymq: ${message}`
    context.errors.write(`${text}\n`)
    return EXIT_CODES[code] ?? ExitCode.failure
  }
}

async function dispatch(args: readonly string[], context: Context): Promise<ExitCode> {
  const { program, version, output } = context
  const [name = '--help', ...rest] = args
  if (name === '--help' || name === 'help') {
    output.write(programHelp(program, commands))
    return ExitCode.ok
  }
  if (name === '--version') {
    output.write(`${rest.includes('--json') ? JSON.stringify({ version }) : version}\n`)
    return ExitCode.ok
  }
  const command = commands.find((known) => known.name === name)
  if (command === undefined) {
    const names = commands.map((known) => known.name)
    throw usageError(
      `no command ${name}${suggestion(name, names) || `; there are ${names.join(', ')}`}`,
    )
  }
  if (rest.includes('--help')) {
    output.write(commandHelp(program, command))
    return ExitCode.ok
  }
  const parsed = parseArguments(rest, [...command.flags, ...commonFlags])
  if (!command.takesWords && parsed.words.length > 0) {
    throw usageError(`${command.name} takes no ${parsed.words.join(' ')}`)
  }
  return command.run(parsed, context)
}
