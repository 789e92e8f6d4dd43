/** How busy broker and generator were over a while, each on its own core. */
import { pid } from 'node:process'
import type { Clock } from '../../broker/base/clock.ts'
import type { Cores } from './load.ts'
import type { Usage } from './process-usage.ts'
import { usageOf } from './process-usage.ts'

export class UsageMeter {
  readonly #clock: Clock
  readonly #brokerPid: number
  readonly #startMs: number
  readonly #broker: Usage
  readonly #generator: Usage

  /** Begins to measure. */
  constructor(clock: Clock, brokerPid: number) {
    this.#clock = clock
    this.#brokerPid = brokerPid
    this.#broker = usageOf(brokerPid)
    this.#generator = usageOf(pid)
    this.#startMs = clock.nowMs()
  }

  /** Since the beginning. */
  read(): Cores & { readonly tookMs: number } {
    const tookMs = this.#clock.nowMs() - this.#startMs
    const [broker, generator] = [usageOf(this.#brokerPid), usageOf(pid)]
    const brokerWaitedMs = broker.waitedMs - this.#broker.waitedMs
    const generatorWaitedMs = generator.waitedMs - this.#generator.waitedMs
    return {
      tookMs,
      brokerCpu: (broker.cpuMs - this.#broker.cpuMs) / tookMs,
      generatorCpu: (generator.cpuMs - this.#generator.cpuMs) / tookMs,
      disturbance: Math.max(brokerWaitedMs, generatorWaitedMs) / tookMs,
    }
  }
}
