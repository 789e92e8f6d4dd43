/** Runs an open load: the schedule begins once all are connected, and is kept to its end. */
import { systemClock } from '../../broker/base/clock.ts'
import type { Deliveries } from './deliveries.ts'
import { elapsed } from './elapsed.ts'
import type { LoadResult, LoadTask, OpenLoad } from './load.ts'
import { OpenLoop, TimedDeliveries } from './open-loop.ts'
import { deliveriesOf, openTraffic } from './traffic.ts'
import { UsageMeter } from './usage-meter.ts'

/** For connecting everybody before the first message is due. */
const LEAD_MS = 2000
/** What has not arrived by then counts as missing. */
const DRAIN_LIMIT_MS = 15_000
const DRAIN_POLL_MS = 50

export async function runOpen(load: OpenLoad, task: LoadTask): Promise<LoadResult> {
  const startMs = systemClock.nowMs() + LEAD_MS
  const schedule = { ...load, startMs, measuredFromMs: startMs + task.warmupMs }
  const deliveries = new TimedDeliveries(deliveriesOf(load), systemClock, schedule)
  const publishers = await openTraffic(load, task.port, deliveries, () => {})
  if (systemClock.nowMs() > startMs) throw new Error(`connecting took longer than ${LEAD_MS} ms`)
  const loop = new OpenLoop(systemClock, publishers, schedule)
  let isOver = false
  // No timer is exact enough, so this turns the event loop without rest.
  const spin = (): void => {
    if (isOver) return
    loop.sendDue()
    systemClock.atTurnEnd(spin)
  }
  spin()
  await elapsed(systemClock, schedule.measuredFromMs - systemClock.nowMs())
  const meter = new UsageMeter(systemClock, task.brokerPid)
  await elapsed(systemClock, task.durationMs)
  const { brokerCpu, disturbance } = meter.read()
  isOver = true
  await drained(deliveries, loop.sent)
  return {
    metrics: {
      medianLatencyUs: deliveries.latency.percentile(50),
      p99LatencyUs: deliveries.latency.percentile(99),
      p99LatenessUs: loop.lateness.percentile(99),
    },
    // It spins, so its processor time says nothing; its lateness does.
    cores: { brokerCpu, generatorCpu: undefined, disturbance },
    checked: deliveries.count,
    faults: deliveries.faults(loop.sent),
  }
}

async function drained(deliveries: Deliveries, due: number): Promise<void> {
  const limitMs = systemClock.nowMs() + DRAIN_LIMIT_MS
  while (deliveries.count < due && systemClock.nowMs() < limitMs) {
    await elapsed(systemClock, DRAIN_POLL_MS)
  }
}
