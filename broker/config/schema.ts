/** The whole configuration: its sections, its fields by path, and the rules between them. */
import * as z from 'zod'

import { fieldDescriptions, section } from './fields.ts'
import type { FieldDescription, Rule } from './fields.ts'
import { auth } from './sections/auth.ts'
import { limits, limitsRules } from './sections/limits.ts'
import { listeners, listenersRules } from './sections/listeners.ts'
import { mqtt } from './sections/mqtt.ts'
import { data, log, shutdown, storage } from './sections/operation.ts'
import { session } from './sections/session.ts'

export const schema = section('AssayMQ', {
  listeners,
  auth,
  mqtt,
  session,
  limits,
  data,
  storage,
  log,
  shutdown,
})

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T

export type Config = DeepReadonly<z.infer<typeof schema>>
/** What a caller may leave out; sizes and durations may be text. */
export type PartialConfig = DeepPartial<DeepReadonly<z.input<typeof schema>>>

export interface Field extends FieldDescription {
  /** With dots, as in `listeners.tcp.port`. */
  readonly path: string
  readonly environmentName: string
}

export interface Section {
  /** '' for the whole. */
  readonly path: string
  readonly doc: string
  /** The fields directly in it. */
  readonly fields: readonly Field[]
}

/** Every section that was declared, in order, each before the sections in it. */
export const sections: readonly Section[] = sectionsOf(schema, '')
export const fields: readonly Field[] = sections.flatMap((section) => section.fields)

export const rules: readonly Rule<Config>[] = [
  ...listenersRules.map(({ doc, holds }) => ({
    doc,
    holds: (config: Config) => holds(config.listeners),
  })),
  ...limitsRules.map(({ doc, holds }) => ({
    doc,
    holds: (config: Config) => holds(config.limits),
  })),
]

function sectionsOf(type: z.ZodObject, path: string): Section[] {
  const children = Object.entries(type.shape).map(
    ([key, child]) => [path === '' ? key : `${path}.${key}`, child] as const,
  )
  const own = {
    path,
    doc: type.description ?? '',
    fields: children.flatMap(([name, child]) => fieldOf(child, name)),
  }
  const inner = children.flatMap(([name, child]) =>
    child instanceof z.ZodObject ? sectionsOf(child, name) : [],
  )
  return [own, ...inner]
}

function fieldOf(type: z.core.$ZodType, path: string): Field[] {
  const description = fieldDescriptions.get(type)
  if (description === undefined) return []
  return [{ ...description, path, environmentName: environmentName(path) }]
}

/** `session.expiryMaxSeconds` is `ASSAYMQ_SESSION_EXPIRY_MAX_SECONDS`. */
function environmentName(path: string): string {
  const words = path.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter}`)
  return `ASSAYMQ_${words.toUpperCase()}`
}
