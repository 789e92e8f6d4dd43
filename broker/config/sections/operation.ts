/** How the process runs: its data, its log, its end. */
import { durationMs, oneOf, section, text } from '../fields.ts'

export const data = section('Files of the broker.', {
  directory: text({ default: './data', doc: 'Directory that belongs to this broker alone.' }),
})

export const storage = section('Where sessions and messages are kept.', {
  log: oneOf(['memory'], {
    default: 'memory',
    doc: 'Where the log is kept; memory survives no restart.',
  }),
})

export const log = section('What the program reports about itself, on standard error.', {
  level: oneOf(['debug', 'info', 'warn', 'error'], {
    default: 'info',
    doc: 'Least serious lines that are written.',
  }),
  format: oneOf(['auto', 'json', 'pretty'], {
    default: 'auto',
    doc: 'How lines look; auto is pretty on a terminal and JSON elsewhere.',
  }),
})

export const shutdown = section('How the broker stops.', {
  timeoutMs: durationMs({
    default: 10_000,
    min: 0,
    max: 600_000,
    doc: 'Time for what is under way before connections are cut.',
  }),
})
