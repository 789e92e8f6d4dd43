/**
 * The sources of the repository as text, for tests that read them. It parses no more than comments and
 * import statements, and judges nothing.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

const SOURCES = '{broker,conformance,loadtest,features,dashboards}/**/*.{ts,mjs}'
const IMPORT =
  /^(?:import|export)\b[^'"]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm

export interface Source {
  /** Relative to the repository, with slashes. */
  readonly path: string
  readonly text: string
  /** The text with its comments blanked, so that lines keep their numbers. */
  readonly code: string
  /** Modules of Node and packages by name, files by path like `path`. */
  readonly imports: readonly string[]
}

export function sources(): readonly Source[] {
  return globSync(SOURCES, { cwd: root }).toSorted().map(readSource)
}

/** A test, fuzz test or benchmark. */
export function isTest(path: string): boolean {
  return /\.(test|fuzz|bench)\.ts$/.test(path)
}

/** `path:line` for every match of `pattern`, with what matched. */
export function places({ path, text }: { path: string; text: string }, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: match }) => {
    const line = text.slice(0, index).split('\n').length
    return `${path}:${line} ${match.trim()}`
  })
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const code = text.replaceAll(COMMENT, (comment) => comment.replaceAll(/[^\n]/g, ' '))
  const imports = Array.from(code.matchAll(IMPORT), ([, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? ''
    return name.startsWith('.') ? join(dirname(path), name) : name
  })
  return { path, text, code, imports }
}
