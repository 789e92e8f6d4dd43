/**
 * `npm start` with the real broker: it serves a foreign client, and whatever ends npm
 * or its terminal ends the broker in order and frees the port.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'
import { after, describe, test } from 'node:test'
import { StartedProgram } from './started-program.ts'

const root = join(import.meta.dirname, '..', '..')
const ORPHAN_MS = 3000
const data = mkdtempSync(join(tmpdir(), 'assaymq-start-'))
const started: StartedProgram[] = []
after(() => {
  for (const { child } of started) child.kill('SIGKILL')
  rmSync(data, { recursive: true })
})

describe('npm start', { timeout: 30_000 }, () => {
  test('serves a foreign client', async () => {
    const { broker, port } = await start('npm', 'start')
    await broker.ready
    execFileSync('mosquitto_pub', ['-p', port, '-t', 'topic', '-m', 'message', '-q', '1'])
    broker.child.kill('SIGTERM')
    await broker.output
  })

  test('stops in order when npm is told to end', async () => {
    const { broker, port } = await start('npm', 'start')
    await broker.ready
    broker.child.kill('SIGTERM')
    assert.match(await broker.output, /broker\.stopped/)
    assert.equal(await isOpen(port), false)
  })

  test('stops in order when npm is killed', async () => {
    const { broker, port } = await start('npm', 'start')
    await broker.ready
    const killedMs = performance.now()
    broker.child.kill('SIGKILL')
    assert.match(await broker.output, /broker\.stopped/)
    assert.equal(await isOpen(port), false)
    assert.ok(performance.now() - killedMs < ORPHAN_MS)
  })

  test('stops in order at Ctrl-C in a terminal', async () => {
    const { broker, port } = await start('script', '-qefc', 'npm start', '/dev/null')
    await broker.ready
    broker.child.stdin?.write('\u0003')
    assert.match(await broker.output, /broker\.stopped/)
    assert.equal(await isOpen(port), false)
  })

  test('without npm ends with code 0 at SIGTERM', async () => {
    const { broker } = await start('node', join(root, 'broker/bin/assaymq.mjs'), 'start')
    await broker.ready
    broker.child.kill('SIGTERM')
    assert.deepEqual(await broker.exit, [0, null])
  })
})

async function start(
  program: string,
  ...args: string[]
): Promise<{ readonly broker: StartedProgram; readonly port: string }> {
  const port = await freePort()
  const broker = new StartedProgram(program, args, {
    cwd: root,
    path: (env['PATH'] ?? '').split(delimiter),
    readyText: 'broker.started',
    env: {
      ASSAYMQ_LISTENERS_TCP_HOSTS: '127.0.0.1',
      ASSAYMQ_LISTENERS_TCP_PORT: port,
      ASSAYMQ_DATA_DIRECTORY: data,
    },
  })
  started.push(broker)
  return { broker, port }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  server.close()
  await once(server, 'close')
  return String(address.port)
}

async function isOpen(port: string): Promise<boolean> {
  const socket = connect(Number(port), '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
