/**
 * The rules of STYLE.md that no linter knows, checked by reading the sources: layers and their entries,
 * banned calls, opening comments, names, tags of normative statements, and documents that name files.
 * Each test lists every place that breaks its rule.
 */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { STATEMENTS } from '../../conformance/catalogue/catalogue.ts'
import { layerOf } from './layers.ts'
import type { Source } from './source-tree.ts'
import { isTest, places, root, sources } from './source-tree.ts'

const all = sources()

/** The broker's own tests, and what only they use, may import more; other programs' tests may not. */
const bound = all.filter(({ path }) => !path.startsWith('broker/') || !isOnlyForTests(path))

function nothing(found: readonly string[]): void {
  assert.deepEqual(found, [])
}

describe('imports', () => {
  test('go where broker/dev/layers.ts allows', () => {
    nothing(eachImport(bound).filter(isForbidden).map(show))
  })

  test('enter another layer by its index.ts or ports.ts', () => {
    nothing(eachImport(bound).filter(isSideEntry).map(show))
  })

  test('inside a layer do not go through its index.ts', () => {
    nothing(
      eachImport(all)
        .filter(({ from, to }) => to === `${layerOf(from).folder}/index.ts`)
        .map(show),
    )
  })

  test('of the program reach no test', () => {
    nothing(
      eachImport(all.filter(({ path }) => !isTest(path)))
        .filter(({ to }) => isTest(to))
        .map(show),
    )
  })
})

describe('calls', () => {
  for (const { name, pattern, allowed, instead } of [
    {
      name: 'clock and timers',
      pattern:
        /\b(Date\.now|performance\.now|hrtime|setTimeout|setInterval|setImmediate)\b|new Date\(\)/g,
      allowed:
        /^broker\/(base|bin|dev)\/|^conformance\/client\/clock\.ts$|\.(test|fuzz|bench)\.ts$/,
      instead: 'broker/base/clock.ts, or conformance/client/clock.ts in the suite',
    },
    {
      name: 'randomness',
      pattern: /\b(Math\.random|randomBytes|randomUUID|randomInt|getRandomValues)\b/g,
      allowed: /^broker\/(base\/random|dev\/)|^conformance\//,
      instead: 'broker/base/random.ts',
    },
    {
      name: 'the environment',
      pattern: /\bprocess\.env\b|\bimport \{[^}]*\benv\b[^}]*\} from 'node:process'/g,
      allowed: /^broker\/(config\/load\.ts|bin\/|dev\/)|\.e2e\.test\.ts$/,
      instead: 'the configuration, read by broker/config/load.ts',
    },
    {
      name: 'sleeping in tests',
      pattern: /'(node:)?timers\/promises'/g,
      allowed: /^broker\/bin\/|\.e2e\.test\.ts$/,
      instead: 'the event itself, or a fake clock',
    },
  ]) {
    test(`${name}: use ${instead}`, () => {
      const checked = all.filter(({ path }) => !allowed.test(path))
      nothing(checked.flatMap(({ path, code }) => places({ path, text: code }, pattern)))
    })
  }
})

describe('files', () => {
  test('open with a comment that says what they are for', () => {
    const opening = /^(#!.*\n)?\/\*\*[\s\S]{20,}?\*\//
    nothing(all.filter(({ text }) => !opening.test(text)).map(({ path }) => path))
  })

  test('have names in kebab-case that say something', () => {
    const good = /^[a-z0-9]+(-[a-z0-9]+)*(\.(e2e\.)?test|\.fuzz|\.bench)?\.(ts|mjs)$/
    const empty = /^(utils?|helpers?|common|types|misc)\./
    nothing(
      all
        .map(({ path }) => path)
        .filter((path) => !good.test(basename(path)) || empty.test(basename(path))),
    )
  })

  test('leave nothing to do without an issue', () => {
    const others = all.filter(({ path }) => path !== 'broker/dev/tidy.test.ts')
    nothing(others.flatMap((source) => places(source, /\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/g)))
  })
})

describe('tags of normative statements', () => {
  // To the conformance suite they are data, which go without the `@`.
  test('have the form @MQTT-version:id and stand in the catalogue', () => {
    const tag = /@?\bMQTT-\d[\w.:-]*[\w]/g
    const isKnown = (place: string): boolean => {
      const [, id = ''] = place.split(place.startsWith('conformance/') ? / @?/ : ' @')
      return STATEMENTS.has(id)
    }
    const tags = all.flatMap(({ path, text }) => places({ path, text }, tag))
    assert.ok(tags.length > 0)
    nothing(tags.filter((place) => !isKnown(place)))
  })
})

describe('documents', () => {
  test('name files that exist', () => {
    nothing(documents().flatMap(missingFiles))
  })
})

interface Import {
  readonly from: string
  readonly to: string
}

function eachImport(files: readonly Source[]): readonly Import[] {
  return files.flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })))
}

function show({ from, to }: Import): string {
  return `${from} imports ${to}`
}

function isOnlyForTests(path: string): boolean {
  const importers = all.filter(({ imports }) => imports.includes(path))
  return isTest(path) || (importers.length > 0 && importers.every((file) => isTest(file.path)))
}

function isFile(imported: string): boolean {
  return /\.(ts|mjs|json)$/.test(imported)
}

function isForbidden({ from, to }: Import): boolean {
  const { folder, imports, node, packages, testPackages } = layerOf(from)
  if (to.startsWith('node:')) {
    return !isTest(from) && node !== 'everything' && !node.includes(to)
  }
  if (!isFile(to))
    return ![...packages, ...(isTest(from) ? testPackages : [])].includes(packageOf(to))
  if (imports === 'everything') return false
  const target = layerOf(to).folder
  return target !== folder && !imports.includes(target)
}

/** `@scope/name/part` and `name/part` without the part. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

/** The files that put the broker together, and its tools, see into the layers. */
function isSideEntry({ from, to }: Import): boolean {
  if (!isFile(to) || layerOf(from).imports === 'everything') return false
  const target = layerOf(to).folder
  if (target === layerOf(from).folder || /\/(index|ports)\.ts$/.test(to)) return false
  return ['index.ts', 'ports.ts'].some((entry) => existsSync(join(root, target, entry)))
}

function documents(): readonly string[] {
  return globSync('{*.md,{broker,conformance,loadtest,features,dashboards}/**/*.md}', {
    cwd: root,
  })
}

/** Paths in backticks, from the top of the repository, and links, from the document. */
function missingFiles(document: string): readonly string[] {
  const text = readFileSync(join(root, document), 'utf8')
  const inBackticks =
    /`((?:broker|conformance|loadtest|features|dashboards|\.ci|\.github)\/[\w./-]*|[\w-]+\.(?:md|json|yml))`/g
  const links = /\]\((?!\w+:|#)([^)#\s]+)/g
  const named = [
    ...Array.from(text.matchAll(inBackticks), ([, path = '']) => path),
    ...Array.from(text.matchAll(links), ([, path = '']) => join(dirname(document), path)),
  ]
  return named
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${document} names ${path}`)
}
