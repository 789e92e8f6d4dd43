/** What a command of the command line is: data for its help, and what it does. */
import type { ExitCode } from '../base/exit-codes.ts'
import type { Config, Environment } from '../config/index.ts'
import type { Arguments, Flag } from './flags.ts'

export type Listener =
  | { readonly type: 'tcp'; readonly host: string; readonly port: number }
  | { readonly type: 'unix'; readonly path: string }

/** A broker that runs, as far as this command needs it. */
interface StartedBroker {
  readonly listeners: readonly Listener[]
  stop(): Promise<void>
}

/** How to start one; given to this layer, which is below the broker itself. */
export type StartBroker = (options: { readonly config: Config }) => Promise<StartedBroker>

/** The world around a command. */
export interface Context {
  /** How this program is called, as it can be typed again. */
  readonly program: string
  readonly version: string
  readonly environment: Environment
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly errors: NodeJS.WritableStream
  /** Aborted by the first SIGINT or SIGTERM; a second one ends the process. */
  readonly signal: AbortSignal
  readonly startBroker: StartBroker
}

export interface Command {
  readonly name: string
  /** Begins in lower case, without a full stop. */
  readonly summary: string
  /** What follows the name. */
  readonly usage: string
  /** Each is what follows the name of the program. */
  readonly examples: readonly string[]
  readonly flags: readonly Flag[]
  /** Whether words without a dash may follow. */
  readonly takesWords?: boolean
  /** Throws BrokerError. */
  readonly run: (args: Arguments, context: Context) => Promise<ExitCode>
}

/** Flags of every command. */
export const commonFlags: readonly Flag[] = [
  { name: 'json', doc: 'Writes JSON, one object a line, errors included.' },
  { name: 'help', doc: 'Shows this help.' },
]
