/** Where a broker can listen, and what it says where it cannot. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, mock, test } from 'node:test'

import { systemClock } from '../base/clock.ts'
import { Time } from '../base/time.ts'
import { Turn } from '../base/turn.ts'
import { captureLog } from '../observe/log.ts'
import type { CapturedLog } from '../observe/log.ts'
import { Metrics } from '../observe/metrics.ts'
import { Acceptor } from './acceptor.ts'
import { Listeners } from './listeners.ts'
import type { ListenerOptions } from './listeners.ts'
import { Outbox } from './outbox.ts'

describe('Listeners', () => {
  let folder: string
  let captured: CapturedLog
  let listeners: Listeners
  let accepted: string[]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assaymq-listeners-'))
    captured = captureLog()
    listeners = createListeners()
    accepted = []
  })

  afterEach(async () => {
    mock.restoreAll()
    await listeners.close()
    rmSync(folder, { recursive: true })
  })

  function createListeners(): Listeners {
    const time = new Time(systemClock)
    const acceptor = new Acceptor({
      time,
      outbox: new Outbox(time, new Turn(systemClock, time)),
      onConnection: (connection) => {
        accepted.push(connection.remoteAddress)
        connection.end()
      },
      sharedReadBuffer: true,
      connectionsMax: 10,
      metrics: new Metrics(),
    })
    return new Listeners(acceptor, captured.log)
  }

  function tcp(...hosts: string[]): ListenerOptions {
    return { tcp: { enabled: true, hosts, port: 0, backlog: 16 }, unix: { path: '' } }
  }

  function unix(path: string): ListenerOptions {
    return { tcp: { enabled: false, hosts: [], port: 0, backlog: 16 }, unix: { path } }
  }

  /** What a machine says that has no IPv6. */
  function takeAwayIpv6(code: string): void {
    const { listen } = Server.prototype
    mock.method(Server.prototype, 'listen', function (this: Server, ...args: unknown[]) {
      const [options] = args
      const isIpv6 = typeof options === 'object' && JSON.stringify(options).includes('"::')
      if (!isIpv6) return Reflect.apply(listen, this, args)
      const error = Object.assign(new Error(`listen ${code}`), { code })
      queueMicrotask(() => this.emit('error', error))
      return this
    })
  }

  test('share one port on all addresses, which the system chooses for port 0', async () => {
    await listeners.open(tcp('127.0.0.1', '127.0.0.2'))
    const [first, second] = listeners.bound
    assert.ok(first?.type === 'tcp' && second?.type === 'tcp')
    assert.notEqual(first.port, 0)
    assert.equal(second.port, first.port)
    for (const { host, port } of [first, second]) {
      await once(createConnection({ host, port }).resume(), 'close')
    }
    assert.equal(accepted.length, 2)
  })

  test('name the address and the cause when it is taken', async () => {
    await listeners.open(tcp('127.0.0.1'))
    const [bound] = listeners.bound
    assert.ok(bound?.type === 'tcp')
    const { tcp: options, ...rest } = tcp('127.0.0.1')
    await assert.rejects(
      createListeners().open({ tcp: { ...options, port: bound.port }, ...rest }),
      {
        code: 'LISTEN_FAILED',
        message: new RegExp(`127\\.0\\.0\\.1:${bound.port}: .*EADDRINUSE`),
      },
    )
  })

  test('open all addresses or none', async () => {
    // An address of documentation, which no machine has.
    const failure = await listeners.open(tcp('127.0.0.1', '203.0.113.1')).catch(String)
    const [, port] = /203\.0\.113\.1:(\d+): .*EADDRNOTAVAIL/.exec(failure ?? '') ?? []
    assert.notEqual(port, undefined, failure ?? 'it has opened')
    assert.deepEqual(listeners.bound, [])
    const [error] = await once(createConnection({ host: '127.0.0.1', port: Number(port) }), 'error')
    assert.equal(Reflect.get(error, 'code'), 'ECONNREFUSED')
  })

  for (const code of ['EADDRNOTAVAIL', 'EAFNOSUPPORT']) {
    test(`do without IPv6 where the machine has none (${code}), and say so`, async () => {
      takeAwayIpv6(code)
      await listeners.open(tcp('127.0.0.1', '::1'))
      assert.equal(listeners.bound.length, 1)
      const [record] = captured.records
      assert.partialDeepStrictEqual(record, { event: 'listener.skipped', level: 'warn' })
      assert.match(String(record?.['reason']), /\[::1\]/)
    })
  }

  test('fail without IPv6 when nothing else is bound', async () => {
    takeAwayIpv6('EADDRNOTAVAIL')
    await assert.rejects(listeners.open(tcp('::1')), { code: 'LISTEN_FAILED' })
  })

  test('fail for any other address that the machine does not have', async () => {
    takeAwayIpv6('EADDRNOTAVAIL')
    await assert.rejects(listeners.open(tcp('127.0.0.1', '::2')), { code: 'LISTEN_FAILED' })
    assert.deepEqual(listeners.bound, [])
  })

  test('listen on a Unix socket and remove it at the end', async () => {
    const path = join(folder, 'broker')
    await listeners.open(unix(path))
    await once(createConnection({ path }).resume(), 'close')
    assert.deepEqual(accepted, ['local'])
    await listeners.close()
    const [error] = await once(createConnection({ path }), 'error')
    assert.equal(Reflect.get(error, 'code'), 'ENOENT')
  })

  test('replace a Unix socket that nobody answers', async () => {
    const path = join(folder, 'broker')
    const gone = createServer().listen(join(folder, 'gone'))
    await once(gone, 'listening')
    // Closing removes the file by its first name only: this one stays, as after a crash.
    linkSync(join(folder, 'gone'), path)
    await once(gone.close(), 'close')
    await listeners.open(unix(path))
    await once(createConnection({ path }).resume(), 'close')
    assert.deepEqual(accepted, ['local'])
  })

  test('leave an ordinary file alone', async () => {
    const path = join(folder, 'broker')
    writeFileSync(path, 'precious')
    await assert.rejects(listeners.open(unix(path)), {
      code: 'LISTEN_FAILED',
      message: /EADDRINUSE/,
    })
    assert.equal(readFileSync(path, 'utf8'), 'precious')
  })

  test('leave a Unix socket alone on which somebody answers', async () => {
    const path = join(folder, 'broker')
    await listeners.open(unix(path))
    const second = createListeners()
    await assert.rejects(second.open(unix(path)), { code: 'LISTEN_FAILED', message: /EADDRINUSE/ })
    await once(createConnection({ path }).resume(), 'close')
    // The other one was the question whether somebody answers.
    assert.deepEqual(accepted, ['local', 'local'])
  })
})
