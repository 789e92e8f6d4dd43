/** The small broker is a broker: clients that are not ours work with it, in every version. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { connect, connectAsync } from 'mqtt'
import type { IClientOptions } from 'mqtt'
import { SmallBroker } from './small-broker.ts'

const run = promisify(execFile)
const VERSIONS = [
  { name: '3.1', protocolId: 'MQIsdp', protocolVersion: 3, option: '31' },
  { name: '3.1.1', protocolId: 'MQTT', protocolVersion: 4, option: '311' },
  { name: '5.0', protocolId: 'MQTT', protocolVersion: 5, option: '5' },
] as const

describe('The small broker with clients of others', { timeout: 60_000 }, () => {
  const broker = new SmallBroker()
  const urls: Record<string, URL> = {}

  before(async () => {
    urls['mqtt'] = await broker.listen('mqtt')
    urls['ws'] = await broker.listen('ws')
  })
  after(() => broker.close())

  for (const scheme of ['mqtt', 'ws']) {
    for (const { name, protocolId, protocolVersion } of VERSIONS) {
      test(`MQTT.js in ${name} over ${scheme} gets back what it publishes, in order`, async () => {
        const url = urls[scheme]?.href ?? ''
        const options: IClientOptions = { protocolId, protocolVersion, clientId: `js${name}` }
        const client = await connectAsync(url, { ...options, reconnectPeriod: 0 })
        const received: string[] = []
        const all = new Promise<void>((resolve) => {
          client.on('message', (topic, payload, { qos }) => {
            received.push(`${topic} ${payload.toString()} ${qos}`)
            if (received.length === 3) resolve()
          })
        })
        await client.subscribeAsync({ [`${scheme}/${name}/#`]: { qos: 2 } })
        for (const qos of [0, 1, 2] as const) {
          await client.publishAsync(`${scheme}/${name}/a`, `level ${qos}`, { qos })
        }
        await all
        assert.deepEqual(
          received,
          [0, 1, 2].map((qos) => `${scheme}/${name}/a level ${qos} ${qos}`),
        )
        await client.endAsync()
      })
    }
  }

  for (const { name, option } of VERSIONS) {
    test(`mosquitto_sub in ${name} gets a retained and a live message of mosquitto_pub`, async () => {
      const port = urls['mqtt']?.port ?? ''
      const common = ['-p', port, '-V', option, '-q', '2', '-t', `mosquitto/${name}`]
      await run('mosquitto_pub', [...common, '-m', 'kept', '-r'])
      const subscriber = spawn('mosquitto_sub', [...common, '-C', '2', '-F', '%r %q %p'])
      const lines: string[] = []
      for await (const line of createInterface({ input: subscriber.stdout })) {
        lines.push(line)
        if (lines.length === 1) await run('mosquitto_pub', [...common, '-m', 'live'])
      }
      assert.deepEqual(lines, ['1 2 kept', '0 2 live'])
      if (subscriber.exitCode === null) await once(subscriber, 'exit')
      assert.equal(subscriber.exitCode, 0)
    })
  }

  test('MQTT.js finds its session and what waited in it', async () => {
    const url = urls['mqtt']?.href ?? ''
    const options: IClientOptions = { clientId: 'sleeper', clean: false, reconnectPeriod: 0 }
    const sleeper = await connectAsync(url, options)
    await sleeper.subscribeAsync('a/sleeper', { qos: 1 })
    await sleeper.endAsync()
    const other = await connectAsync(url, { clientId: 'other', reconnectPeriod: 0 })
    await other.publishAsync('a/sleeper', 'while you slept', { qos: 1 })
    await other.endAsync()
    const awake = connect(url, options)
    const message = await new Promise<string>((resolve) => {
      awake.on('message', (topic, payload) => resolve(`${topic} ${payload.toString()}`))
    })
    assert.equal(message, 'a/sleeper while you slept')
    await awake.endAsync()
  })
})
