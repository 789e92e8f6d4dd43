/** How long `npm start` takes and what the broker then weighs: as users start it, on any core. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { systemClock } from '../../broker/base/clock.ts'
import { NO_FAULTS } from '../engine/deliveries.ts'
import { elapsed } from '../engine/elapsed.ts'
import type { LoadResult } from '../engine/load.ts'
import { residentBytes } from '../engine/process-usage.ts'
import type { BrokerKind } from './brokers.ts'
import { environment } from './brokers.ts'
import { spawnUntilExit } from './children.ts'
import { accepts, freePlace } from './place.ts'

const SETTLING_MS = 3000
const MEBIBYTE = 2 ** 20

export async function measureStart({ checkout, name }: BrokerKind): Promise<LoadResult> {
  if (checkout === undefined) throw new Error(`${name} is not started by npm`)
  const place = await freePlace()
  const startMs = systemClock.nowMs()
  const npm = spawnUntilExit(['env', ...environment(place), 'npm', 'start'], {
    cwd: checkout,
    stdio: 'ignore',
  })
  await accepts(place.port, npm)
  const readyMs = systemClock.nowMs() - startMs
  await elapsed(systemClock, SETTLING_MS)
  const broker = lastChild(npm.pid ?? 0)
  const residentMebibytes = residentBytes(broker) / MEBIBYTE
  const exit = once(npm, 'exit')
  process.kill(broker, 'SIGTERM')
  await exit
  return {
    metrics: { readyMs, residentMebibytes },
    cores: undefined,
    checked: 0,
    faults: NO_FAULTS,
  }
}

/** npm starts a shell, which starts the broker; each has one child. */
function lastChild(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
  return child === undefined || child === '' ? pid : lastChild(Number(child))
}
