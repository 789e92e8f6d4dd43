/**
 * Where scenarios meet broken brokers: one proxy with a fixed address, behind it a small broker that is
 * started anew for each defect, and one Cucumber that is pointed at the proxy. One thing at a time.
 */
import { Cucumber } from '../cucumber.ts'
import { probe } from '../probe.ts'
import type { ScenarioResult } from '../verdicts.ts'
import type { Defect } from './defects/defect.ts'
import { Proxy } from './proxy.ts'
import type { Limits } from './small-broker-limits.ts'
import { SmallBroker } from './small-broker.ts'

export type Listener = 'mqtt' | 'ws'

/** What a broker is started with; no defect: the unbroken one. */
export interface Subject {
  readonly limits: Limits
  readonly defect: Defect | undefined
}

const USER = 'tester'
const PASSWORD = 'a secret of the bench'
/** What no probe can see. */
const UNSEEN_CAPABILITIES = ['enhanced-auth']
/** With one thread at a time the order of scenarios does not matter. */
const SEED = 1

export class Bench {
  readonly #listener: Listener
  readonly #proxy: Proxy
  readonly #url: URL
  readonly #cucumber: Cucumber
  readonly #capabilities = new Map<string, Promise<ReadonlySet<string>>>()

  private constructor(listener: Listener, proxy: Proxy, port: number) {
    this.#listener = listener
    this.#proxy = proxy
    this.#url = new URL(`${listener}://127.0.0.1:${port}`)
    this.#cucumber = new Cucumber({
      parameters: { target: { ...this.#target, url: this.#url.href } },
      tags: '',
      seed: SEED,
      parallel: 1,
    })
  }

  static async open(listener: Listener): Promise<Bench> {
    const proxy = new Proxy()
    return new Bench(listener, proxy, await proxy.listen())
  }

  /** What the unbroken broker offers under these limits. */
  capabilities(limits: Limits): Promise<ReadonlySet<string>> {
    const key = JSON.stringify(limits)
    const known = this.#capabilities.get(key) ?? this.#probe(limits)
    this.#capabilities.set(key, known)
    return known
  }

  /** Hands the results out one by one, with the broker running until the caller has seen enough. */
  async *results(subject: Subject, places: readonly string[]): AsyncGenerator<ScenarioResult> {
    const broker = await this.#start(subject)
    try {
      for (const place of places) {
        const run = {
          mode: 'normal',
          places: [place],
          folder: undefined,
          onResult: () => {},
        } as const
        const { results, errors } = await this.#cucumber.run(run)
        if (errors.length > 0) throw new Error(`${place}: ${errors.join('; ')}`)
        yield* results
      }
    } finally {
      await broker.close()
    }
  }

  async #probe(limits: Limits): Promise<ReadonlySet<string>> {
    const broker = await this.#start({ limits, defect: undefined })
    const { capabilities } = await probe({ ...this.#target, url: this.#url }, '')
    await broker.close()
    const seen = [...capabilities].flatMap(([name, isOffered]) => (isOffered ? [name] : []))
    return new Set([...seen, ...UNSEEN_CAPABILITIES])
  }

  async #start({ limits, defect }: Subject): Promise<SmallBroker> {
    const faults = defect?.where === 'small broker' ? [defect.fault] : []
    const broker = new SmallBroker({ faults, limits: { users: { [USER]: PASSWORD }, ...limits } })
    const url = await broker.listen(this.#listener)
    this.#proxy.pointTo(url, defect?.where === 'proxy' ? defect.make() : undefined)
    return broker
  }

  get #target() {
    return { userName: USER, password: PASSWORD }
  }
}
