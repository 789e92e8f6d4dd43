/** Runs the loads that send no messages: clients that connect and subscribe, and clients that stay idle. */
import { kill } from 'node:process'
import { systemClock } from '../../broker/base/clock.ts'
import type { Client } from './client.ts'
import { openClients } from './clients.ts'
import { NO_FAULTS } from './deliveries.ts'
import { elapsed } from './elapsed.ts'
import type { ConnectLoad, IdleLoad, LoadResult, LoadTask } from './load.ts'
import { residentBytes } from './process-usage.ts'
import { UsageMeter } from './usage-meter.ts'

const IDLE_CONNECTING_AT_ONCE = 100
/** A broker gives memory back some time after its last work. */
const SETTLING_MS = 3000

export async function runConnect(load: ConnectLoad, task: LoadTask): Promise<LoadResult> {
  const { clients, warmupClients, atOnce } = load
  const options = { port: task.port, atOnce }
  await openClients({ ...options, count: warmupClients }, subscribeUniquely)
  const meter = new UsageMeter(systemClock, task.brokerPid)
  await openClients({ ...options, first: warmupClients, count: clients }, subscribeUniquely)
  const { tookMs, ...cores } = meter.read()
  const connectsPerSecond = (clients * 1000) / tookMs
  return { metrics: { connectsPerSecond }, cores, checked: 0, faults: NO_FAULTS }
}

export async function runIdle({ from, to }: IdleLoad, task: LoadTask): Promise<LoadResult> {
  const options = { port: task.port, atOnce: IDLE_CONNECTING_AT_ONCE }
  await openClients({ ...options, count: from }, subscribeUniquely)
  const before = await settledBytes(task)
  await openClients({ ...options, first: from, count: to - from }, subscribeUniquely)
  const after = await settledBytes(task)
  const bytesPerClient = (after - before) / (to - from)
  return { metrics: { bytesPerClient }, cores: undefined, checked: 0, faults: NO_FAULTS }
}

/** Resident memory of the broker once it had time, and a signal if it takes one, to clean up. */
async function settledBytes({ brokerPid, collectsOnSignal }: LoadTask): Promise<number> {
  await elapsed(systemClock, SETTLING_MS)
  if (collectsOnSignal) {
    kill(brokerPid, 'SIGUSR2')
    await elapsed(systemClock, SETTLING_MS)
  }
  return residentBytes(brokerPid)
}

/** The filter has 30 characters. */
async function subscribeUniquely(client: Client, number: number): Promise<void> {
  await client.subscribe(`idle/device/${String(number).padStart(12, '0')}/state`, 0)
}
