/** Help texts, written from what commands declare about themselves. */
import { commonFlags } from './command.ts'
import type { Command } from './command.ts'
import type { Flag } from './flags.ts'

/** What the launcher starts instead of this command line. */
const OTHER_PROGRAMS = [
  { name: 'conformance', summary: 'shows which statements of MQTT a broker keeps, any broker' },
]

export function commandHelp(program: string, command: Command): string {
  const { name, summary, usage, examples, flags } = command
  return `${[
    `${program} ${name}: ${summary}`,
    `Examples:\n${examples.map((example) => `  ${program} ${example}`).join('\n')}`,
    `Usage: ${program} ${name} ${usage}`,
    `Flags:\n${[...flags, ...commonFlags].map(flagHelp).join('\n')}`,
  ].join('\n\n')}\n`
}

function flagHelp({ name, short, value, doc, default: standard, variable }: Flag): string {
  const names = `${short === undefined ? '' : `-${short}, `}--${name}`
  const notes = [
    ...(standard === undefined ? [] : [`default ${standard}`]),
    ...(variable === undefined ? [] : [variable]),
  ]
  const head = value === undefined ? names : `${names} <${value}>`
  return `  ${head}\n      ${doc}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`
}

export function programHelp(program: string, commands: readonly Command[]): string {
  const all = [...commands, ...OTHER_PROGRAMS]
  const width = Math.max(...all.map(({ name }) => name.length))
  const lines = all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  const examples = ['start', "sub -t 'demo/#' -v", 'pub -t demo/hello -m hello']
  return `${[
    `${program}: an MQTT broker, and clients to try it`,
    `Examples:\n${examples.map((example) => `  ${program} ${example}`).join('\n')}`,
    `Commands:\n${lines.join('\n')}`,
    `${program} <command> --help tells more; ${program} --version tells the version.`,
  ].join('\n\n')}\n`
}
