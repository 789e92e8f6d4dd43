/**
 * How a program of the repository starts and ends below npm and the launcher, on the Node of the
 * system and on that of the packages.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'
import { after, describe, test } from 'node:test'
import { StartedProgram } from './started-program.ts'

const root = join(import.meta.dirname, '..', '..')
const ORPHAN_MS = 3000
const modules = join(root, 'node_modules', '.bin')
const systemPath = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== modules)
const starter = [join(root, 'broker/bin/run.mjs'), 'broker/bin/stand-in.ts']

/** A package whose `npm start` runs the stand-in as ours runs the broker. */
const folder = mkdtempSync(join(tmpdir(), 'assaymq-launch-'))
writeFileSync(
  join(folder, 'package.json'),
  JSON.stringify({ scripts: { start: `node ${starter.join(' ')}` } }),
)
const all: StartedProgram[] = []
after(() => {
  for (const { child } of all) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

for (const [name, path] of Object.entries({
  'the Node of the system': systemPath,
  'Node 26': [modules, ...systemPath],
})) {
  const start = (program: string, ...args: string[]): StartedProgram => {
    const started = new StartedProgram(program, args, { cwd: folder, path, readyText: 'ready' })
    all.push(started)
    return started
  }

  describe(`started by ${name}`, { timeout: 20_000 }, () => {
    test('the exit code of the program is passed on', async () => {
      const started = start('node', ...starter, 'exit', '7')
      assert.deepEqual(await started.exit, [7, null])
    })

    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      test(`${signal} reaches the program once, which ends with code 0`, async () => {
        const started = start('node', ...starter)
        await started.ready
        started.child.kill(signal)
        assert.deepEqual(await started.exit, [0, null])
        assert.match(await started.output, /ended after 1 signal/)
      })
    }

    test('a killed launcher leaves no program behind', () => endsWithStarter('node', starter))

    test('a killed npm leaves no program behind', () => endsWithStarter('npm', ['start']))

    test('npm that is told to end lets the program end in order', async () => {
      const started = start('npm', 'start')
      await started.ready
      started.child.kill('SIGTERM')
      assert.match(await started.output, /ended after 1 signal/)
    })

    for (const command of [`node ${starter.join(' ')}`, 'npm start']) {
      test(`Ctrl-C in a terminal reaches the program once: ${command.split(' ')[0]}`, async () => {
        const started = start('script', '-qefc', command, '/dev/null')
        await started.ready
        started.child.stdin?.write('\u0003')
        assert.match(await started.output, /ended after 1 signal/)
      })
    }

    async function endsWithStarter(program: string, args: readonly string[]): Promise<void> {
      const started = start(program, ...args)
      await started.ready
      const killedMs = performance.now()
      started.child.kill('SIGKILL')
      await started.output
      assert.ok(performance.now() - killedMs < ORPHAN_MS)
    }
  })
}
