/** The table of defects: enough of them, well spread, and each about statements that exist. */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { STATEMENTS } from '../../catalogue/catalogue.ts'
import { VERSIONS } from '../../wire/packet.ts'
import { FAULTS } from '../faults.ts'
import { DEFECTS, brokenStatements } from './index.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const LEAST_DEFECTS = 140
const LEAST_STATEMENTS = 130
const LEAST_PER_FOLDER = 2
const MOST_STATEMENTS = 3

describe('The table of defects', () => {
  test('is long enough and breaks enough of the testable statements of 5.0', () => {
    assert.ok(DEFECTS.length >= LEAST_DEFECTS, `${DEFECTS.length} defects`)
    assert.ok(brokenStatements().size >= LEAST_STATEMENTS, `${brokenStatements().size} statements`)
  })

  test('gives each defect a name of its own', () => {
    const twice = DEFECTS.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) !== index)
    assert.deepEqual(twice, [])
  })

  test('knows the statements, which can be tested, at most three in each version', () => {
    for (const { id, statements } of DEFECTS) {
      for (const statement of statements) {
        assert.ok(STATEMENTS.has(statement), `${id}: ${statement}`)
        assert.notEqual(STATEMENTS.get(statement)?.testable, 'no', `${id}: ${statement}`)
      }
      for (const version of VERSIONS) {
        const inVersion = statements.filter((one) => one.startsWith(`MQTT-${version}:`))
        assert.ok(inVersion.length <= MOST_STATEMENTS, `${id} in ${version}`)
      }
    }
  })

  test('has at least two for each folder of features', () => {
    const features = globSync('*/*.feature', { cwd: join(root, 'features') })
    for (const folder of new Set(features.map((path) => dirname(path)))) {
      const count = DEFECTS.filter(({ feature }) => feature === folder).length
      assert.ok(count >= LEAST_PER_FOLDER, `${count} defects for ${folder}`)
    }
  })

  test('uses every switch of the small broker', () => {
    const used = DEFECTS.flatMap((defect) => (defect.where === 'small broker' ? defect.fault : []))
    assert.deepEqual(
      FAULTS.filter((fault) => !used.includes(fault)),
      [],
    )
  })
})
