/**
 * What docker-compose.yml promises: a broker that this machine alone reaches, anonymous by decision,
 * whose data survive the container. It reads the file and needs no Docker.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import * as z from 'zod'

const root = join(import.meta.dirname, '..', '..')

const Compose = z.object({
  services: z.object({
    assaymq: z.object({
      image: z.string(),
      command: z.array(z.string()),
      ports: z.array(z.string()),
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string()),
      read_only: z.boolean(),
      healthcheck: z.object({ test: z.array(z.string()) }),
    }),
  }),
  volumes: z.record(z.string(), z.unknown()),
})

describe('docker-compose.yml', () => {
  const file = readFileSync(join(root, 'docker-compose.yml'), 'utf8')
  const { services, volumes } = Compose.parse(parse(file))
  const { image, command, ports, environment, volumes: mounts, ...broker } = services.assaymq

  test('runs the starter of the repository on Node 26', () => {
    assert.equal(image, 'node:26')
    assert.deepEqual(command, ['node', 'broker/bin/assaymq.mjs', 'start'])
  })

  test('publishes the port to this machine alone', () => {
    assert.deepEqual(ports, ['127.0.0.1:1883:1883'])
  })

  test('listens inside the container on every address, anonymous by decision', () => {
    assert.equal(environment['ASSAYMQ_LISTENERS_TCP_HOSTS'], '0.0.0.0')
    assert.equal(environment['ASSAYMQ_AUTH_ALLOW_ANONYMOUS'], 'true')
  })

  test('keeps data in a named volume and the rest read-only', () => {
    const data = environment['ASSAYMQ_DATA_DIRECTORY']
    const named = mounts.find((mount) => mount.endsWith(`:${data}`))?.split(':')[0]
    assert.ok(named !== undefined && named in volumes, `no named volume at ${data}`)
    assert.equal(broker.read_only, true)
  })

  test('mounts only what the repository has, unchangeable', () => {
    const ours = mounts.filter((mount) => mount.startsWith('./'))
    assert.ok(ours.length > 0)
    for (const [source = '', , access] of ours.map((mount) => mount.split(':'))) {
      assert.ok(existsSync(join(root, source)), `${source} is missing`)
      assert.equal(access, 'ro')
    }
  })

  test('asks the port whether the broker is healthy', () => {
    assert.match(broker.healthcheck.test.join(' '), /1883/)
  })
})
