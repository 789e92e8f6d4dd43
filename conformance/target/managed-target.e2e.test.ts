/** An adapter starts, stops, kills and restarts its broker as it is told, shown on Mosquitto. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { ManagedTarget } from './managed-target.ts'
import { isOpen } from './process-broker.ts'
import type { Settings } from './protocol.ts'

const SETTINGS: Settings = { listeners: ['mqtt'], persistent: false }

function isListening(url: string): Promise<boolean> {
  return isOpen(Number(new URL(url).port))
}

describe('the adapter of Mosquitto', () => {
  let target: ManagedTarget

  async function started(settings: Settings): Promise<string> {
    const answer = await target.ask({ command: 'start', settings })
    assert.equal(answer.answer, 'started', JSON.stringify(answer))
    const url = answer.answer === 'started' ? answer.endpoints['mqtt'] : undefined
    assert.ok(url !== undefined)
    return url
  }

  beforeEach(() => {
    target = new ManagedTarget([execPath, join(import.meta.dirname, 'mosquitto.ts')])
  })
  afterEach(() => target.close())

  test('stops, kills and restarts the broker on the same port', async () => {
    const url = await started(SETTINGS)
    assert.ok(await isListening(url))
    for (const command of ['stop', 'kill'] as const) {
      assert.deepEqual(await target.ask({ command }), { answer: 'ended' })
      assert.ok(!(await isListening(url)))
      const again = await target.ask({ command: 'restart' })
      assert.deepEqual(again, { answer: 'started', endpoints: { mqtt: url } })
      assert.ok(await isListening(url))
    }
  })

  test('says which setting the broker does not have', async () => {
    const answer = await target.ask({
      command: 'start',
      settings: { ...SETTINGS, 'receive maximum': 5 },
    })
    assert.deepEqual(answer, { answer: 'unsupported', setting: 'receive maximum' })
  })

  test('says what is wrong with a request', async () => {
    const answer = await target.ask({ command: 'restart' })
    assert.equal(answer.answer, 'failed')
  })

  test('opens every kind of listener, with users and denied topics', async () => {
    const listeners: Settings['listeners'] = ['mqtt', 'mqtts', 'ws', 'wss']
    const users = { alice: 'secret' }
    const settings = { ...SETTINGS, listeners, users, 'denied topics': ['closed/#'] }
    const answer = await target.ask({ command: 'start', settings })
    assert.equal(answer.answer, 'started', JSON.stringify(answer))
    if (answer.answer !== 'started') return
    assert.deepEqual(Object.keys(answer.endpoints), listeners)
    for (const url of Object.values(answer.endpoints)) assert.ok(await isListening(url))
    assert.ok(answer.caFile !== undefined)
  })

  test('takes the broker down when the suite goes away', async () => {
    const url = await started(SETTINGS)
    await target.close()
    assert.ok(!(await isListening(url)))
  })
})
