/**
 * The program as its users run it: `pub` and `sub` against Mosquitto and its clients, and `start` from
 * its first line to its end.
 */
import assert from 'node:assert/strict'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { env, execPath } from 'node:process'
import { after, before, describe, test } from 'node:test'

const main = join(import.meta.dirname, '..', 'main.ts')
/** Debian puts the broker where only root has its path. */
const path = [env['PATH'], '/usr/sbin', '/usr/local/sbin'].join(delimiter)

const folder = mkdtempSync(join(tmpdir(), 'assaymq-cli-'))
after(() => rmSync(folder, { recursive: true }))

/** What a failed test left running. */
const running = new Set<Program>()
after(() => {
  for (const program of running) program.kill('SIGKILL')
})

/** A program that runs, and what it wrote until now. */
class Program {
  output = ''
  errors = ''
  readonly #child: ChildProcessWithoutNullStreams
  readonly #closed: Promise<unknown[]>
  readonly #readers = new Set<() => void>()
  #isClosed = false

  constructor(command: string, args: readonly string[], input = '') {
    running.add(this)
    this.#child = spawn(command, args, { env: { ...env, PATH: path } })
    this.#closed = once(this.#child, 'close')
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
      this.#read()
    })
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString()
      this.#read()
    })
    this.#child.once('close', () => {
      running.delete(this)
      this.#isClosed = true
      this.#read()
    })
    this.#child.stdin.end(input)
  }

  #read(): void {
    for (const read of this.#readers) read()
  }

  /** Resolves when the program has written what matches; rejects when it ended without. */
  wrote(pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
    const read = (): void => {
      const match = pattern.exec(this.output) ?? pattern.exec(this.errors)
      if (match === null && !this.#isClosed) return
      this.#readers.delete(read)
      if (match !== null) resolve(match)
      else reject(new Error(`ended without ${pattern}: ${this.output}${this.errors}`))
    }
    this.#readers.add(read)
    read()
    return promise
  }

  /** Its exit code, after all of its output. */
  async code(): Promise<unknown> {
    const [code] = await this.#closed
    return code
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.#child.kill(signal)
  }
}

function assaymq(args: readonly string[], input?: string): Program {
  return new Program(execPath, [main, ...args], input)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  server.close()
  await once(server, 'close')
  return address.port
}

describe('clients with Mosquitto', { timeout: 60_000 }, () => {
  let port = ''
  let mosquitto: Program
  before(async () => {
    port = String(await freePort())
    mosquitto = new Program('mosquitto', ['-v', '-p', port])
    await mosquitto.wrote(/mosquitto version \S+ running/)
  })
  after(async () => {
    mosquitto.kill()
    await mosquitto.code()
  })

  const at = (): string[] => ['-p', port]
  const subscribed = async (program: Program, id: string): Promise<Program> => {
    await mosquitto.wrote(new RegExp(`Sending SUBACK to ${id}\\b`))
    return program
  }

  for (const [version, topic] of [
    ['5', 'v5'],
    ['311', 'v311'],
    ['31', 'v31'],
  ] as const) {
    test(`sub and pub speak MQTT ${version}`, async () => {
      const subArgs = ['-i', `sub-${version}`, '-V', version, '-t', `${topic}/#`, '-q', '2']
      const sub = await subscribed(
        assaymq(['sub', ...at(), ...subArgs, '-C', '3', '-v']),
        `sub-${version}`,
      )
      for (const qos of ['0', '1', '2']) {
        const args = ['-V', version, '-t', `${topic}/${qos}`, '-q', qos, '-m', `m${qos}`]
        assert.equal(await assaymq(['pub', ...at(), ...args]).code(), 0)
      }
      assert.equal(await sub.code(), 0)
      assert.equal(sub.output, `${topic}/0 m0\n${topic}/1 m1\n${topic}/2 m2\n`)
    })
  }

  test('pub reaches the subscriber of Mosquitto with its properties', async () => {
    const format = ['-F', '%t %p %q %C %P', '-C', '1', '-q', '1']
    const args = [...at(), '-V', '5', '-i', 'theirs', '-t', 'theirs', ...format]
    const sub = await subscribed(new Program('mosquitto_sub', args), 'theirs')
    const properties = ['content-type text/plain', 'user-property k v'].flatMap((property) => [
      '-D',
      'publish',
      ...property.split(' '),
    ])
    const pub = assaymq(['pub', ...at(), '-t', 'theirs', '-m', 'x', '-q', '1', ...properties])
    assert.equal(await pub.code(), 0)
    assert.equal(await sub.code(), 0)
    assert.equal(sub.output, 'theirs x 1 text/plain k:v\n')
  })

  test('sub writes what the publisher of Mosquitto sent, as JSON', async () => {
    const args = [...at(), '-i', 'ours', '-t', 'ours', '-C', '1', '--json']
    const sub = await subscribed(assaymq(['sub', ...args]), 'ours')
    const theirs = [...at(), '-V', '5', '-t', 'ours', '-m', 'x', '-D', 'publish']
    const pub = new Program('mosquitto_pub', [...theirs, 'response-topic', 'r'])
    assert.equal(await pub.code(), 0)
    assert.equal(await sub.code(), 0)
    assert.deepEqual(JSON.parse(sub.output), {
      topic: 'ours',
      qos: 0,
      retain: false,
      payload: 'x',
      properties: { responseTopic: 'r' },
    })
  })

  test('pub takes its messages from lines, standard input and files', async () => {
    const file = join(folder, 'message')
    writeFileSync(file, 'from\na file')
    const args = [...at(), '-i', 'inputs', '-t', 'inputs', '-C', '4', '-q', '1', '-F', '%l:%p']
    const sub = await subscribed(assaymq(['sub', ...args]), 'inputs')
    const pub = [...at(), '-t', 'inputs', '-q', '1']
    assert.equal(await assaymq(['pub', ...pub, '-l'], 'one\ntwo\n').code(), 0)
    assert.equal(await assaymq(['pub', ...pub, '-s'], 'three\n').code(), 0)
    assert.equal(await assaymq(['pub', ...pub, '-f', file]).code(), 0)
    assert.equal(await sub.code(), 0)
    assert.equal(sub.output, '3:one\n3:two\n6:three\n\n11:from\na file\n')
  })

  test('sub gets a retained message, and leaves it out with -R', async () => {
    const pub = assaymq(['pub', ...at(), '-t', 'kept', '-m', 'x', '-r', '-q', '1', '--json'])
    assert.equal(await pub.code(), 0)
    assert.deepEqual(JSON.parse(pub.output), { topic: 'kept', qos: 1, retain: true, bytes: 1 })
    const sub = assaymq(['sub', ...at(), '-t', 'kept', '-C', '1'])
    assert.equal(await sub.code(), 0)
    assert.equal(sub.output, 'x\n')
    const without = assaymq(['sub', ...at(), '-t', 'kept', '-R', '-W', '1'])
    assert.equal(await without.code(), 0)
    assert.equal(without.output, '')
  })

  test('sub gets what came for its session while it was away', async () => {
    const sub = ['sub', ...at(), '-i', 'away', '-c', '-t', 'away', '-q', '1']
    assert.equal(await assaymq([...sub, '-W', '1']).code(), 0)
    assert.equal(await assaymq(['pub', ...at(), '-t', 'away', '-m', 'x', '-q', '1']).code(), 0)
    const again = assaymq([...sub, '-C', '1'])
    assert.equal(await again.code(), 0)
    assert.equal(again.output, 'x\n')
  })

  test('a will is published when its client is killed', async () => {
    const args = [...at(), '-i', 'heir', '-t', 'wills', '-C', '1']
    const heir = await subscribed(assaymq(['sub', ...args]), 'heir')
    const will = ['--will-topic', 'wills', '--will-payload', 'gone']
    const mortal = ['sub', ...at(), '-i', 'mortal', '-t', 'any', ...will]
    const client = await subscribed(assaymq(mortal), 'mortal')
    client.kill('SIGKILL')
    assert.equal(await heir.code(), 0)
    assert.equal(heir.output, 'gone\n')
  })

  test('sub ends in order at a signal, and in failure when messages are missing', async () => {
    const args = [...at(), '-i', 'stopped', '-t', 'stopped']
    const sub = await subscribed(assaymq(['sub', ...args]), 'stopped')
    sub.kill('SIGINT')
    assert.equal(await sub.code(), 0)
    await mosquitto.wrote(/Received DISCONNECT from stopped/)
    const missing = assaymq(['sub', ...at(), '-t', 'none', '-C', '1', '-W', '1'])
    assert.equal(await missing.code(), 1)
    assert.match(missing.errors, /1 messages were still to come after 1 s/)
  })
})

describe('the broker', { timeout: 60_000 }, () => {
  const anyPort = ['start', '--listeners.tcp.hosts', '127.0.0.1', '--listeners.tcp.port', '0']

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`starts, serves its own clients and ends in order at ${signal}`, async () => {
      const broker = assaymq(anyPort)
      const [, port = ''] = await broker.wrote(/mqtt:\/\/127\.0\.0\.1:(\d+)[\s\S]*Ctrl-C/)
      const pub = assaymq(['pub', '-p', port, '-t', 'a', '-m', 'x', '-r', '-q', '1'])
      assert.equal(await pub.code(), 0, pub.errors)
      const sub = assaymq(['sub', '-p', port, '-t', 'a', '-C', '1', '-W', '10'])
      assert.equal(await sub.code(), 0, sub.errors)
      assert.equal(sub.output, 'x\n')
      broker.kill(signal)
      assert.equal(await broker.code(), 0)
    })
  }

  test('tells its connected clients that it ends', async () => {
    const broker = assaymq([...anyPort, '--json'])
    const [line] = await broker.wrote(/^\{"version".*\}$/m)
    const port = String(JSON.parse(line).listeners[0].port)
    const sub = assaymq(['sub', '-p', port, '-t', 'a', '--will-topic', 'w'])
    const retained = ['pub', '-p', port, '-t', 'a', '-m', 'x', '-r']
    assert.equal(await assaymq(retained).code(), 0)
    await sub.wrote(/x/)
    broker.kill()
    assert.equal(await broker.code(), 0)
    assert.equal(await sub.code(), 1)
    assert.match(sub.errors, /the server ended it: Server shutting down \(0x8b\)/)
  })

  test('says which address another process uses, and ends with code 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    assert.ok(typeof address === 'object' && address !== null)
    const args = ['--listeners.tcp.hosts', '127.0.0.1', '--listeners.tcp.port', `${address.port}`]
    const broker = assaymq(['start', ...args])
    assert.equal(await broker.code(), 1)
    assert.match(broker.errors, new RegExp(`cannot listen on 127.0.0.1:${address.port}: another`))
    taken.close()
  })

  test('does not start with a wrong setting, and ends with code 78', async () => {
    const file = join(folder, 'wrong.yaml')
    writeFileSync(file, 'mqtt:\n  maximumQos: 3\n')
    const broker = assaymq(['start', '-c', file])
    assert.equal(await broker.code(), 78)
    assert.match(broker.errors, /wrong\.yaml:2: mqtt\.maximumQos must be 0, 1 or 2, not 3/)
  })
})
