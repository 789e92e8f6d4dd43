/** The command line of the benchmark. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseOptions } from './options.ts'
import { ROWS } from './rows.ts'

describe('options of the benchmark', () => {
  test('are by default all rows in five blocks', () => {
    const { rows, blocks, gate } = parseOptions([])
    assert.deepEqual({ rows, blocks, gate }, { rows: ROWS, blocks: 5, gate: false })
  })

  test('name rows, in the order in which they are wanted', () => {
    const { rows } = parseOptions(['--rows', 'qos2,qos0-batch'])
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['qos2', 'qos0-batch'],
    )
  })

  test('quick is one short block, and numbers that are given come first', () => {
    assert.equal(parseOptions(['--quick']).blocks, 1)
    assert.equal(parseOptions(['--quick', '--seconds', '0.5']).seconds, 0.5)
  })

  test('against a commit takes eight blocks', () => {
    assert.equal(parseOptions(['--against', 'HEAD']).blocks, 8)
  })

  for (const args of [
    ['--rows', 'qos3'],
    ['--brokers', 'vernemq'],
    ['--blocks', '0'],
    ['--seconds', 'x'],
    ['--fast'],
  ]) {
    test(`${args.join(' ')} is refused`, () => {
      assert.throws(() => parseOptions(args))
    })
  }
})
