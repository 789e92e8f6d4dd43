/**
 * The brokers that this process started for scenarios with a configuration: one for each configuration,
 * kept till the end of the run, as starting takes longer than most scenarios.
 */
import { join } from 'node:path'
import { execPath } from 'node:process'
import { AfterAll } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'
import { ManagedTarget } from '../target/managed-target.ts'
import type { Answer, Settings } from '../target/protocol.ts'

const ADAPTERS = join(import.meta.dirname, '..', 'target')

export interface ManagedBroker {
  readonly adapter: ManagedTarget
  readonly answer: Answer
}

const brokers = new Map<string, Promise<ManagedBroker>>()

/** Running after this, unless the answer says otherwise. */
export function managedBroker(adapterName: string, rows: readonly Row[]): Promise<ManagedBroker> {
  const key = JSON.stringify([adapterName, rows])
  const started = brokers.get(key) ?? start(adapterName, rows)
  brokers.set(key, started)
  return started
}

AfterAll(async () => {
  const started = await Promise.allSettled(brokers.values())
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
  await Promise.all(running.map(({ adapter }) => adapter.close()))
})

async function start(adapterName: string, rows: readonly Row[]): Promise<ManagedBroker> {
  const adapter = new ManagedTarget([execPath, join(ADAPTERS, `${adapterName}.ts`)])
  return { adapter, answer: await adapter.ask({ command: 'start', settings: settingsOf(rows) }) }
}

/** The adapter's protocol judges names and values. */
function settingsOf(rows: readonly Row[]): Settings {
  const settings = new Map<string, unknown>()
  const users = pairs('user', rows)
  if (users.length > 0) settings.set('users', Object.fromEntries(users))
  for (const [name, values] of Map.groupBy(rows, ([field]) => field)) {
    if (name === 'denied topic')
      settings.set(
        'denied topics',
        values.map(([, value]) => value),
      )
    else if (name === 'listener')
      settings.set(
        'listeners',
        values.map(([, value]) => value),
      )
    else if (name !== 'user') settings.set(name, settingValue(values[0]?.[1] ?? ''))
  }
  return { listeners: ['mqtt'], persistent: false, ...Object.fromEntries(settings) }
}

/** Written `name = password`. */
function pairs(field: string, rows: readonly Row[]): readonly (readonly string[])[] {
  return rows.filter(([name]) => name === field).map(([, value]) => value.split(' = '))
}

function settingValue(value: string): boolean | number | string {
  if (value === 'yes' || value === 'no') return value === 'yes'
  return /^\d+$/.test(value) ? Number(value) : value
}
