/** Two short rows against Mosquitto alone: the benchmark runs, and has checked what it counts. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { test } from 'node:test'

interface Row {
  readonly figures: readonly { readonly broker: string; readonly figure: { median: number } }[]
  readonly checked: number
  readonly doubts: readonly string[]
}

test('every message of a quick run is checked and right', { timeout: 60_000 }, () => {
  const main = join(import.meta.dirname, 'main.ts')
  const args = ['--quick', '--json', '--brokers', 'mosquitto', '--rows', 'qos0-batch,qos2']
  const output = execFileSync(execPath, [main, ...args], { encoding: 'utf8', stdio: 'pipe' })
  const { rows }: { rows: readonly Row[] } = JSON.parse(output)
  assert.equal(rows.length, 2)
  for (const { figures, checked, doubts } of rows) {
    const [mosquitto] = figures
    assert.ok(mosquitto !== undefined && mosquitto.figure.median > 0)
    // What was measured in two seconds, and the warm-up.
    assert.ok(checked > 2 * mosquitto.figure.median)
    assert.deepEqual(
      doubts.filter((doubt) => doubt.includes('messages')),
      [],
    )
  }
})
