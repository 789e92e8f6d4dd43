/**
 * Reads settings out of a file, the environment, flags and objects, each with the place it came from.
 * It knows which settings exist, and leaves it to the schema whether their values are allowed.
 */
import { readFileSync } from 'node:fs'

import { LineCounter, isMap, isScalar, parseDocument } from 'yaml'
import type { Document, YAMLMap } from 'yaml'

import { BrokerError } from '../base/errors.ts'
import { suggestion } from '../base/nearest.ts'
import { fields, sections } from './schema.ts'

/** A value as it was written, and where. */
export interface Setting {
  readonly path: string
  readonly value: unknown
  readonly origin: string
}

export interface Reading {
  readonly settings: readonly Setting[]
  /** Whole sentences that begin with the place. */
  readonly problems: readonly string[]
}

/** Variables by name, as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

const PREFIX = 'ASSAYMQ_'
/** Names the file itself, so it is no setting in it. */
export const FILE_VARIABLE = 'ASSAYMQ_CONFIG'

const fieldPaths = fields.map(({ path }) => path)
const fieldByPath = new Map(fields.map((field) => [field.path, field]))
const fieldByVariable = new Map(fields.map((field) => [field.environmentName, field]))
const sectionPaths = new Set(sections.map(({ path }) => path))

/** Throws BrokerError CONFIG_INVALID when there is no such file. */
export function readFile(file: string): Reading {
  const lines = new LineCounter()
  const document = parseDocument(textOf(file), { lineCounter: lines })
  const place = (offset: number): string => `${file}:${lines.linePos(offset).line}`
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => {
      const [firstLine = ''] = message.split('\n')
      return `${place(pos[0])}: ${firstLine.replace(/ at line \d+, column \d+:?$/, '')}`
    })
    return { settings: [], problems }
  }
  return readDocument(document, file, place)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BrokerError('CONFIG_INVALID', `cannot read the configuration: ${reason}`, { cause })
  }
}

type Place = (offset: number) => string

function readDocument(document: Document.Parsed, file: string, place: Place): Reading {
  const settings: Setting[] = []
  const problems: string[] = []
  const readMap = (map: YAMLMap, section: string): void => {
    for (const { key, value } of map.items) {
      const origin = place(isScalar(key) ? (key.range?.[0] ?? 0) : 0)
      const name = isScalar(key) ? String(key.value) : String(key)
      const path = section === '' ? name : `${section}.${name}`
      if (isMap(value) && sectionPaths.has(path)) readMap(value, path)
      else if (isEmpty(value) && sectionPaths.has(path)) continue
      else if (fieldByPath.has(path)) settings.push({ path, value: plain(value, document), origin })
      else problems.push(unknownSetting(path, origin))
    }
  }
  if (isMap(document.contents)) readMap(document.contents, '')
  else if (!isEmpty(document.contents)) problems.push(`${file}: must hold sections of settings`)
  return { settings, problems }
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

function plain(node: unknown, document: Document.Parsed): unknown {
  const isNode = typeof node === 'object' && node !== null && 'toJS' in node
  return isNode && typeof node.toJS === 'function' ? node.toJS(document) : node
}

export function readEnvironment(environment: Environment): Reading {
  const settings: Setting[] = []
  const problems: string[] = []
  for (const [name, text] of Object.entries(environment)) {
    if (text === undefined || !name.startsWith(PREFIX) || name === FILE_VARIABLE) continue
    const field = fieldByVariable.get(name)
    if (field === undefined) {
      const known = [...fieldByVariable.keys()]
      problems.push(`${name}: no such setting${suggestion(name, known)}`)
    } else settings.push({ path: field.path, value: field.fromText(text), origin: name })
  }
  return { settings, problems }
}

/** @param flags texts by path, as in `listeners.tcp.port` */
export function readFlags(flags: Readonly<Record<string, string>>): Reading {
  const settings: Setting[] = []
  const problems: string[] = []
  for (const [path, text] of Object.entries(flags)) {
    const origin = `--${path}`
    const field = fieldByPath.get(path)
    if (field === undefined) problems.push(unknownSetting(path, origin))
    else settings.push({ path, value: field.fromText(text), origin })
  }
  return { settings, problems }
}

/** What a program that embeds the broker passed in. */
export function readObject(settings: object): Reading {
  const found: Setting[] = []
  const problems: string[] = []
  const readSection = (own: object, section: string): void => {
    for (const [name, value] of Object.entries(own)) {
      const path = section === '' ? name : `${section}.${name}`
      if (value === undefined) continue
      if (fieldByPath.has(path)) found.push({ path, value, origin: 'options' })
      else if (sectionPaths.has(path) && typeof value === 'object' && value !== null) {
        readSection(value, path)
      } else problems.push(unknownSetting(path, 'options'))
    }
  }
  readSection(settings, '')
  return { settings: found, problems }
}

function unknownSetting(path: string, origin: string): string {
  if (sectionPaths.has(path)) return `${origin}: ${path} is a section and holds settings`
  return `${origin}: no setting ${path}${suggestion(path, fieldPaths)}`
}
