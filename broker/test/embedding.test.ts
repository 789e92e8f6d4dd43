/** The broker inside another program: started by its package name, used by any client, stopped. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBroker } from 'assaymq'
import mqtt from 'mqtt'

test('a program starts a broker, uses it and stops it', { timeout: 10_000 }, async () => {
  const broker = await startBroker({
    config: { listeners: { tcp: { hosts: ['127.0.0.1'], port: 0 } }, log: { level: 'error' } },
  })
  const [listener] = broker.listeners
  assert.ok(listener?.type === 'tcp')
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${listener.port}`)
  await client.subscribeAsync('greeting')
  const greeting = new Promise<string>((resolve) => {
    client.on('message', (_topic, payload) => resolve(payload.toString()))
  })
  await client.publishAsync('greeting', 'hello', { qos: 1 })
  assert.equal(await greeting, 'hello')
  await client.endAsync()
  await broker.stop()
})
