/**
 * The report of one run as data: its form, which `schema.json` publishes, and how it is written and read.
 * All other forms of the report are made from it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { DELIVERY_MODES } from '../client/stream.ts'
import { scenarioResultSchema, statementResultSchema } from '../verdicts.ts'
import { VERSIONS } from '../wire/packet.ts'

export const reportSchema = z.strictObject({
  /** Grows when a reader of the older form would misread. */
  format: z.literal(1),
  /** Of the suite. */
  suiteVersion: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** Address of the broker, without passwords. */
  target: z.string(),
  /** As the profile calls the broker; absent without one. */
  broker: z.string().optional(),
  /** Of the order in which the scenarios ran. */
  seed: z.int(),
  /** Options that select or change what ran, as they can be typed again. */
  options: z.array(z.string()),
  /** What was asked for and the broker speaks. */
  versions: z.array(z.enum(VERSIONS)),
  modes: z.array(z.enum(DELIVERY_MODES)),
  /** What the broker offers. */
  capabilities: z.array(z.string()),
  scenarios: z.array(scenarioResultSchema),
  statements: z.array(statementResultSchema),
  /** What fails the run beside scenarios. */
  problems: z.array(z.string()),
  /** Why the run is not a test of the broker. */
  obstacles: z.array(z.string()),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
})
export type Report = z.infer<typeof reportSchema>

export function writeJson(report: Report, file: string): void {
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`)
}

/** Throws when the file is no report. */
export function readJson(file: string): Report {
  const result = reportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (result.success) return result.data
  throw new Error(`${file} is no report of this suite:\n${z.prettifyError(result.error)}`)
}

/** The JSON Schema of a report. */
export function jsonSchema(): object {
  return z.toJSONSchema(reportSchema)
}

/** What to call the broker in a heading. */
export function brokerName({ broker, target }: Report): string {
  return broker ?? target
}

/** A line to type that runs one scenario again as it ran. */
export function replayCommand(
  { target, options, seed }: Report,
  { place, mode }: { readonly place: string; readonly mode: string },
): string {
  const selection = mode === 'normal' ? [] : ['--modes', mode]
  const words = [place, '--target', target, ...options, ...selection, '--seed', String(seed)]
  return `npx assaymq conformance ${words.map(quoted).join(' ')}`
}

function quoted(word: string): string {
  return /^[\w./:@=,[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
