/** Holds the list of attack cases against the tests: what is said to be covered is, what is not is planned. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..', '..', '..')
/** Stages of the product in their order; `core` is done. */
const STAGES = ['core', 'log', 'cores', 'lab', 'listeners', 'security', 'cluster', 'console']
/** How many cases there are of each kind, A to G: none may get lost. */
const CASES = { A: 11, B: 8, C: 9, D: 8, E: 11, F: 4, G: 9 }

interface Case {
  readonly id: string
  readonly stage: string
  readonly file: string
  readonly test: string
}

const cases: readonly Case[] = readFileSync(join(root, 'broker/test/attack-cases.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', attack = '', scope = '', stage = '', file = '', title = ''] = line.split('\t')
    assert.ok(attack !== '' && scope !== '', `${id} says what it is and at which size it runs`)
    return { id, stage, file, test: title }
  })

describe('the list of attack cases', () => {
  test('holds every case once, in order, with its stage', () => {
    const ids = Object.entries(CASES).flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, place) => `${kind}${place + 1}`),
    )
    assert.deepEqual(
      cases.map(({ id }) => id),
      ids,
    )
    for (const { id, stage } of cases) assert.ok(STAGES.includes(stage), `stage of ${id}`)
  })

  test('names a test for every case of a stage that is done', () => {
    const without = cases.filter(({ stage, test: title }) => stage === 'core' && title === '')
    assert.deepEqual(without, [])
  })

  for (const { id, file, test: title } of cases) {
    if (file === '' && title === '') continue
    test(`${id} is covered by the test it names`, () => {
      assert.ok(title.startsWith(`${id} `), 'the title begins with the id')
      assert.match(readFileSync(join(root, file), 'utf8'), titled(title))
    })
  }

  test('knows every test that begins with the id of a case', () => {
    const known = new Set(cases.filter(({ file }) => file !== '').map(({ id }) => id))
    const folder = join(root, 'broker/test/attack')
    const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
    const titles = files.flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(/\b(?:test|describe)\(['`]([A-G]\d+) /g),
    ])
    assert.ok(titles.length > 0)
    assert.deepEqual(
      titles.map(([, id = '']) => id).filter((id) => !known.has(id)),
      [],
    )
  })
})

/** A test or a group of tests of exactly this title. */
function titled(title: string): RegExp {
  return new RegExp(`\\b(?:test|describe)\\('${title.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}'`)
}
