/** The configuration as flags of a command: the file, and one flag for every setting. */
import { FILE_VARIABLE, fields, loadConfig } from '../config/index.ts'
import type { Environment, LoadedConfig } from '../config/index.ts'
import type { Arguments, Flag } from './flags.ts'

export const configFlags: readonly Flag[] = [
  {
    name: 'config',
    short: 'c',
    value: 'file',
    variable: FILE_VARIABLE,
    doc: 'YAML file with settings.',
  },
  ...fields.map((field) => ({
    name: field.path,
    value: 'value',
    default: field.toText(field.defaultValue),
    variable: field.environmentName,
    doc: `${field.doc} It must be ${field.type}.`,
  })),
]

/** Throws BrokerError CONFIG_INVALID. */
export function loadConfigOf(args: Arguments, env: Environment): LoadedConfig {
  const flags = fields.flatMap(({ path }) => {
    const text = args.has(path) ? args.text(path) : undefined
    return text === undefined ? [] : [[path, text] as const]
  })
  return loadConfig({
    file: args.text('config') ?? env[FILE_VARIABLE],
    env,
    flags: Object.fromEntries(flags),
  })
}
