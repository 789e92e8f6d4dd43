/**
 * Failures of the world outside this program: a port in use, a wrong setting, a server that does not
 * answer. One class, and one catalogue of codes. What a peer did wrong is a `ProtocolFault`, what we did
 * wrong is an assertion; neither belongs here.
 */

interface ErrorEntry {
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retry: boolean
  readonly doc: string
}

/** Every code with its meaning; the reference of errors is generated from it. */
export const errorCatalogue = {
  ANONYMOUS_NOT_ALLOWED: {
    retry: false,
    doc: 'A listener is reachable from other machines and nobody has decided whether clients may connect without a name. Set `auth.allowAnonymous` to true or false, or listen on loopback only.',
  },
  CONFIG_INVALID: {
    retry: false,
    doc: 'A setting is missing, unknown or out of range. The text lists every problem with its place.',
  },
  CONNECT_FAILED: {
    retry: true,
    doc: 'A client of the command line could not connect to its broker, or was refused by it.',
  },
  FILE_UNREADABLE: {
    retry: false,
    doc: 'A file that was named on the command line cannot be read.',
  },
  LISTEN_FAILED: {
    retry: true,
    doc: 'A listening socket could not be opened: the address is in use, not of this machine, or not permitted.',
  },
  LOG_FAILED: {
    retry: true,
    doc: 'The log did not take or not confirm what was to be stored. Nothing that depends on it is acknowledged.',
  },
  REQUEST_FAILED: {
    retry: false,
    doc: 'The broker refused a publish or a subscription of the command line.',
  },
  TIMED_OUT: {
    retry: true,
    doc: 'What the command line waited for did not happen in the time it was given.',
  },
  USAGE_INVALID: {
    retry: false,
    doc: 'The command line was not understood: an unknown command or flag, or a value that does not fit.',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>

export type ErrorCode = keyof typeof errorCatalogue

export class BrokerError extends Error {
  override readonly name = 'BrokerError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, text: string, options?: ErrorOptions) {
    super(text, options)
    this.code = code
  }

  /** Whether to try again is decided by this, never by the text. */
  get retry(): boolean {
    return errorCatalogue[this.code].retry
  }
}
