/** `assaymq config`: looks at the configuration without starting anything. */
import { ExitCode } from '../base/exit-codes.ts'
import { suggestion } from '../base/nearest.ts'
import { isAnonymousAllowed, valuesOf } from '../config/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { Command, Context } from './command.ts'
import { configFlags, loadConfigOf } from './config-flags.ts'
import type { Arguments } from './flags.ts'
import { usageError } from './flags.ts'

type Action = (loaded: LoadedConfig, args: Arguments) => string

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['check', check],
  ['print', print],
])

export const configCommand: Command = {
  name: 'config',
  summary: 'checks or prints the configuration that start would use',
  usage: '(check | print [--origin]) [flags]',
  examples: [
    'config check --config assaymq.yaml',
    'config print --origin',
    'config print --json --mqtt.maximumQos 1',
  ],
  flags: [{ name: 'origin', doc: 'Prints also where each setting comes from.' }, ...configFlags],
  takesWords: true,
  run: async (args, context) => run(args, context),
}

function run(args: Arguments, { environment, output }: Context): ExitCode {
  const [word = '', ...rest] = args.words
  const action = actions.get(word)
  if (action === undefined || rest.length > 0) {
    const names = [...actions.keys()]
    throw usageError(`config does one of ${names.join(', ')}${suggestion(word, names)}`)
  }
  output.write(`${action(loadConfigOf(args, environment), args)}\n`)
  return ExitCode.ok
}

function check({ config }: LoadedConfig, args: Arguments): string {
  const anonymous = isAnonymousAllowed(config)
  if (args.has('json')) return JSON.stringify({ valid: true, anonymous })
  return `The configuration is valid. Clients ${anonymous ? 'may' : 'may not'} connect without a name.`
}

function print({ config, origins }: LoadedConfig, args: Arguments): string {
  const withOrigin = args.has('origin')
  if (args.has('json')) {
    return JSON.stringify(withOrigin ? { config, origins: Object.fromEntries(origins) } : config)
  }
  const lines = valuesOf(config).map(({ path, text }) => {
    const line = `${path}: ${text}`
    return withOrigin ? `${line}  # ${origins.get(path) ?? 'default'}` : line
  })
  return lines.join('\n')
}
