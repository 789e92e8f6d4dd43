/**
 * The schema written for people and editors: a reference, a commented sample file, a JSON schema, and
 * the values of a configuration one by one. It writes text and touches no file.
 */
import * as z from 'zod'

import { fields, rules, schema, sections } from './schema.ts'
import type { Config, Section } from './schema.ts'

/** One setting with its value, as text. */
export interface Value {
  readonly path: string
  readonly text: string
}

/** Every setting of a configuration, in the order of the schema. */
export function valuesOf(config: Config): readonly Value[] {
  return fields.map(({ path, toText }) => ({ path, text: toText(valueAt(config, path)) }))
}

function valueAt(config: object, path: string): unknown {
  let value: unknown = config
  for (const name of path.split('.')) value = new Map(Object.entries(Object(value))).get(name)
  return value
}

/** The reference of all settings, as Markdown. */
export function markdownReference(): string {
  const conditions = rules.map(({ doc }) => `- ${doc}`)
  return `${[
    '# Configuration',
    'Every setting has a default, so that no file is needed. Later sources win: the default, the YAML ' +
      'file (`--config`, or `ASSAYMQ_CONFIG`), the environment, flags. A flag is `--` and the name of ' +
      'the setting. Sizes and durations are numbers or texts with a unit, such as `64KiB` and `5s`. ' +
      'What is unknown or out of range stops the start, with all problems at once; ' +
      '`assaymq config check` tells them without starting.',
    ...sections.filter((section) => section.fields.length > 0).map(sectionReference),
    `## Between settings\n\nThese hold, or the broker does not start:\n\n${conditions.join('\n')}`,
  ].join('\n\n')}\n`
}

function sectionReference({ path, doc, fields: own }: Section): string {
  const rows = own.map(
    ({ path: name, doc: meaning, ...field }) =>
      `| \`${name}\` | ${cell(meaning)} | ${cell(field.type)} | \`${field.toText(field.defaultValue)}\` | \`${field.environmentName}\` |`,
  )
  const head =
    '| Setting | Meaning | Values | Default | Variable |\n| --- | --- | --- | --- | --- |'
  return `## ${path}\n\n${doc}\n\n${head}\n${rows.join('\n')}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

/** A file with every section, and every setting commented out at its default. */
export function commentedSample(): string {
  const head =
    '# yaml-language-server: $schema=./config.schema.json\n' +
    '# Every setting of AssayMQ with its default. Uncomment what you change.\n'
  return head + sections.slice(1).map(sampleSection).join('')
}

function sampleSection({ path, doc, fields: own }: Section): string {
  const depth = path.split('.').length - 1
  const indent = '  '.repeat(depth)
  const lines = own.flatMap((field) => [
    `${indent}  # ${field.doc}`,
    `${indent}  # Values: ${field.type}.`,
    `${indent}  #${lastName(field.path)}: ${field.toText(field.defaultValue)}`,
  ])
  const title = [`${indent}# ${doc}`, `${indent}${lastName(path)}:`]
  return `${depth === 0 ? '\n' : ''}${[...title, ...lines].join('\n')}\n`
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** For editors that check YAML while it is written; a section may be missing, or empty as in the sample. */
export function jsonSchema(): string {
  const described = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema: part }) => {
      if (part.type !== 'object') return
      delete part.required
      Object.assign(part, { type: ['object', 'null'] })
    },
  })
  return `${JSON.stringify(described, undefined, 2)}\n`
}
