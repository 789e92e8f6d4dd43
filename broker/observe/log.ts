/**
 * The log of the program: lines with a closed set of event names and a few fields, JSON unless a person
 * looks at a terminal. What a client chose (ids, details) is made harmless to terminals and log readers
 * here, so that callers need not think of it. Nothing above debug is logged per packet.
 */
import { Writable } from 'node:stream'

import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type LogEvent =
  | 'accept.paused'
  | 'accept.resumed'
  | 'broker.started'
  | 'broker.stopped'
  | 'broker.stopping'
  | 'client.connected'
  | 'connection.end'
  | 'listener.skipped'
  | 'log.failed'
  | 'loop.failed'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Durations end in their unit. Errors go under the name `error`. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined | Error>>
export type LogMethod = (event: LogEvent, fields?: LogFields) => void

export interface Log {
  /** Undefined when the level is off, so that `log.debug?.(…)` does not even make its arguments. */
  readonly debug: LogMethod | undefined
  readonly info: LogMethod
  readonly warn: LogMethod
  readonly error: LogMethod
}

export interface LogOptions {
  readonly level: LogLevel
  /** `auto` is pretty on a terminal and JSON elsewhere. */
  readonly format: 'auto' | 'json' | 'pretty'
}

const STANDARD_ERROR = 2

/** The log on standard error: standard output belongs to what a command answers. */
export async function openLog({ level, format }: LogOptions): Promise<Log> {
  if (format === 'json' || (format === 'auto' && !process.stderr.isTTY)) {
    return createLog(level, pino.destination({ dest: STANDARD_ERROR, sync: false }))
  }
  const { default: pretty } = await import('pino-pretty')
  const style = { messageKey: 'event', singleLine: true, destination: STANDARD_ERROR, sync: true }
  return createLog(level, pretty(style))
}

/** What a test captured, oldest first. */
export interface CapturedLog {
  readonly log: Log
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

/** A log that is kept in memory as the JSON lines it would have written. */
export function captureLog(level: LogLevel = 'debug'): CapturedLog {
  const records: Record<string, unknown>[] = []
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      records.push(JSON.parse(line.toString()))
      done()
    },
  })
  return { log: createLog(level, sink), records }
}

function createLog(level: LogLevel, destination: DestinationStream): Log {
  const options = {
    level,
    base: null,
    messageKey: 'event',
    errorKey: 'error',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
  }
  const logger = pino(options, destination)
  return {
    debug: logger.isLevelEnabled('debug') ? logMethod(logger, 'debug') : undefined,
    info: logMethod(logger, 'info'),
    warn: logMethod(logger, 'warn'),
    error: logMethod(logger, 'error'),
  }
}

function logMethod(logger: Logger, level: LogLevel): LogMethod {
  if (!logger.isLevelEnabled(level)) return () => {}
  return (event, fields = {}) => logger[level](safeFields(fields), event)
}

function safeFields(fields: LogFields): Record<string, unknown> {
  const safe: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    safe[name] = typeof value === 'string' ? safeText(value) : value
  }
  return safe
}

/** A client id has at most 256 bytes by default; a longer text is rarely worth reading to its end. */
const TEXT_LENGTH_MAX = 512
/** Controls, formats such as the reversal of direction, half surrogates, and separators of lines. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Text that cannot move a cursor, fake a line or reverse what follows; cut where it gets long. */
export function safeText(text: string): string {
  const cut = text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text
  return cut.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
