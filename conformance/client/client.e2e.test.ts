/** The client, the monitor and the transcript against a broker that is not ours: Mosquitto. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { VERSIONS } from '../wire/packet.ts'
import type { Connect, Packet, PacketType, Publish, Version } from '../wire/packet.ts'
import { Client } from './client.ts'
import { within } from './clock.ts'
import { Ledger } from './monitor-ledger.ts'
import { Monitor } from './monitor.ts'
import type { Violation } from './monitor.ts'
import { DELIVERY_MODES } from './stream.ts'
import type { DeliveryMode } from './stream.ts'
import { endpointOf } from './target.ts'
import type { Target } from './target.ts'
import { Transcript } from './transcript.ts'

const SCHEMES = ['mqtt', 'mqtts', 'ws', 'wss'] as const
type Scheme = (typeof SCHEMES)[number]

const START_LIMIT_MS = 10_000
const MOSQUITTO_PATH = `${env['PATH']}:/usr/sbin:/usr/local/sbin`
const CERTIFICATE =
  'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost ' +
  '-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem'

const LEVELS: Record<Version, Pick<Connect, 'protocolName' | 'protocolLevel'>> = {
  '3.1': { protocolName: 'MQIsdp', protocolLevel: 3 },
  '3.1.1': { protocolName: 'MQTT', protocolLevel: 4 },
  '5.0': { protocolName: 'MQTT', protocolLevel: 5 },
}

let targets: ReadonlyMap<Scheme, Target>
let stop: () => Promise<void>

before(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assaymq-'))
  execFileSync('openssl', CERTIFICATE.split(' '), { cwd: folder, stdio: 'ignore' })
  // Mosquitto drops the rights of root before it reads the key.
  chmodSync(folder, 0o755)
  chmodSync(join(folder, 'key.pem'), 0o644)
  const ports = await freePorts(SCHEMES.length)
  targets = new Map(
    SCHEMES.map((scheme, at) => [
      scheme,
      { url: new URL(`${scheme}://127.0.0.1:${ports[at]}/`), caFile: join(folder, 'cert.pem') },
    ]),
  )
  const listeners = [...targets.values()].flatMap((target) => listenerFor(target, folder))
  const config = ['allow_anonymous true', 'log_dest stderr', ...listeners, '']
  writeFileSync(join(folder, 'mosquitto.conf'), config.join('\n'))
  const stopMosquitto = await startMosquitto(join(folder, 'mosquitto.conf'))
  stop = async () => {
    await stopMosquitto()
    rmSync(folder, { recursive: true })
  }
})

after(() => stop())

function listenerFor(target: Target, folder: string): readonly string[] {
  const { host, port, secure, webSocket } = endpointOf(target)
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  return [
    `listener ${port} ${host}`,
    ...(webSocket ? ['protocol websockets'] : []),
    ...(secure ? [`certfile ${cert}`, `keyfile ${key}`] : []),
  ]
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  return servers.map((server) => {
    const address = server.address()
    server.close()
    assert.ok(address !== null && typeof address === 'object')
    return address.port
  })
}

async function startMosquitto(config: string): Promise<() => Promise<void>> {
  const mosquitto = spawn('mosquitto', ['-c', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: MOSQUITTO_PATH },
  })
  const exited = once(mosquitto, 'exit')
  const log: string[] = []
  const running = new Promise<void>((resolve, reject) => {
    createInterface(mosquitto.stderr).on('line', (line) => {
      log.push(line)
      if (/mosquitto version .* running/.test(line)) resolve()
    })
    mosquitto.once('error', reject)
    mosquitto.once('exit', () => reject(new Error(`Mosquitto did not start:\n${log.join('\n')}`)))
  })
  await within(running, START_LIMIT_MS, () => new Error(`no sign of life:\n${log.join('\n')}`))
  return async () => {
    mosquitto.kill()
    await exited
  }
}

/** Clients of one scenario, on one transcript and one ledger. */
class Scenario {
  readonly transcript = new Transcript()
  readonly #ledger = new Ledger()
  readonly #monitors: Monitor[] = []
  readonly #target: Target
  readonly #version: Version
  readonly #mode: DeliveryMode

  constructor(scheme: Scheme, version: Version, mode: DeliveryMode = 'normal') {
    const target = targets.get(scheme)
    assert.ok(target)
    this.#target = target
    this.#version = version
    this.#mode = mode
  }

  get violations(): readonly Violation[] {
    return this.#monitors.flatMap(({ violations }) => violations)
  }

  async connect(name: string, fields: Partial<Connect> = {}): Promise<Client> {
    const monitor = new Monitor(this.#version, this.#ledger)
    this.#monitors.push(monitor)
    const client = new Client({
      name,
      version: this.#version,
      target: this.#target,
      mode: this.#mode,
      transcript: this.transcript,
      monitor,
    })
    await client.open()
    client.send({
      type: 'CONNECT',
      ...LEVELS[this.#version],
      cleanStart: true,
      keepAlive: 60,
      clientId: `${name}${Math.random().toString(36).slice(2, 10)}`,
      will: undefined,
      userName: undefined,
      password: undefined,
      properties: [],
      ...fields,
    })
    await client.next(ofType('CONNACK'), 'CONNACK')
    return client
  }
}

function ofType(type: PacketType): (packet: Packet) => boolean {
  return (packet) => packet.type === type
}

const isPublish = (packet: Packet): packet is Publish => packet.type === 'PUBLISH'

async function subscribe(client: Client, filter: string): Promise<void> {
  const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 }
  client.send({
    type: 'SUBSCRIBE',
    packetId: client.nextPacketId(),
    properties: [],
    subscriptions: [{ filter, qos: 2, ...options }],
  })
  await client.next(ofType('SUBACK'), 'SUBACK')
}

function publish(client: Client, text: string, qos: 0 | 1 | 2): void {
  client.send({
    type: 'PUBLISH',
    dup: false,
    qos,
    retain: false,
    topic: 'client/e2e',
    packetId: qos === 0 ? undefined : client.nextPacketId(),
    properties: [],
    payload: Buffer.from(text),
  })
}

async function receive(client: Client): Promise<readonly [text: string, qos: number]> {
  const { payload, qos } = await client.next(isPublish, 'PUBLISH')
  return [Buffer.from(payload).toString(), qos]
}

async function exchange(scenario: Scenario): Promise<void> {
  const alice = await scenario.connect('Alice')
  const bob = await scenario.connect('Bob')
  await subscribe(bob, 'client/#')
  publish(alice, 'zero', 0)
  assert.deepEqual(await receive(bob), ['zero', 0])
  publish(alice, 'one', 1)
  await alice.next(ofType('PUBACK'), 'PUBACK')
  assert.deepEqual(await receive(bob), ['one', 1])
  publish(alice, 'two', 2)
  await alice.next(ofType('PUBREC'), 'PUBREC')
  alice.send({ type: 'PUBREL', packetId: 2, reasonCode: 0, properties: [] })
  await alice.next(ofType('PUBCOMP'), 'PUBCOMP')
  assert.deepEqual(await receive(bob), ['two', 2])
  await bob.next(ofType('PUBREL'), 'PUBREL')
  await Promise.all([alice.end(), bob.end()])
  assert.deepEqual(scenario.violations, [])
}

describe('messages of every QoS come through', () => {
  for (const version of VERSIONS) {
    for (const scheme of SCHEMES) {
      test(`${version} over ${scheme}`, () => exchange(new Scenario(scheme, version)))
    }
    for (const mode of DELIVERY_MODES) {
      test(`${version} in mode ${mode}`, () => exchange(new Scenario('mqtt', version, mode)))
    }
  }
})

describe('the broker', () => {
  for (const scheme of SCHEMES) {
    test(`is seen closing after a malformed packet over ${scheme}`, async () => {
      const scenario = new Scenario(scheme, '3.1.1')
      const alice = await scenario.connect('Alice')
      alice.sendBytes(Buffer.from('f000', 'hex'))
      await alice.closed()
      assert.deepEqual(scenario.violations, [])
      assert.match(scenario.transcript.render(), /Alice {5}is closed by the broker/)
    })

    test(`takes a lost connection over ${scheme} for a failure`, async () => {
      const scenario = new Scenario(scheme, '5.0')
      const bob = await scenario.connect('Bob')
      await subscribe(bob, 'client/#')
      const will = { topic: 'client/will', qos: 1, retain: false, properties: [] } as const
      const alice = await scenario.connect('Alice', {
        will: { ...will, payload: Buffer.from('gone') },
      })
      alice.loseConnection()
      assert.deepEqual(await receive(bob), ['gone', 1])
      await bob.end()
    })
  }

  test('repeats what was not acknowledged, which the monitor follows', async () => {
    const scenario = new Scenario('mqtt', '5.0')
    const session = {
      clientId: `Bob${Math.random().toString(36).slice(2, 10)}`,
      cleanStart: false,
      properties: [{ name: 'Session Expiry Interval', value: 60 }],
    }
    const first = await scenario.connect('Bob', session)
    first.acknowledges = false
    await subscribe(first, 'client/#')
    publish(first, 'unacknowledged', 1)
    await receive(first)
    first.loseConnection()
    const second = await scenario.connect('Bob', session)
    const repeated = await second.next(isPublish, 'PUBLISH')
    assert.ok(repeated.dup)
    await second.end()
    assert.deepEqual(scenario.violations, [])
  })
})
