/**
 * The first five minutes of the README, typed as they stand: every `sh` block runs in the terminal its
 * first line names, every `text` block has to appear, every `ts` block has to run. Only the port is
 * another one, so that a broker that runs on this machine is left alone.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const PATIENCE_MS = 20_000

interface Block {
  readonly language: string
  readonly lines: readonly string[]
}

const blocks: readonly Block[] = Array.from(
  (await readFile(join(root, 'README.md'), 'utf8')).matchAll(/^```(\w+)\n([^]*?)^```$/gm),
  ([, language = '', content = '']) => ({ language, lines: content.trimEnd().split('\n') }),
)

let port = 0
const terminals = new Map<string, Terminal>()

/** A program that goes on running while others are started, and what it has written so far. */
class Terminal {
  output = ''
  readonly #child: ChildProcess

  constructor(command: string) {
    this.#child = spawn('sh', ['-c', `exec ${command}`], { cwd: root })
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
      this.#child.emit('said')
    })
  }

  async waitFor(wanted: string): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    while (!this.output.includes(wanted)) await once(this.#child, 'said', { signal })
  }

  async end(): Promise<number | null> {
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGINT')
    const [code] = await exit
    return code
  }
}

/** The command of the README with the port of this test. */
function onOurPort(command: string): string {
  if (command === 'npm start')
    return `env ASSAYMQ_LISTENERS_TCP_PORT=${port} node broker/bin/assaymq.mjs start`
  const isClient = /^(npx assaymq (pub|sub)|mosquitto_(pub|sub)) /.test(command)
  return isClient ? `${command} -p ${port}` : command
}

async function run(command: string): Promise<void> {
  const child = spawn('sh', ['-c', command], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = once(child, 'exit')
  const errors = await text(child.stderr)
  assert.equal((await exit)[0], 0, `${command}\n${errors}`)
}

async function runShell([title = '', ...commands]: readonly string[]): Promise<void> {
  const name = /^# (terminal \d)$/.exec(title)?.[1]
  assert.ok(name !== undefined, 'a block says which terminal it is for')
  for (const command of commands) {
    if (name === 'terminal 3') await run(onOurPort(command))
    else terminals.set(name, new Terminal(onOurPort(command)))
  }
  await terminals.get('terminal 1')?.waitFor('Ctrl-C stops the broker.')
  if (name === 'terminal 3') last = commands.map(onOurPort)
}

/** What was typed last in the third terminal, to be typed again while the second is not listening yet. */
let last: readonly string[] = []

async function expectShown(line: string): Promise<void> {
  const shown = terminals.get('terminal 2')?.waitFor(line)
  let isShown = false
  void shown?.then(() => (isShown = true))
  while (!isShown) {
    const again = last.map(run)
    await Promise.race([shown, Promise.all(again)])
    await Promise.all(again)
  }
  await shown
}

async function runProgram(lines: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(root, 'broker', 'test', 'readme-'))
  try {
    const file = join(folder, 'example.ts')
    await writeFile(file, lines.join('\n'))
    await run(`'${process.execPath}' '${file}'`)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

describe('README', () => {
  before(async () => {
    port = await freePort()
  })

  after(async () => {
    for (const terminal of [...terminals.values()].toReversed()) await terminal.end()
  })

  test('has the blocks that this test knows how to run', () => {
    assert.deepEqual([...new Set(blocks.map(({ language }) => language))].toSorted(), [
      'sh',
      'text',
      'ts',
    ])
  })

  for (const { language, lines } of blocks) {
    test(`${language}: ${lines.slice(0, 2).join(' ')}`, async () => {
      if (language === 'sh') await runShell(lines)
      else if (language === 'ts') await runProgram(lines)
      else for (const line of lines) await expectShown(line)
    })
  }

  test('Ctrl-C stops the broker with exit code 0', async () => {
    const broker = terminals.get('terminal 1')
    terminals.delete('terminal 1')
    assert.equal(await broker?.end(), 0)
  })
})
