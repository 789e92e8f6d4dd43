/** Progress on a terminal and in a log. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showProgress } from './progress.ts'
import { recordedReport } from './report/recording.ts'

const [first] = recordedReport().scenarios
assert.ok(first !== undefined)
const result = { ...first, verdict: 'fail' as const }

function shown(isTTY: boolean, total: number): readonly string[] {
  const written: string[] = []
  const progress = showProgress({ isTTY, columns: 40, write: (text) => written.push(text) })
  for (let done = 1; done <= total; done++) progress(result, done, total)
  return written
}

test('a terminal gets one line that changes, no longer than the terminal is wide', () => {
  const written = shown(true, 3)
  assert.equal(written.length, 3)
  assert.ok(written.every((text) => text.startsWith('\r') && text.length <= 45))
  assert.ok(written.at(-1)?.includes('3 of 3 scenarios, 3 fail'))
  assert.equal(written.join('').split('\n').length, 2)
})

test('a log gets ten lines', () => {
  const written = shown(false, 1000)
  assert.equal(written.length, 10)
  assert.equal(written.at(-1), '1000 of 1000 scenarios, 1000 fail\n')
})
