/** Runs a closed load: warm up, measure for a while, and let everything arrive that is on the way. */
import { systemClock } from '../../broker/base/clock.ts'
import { ClosedLoop } from './closed-loop.ts'
import { elapsed } from './elapsed.ts'
import type { ClosedLoad, LoadResult, LoadTask } from './load.ts'
import { deliveriesOf, openTraffic } from './traffic.ts'
import { UsageMeter } from './usage-meter.ts'

/** Deliveries that may be on the way; where one write causes more, as many as two writes cause. */
const ON_THE_WAY_MAX = 20_000
/** What has not arrived by then counts as missing. */
const DRAIN_LIMIT_MS = 15_000

export async function runClosed(load: ClosedLoad, task: LoadTask): Promise<LoadResult> {
  const deliveries = deliveriesOf(load)
  const copies = load.pattern === 'fan-out' ? load.subscribers : 1
  const request = (): void => loop.request()
  const publishers = await openTraffic(load, task.port, deliveries, request)
  const loop = new ClosedLoop({
    clock: systemClock,
    publishers,
    batch: load.batch,
    copies,
    limit: Math.max(ON_THE_WAY_MAX, 2 * load.batch * copies),
    delivered: () => deliveries.count,
  })
  loop.request()
  await elapsed(systemClock, task.warmupMs)
  const before = deliveries.count
  const meter = new UsageMeter(systemClock, task.brokerPid)
  await elapsed(systemClock, task.durationMs)
  const { tookMs, ...cores } = meter.read()
  const messages = deliveries.count - before
  await Promise.race([loop.drain(), elapsed(systemClock, DRAIN_LIMIT_MS)])
  return {
    metrics: {
      messagesPerSecond: (messages * 1000) / tookMs,
      cpuPerMessageUs: (cores.brokerCpu * tookMs * 1000) / messages,
    },
    cores,
    checked: deliveries.count,
    faults: deliveries.faults(loop.due),
  }
}
