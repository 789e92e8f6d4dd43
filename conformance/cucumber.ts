/**
 * Lets Cucumber run chosen scenarios in one delivery mode and gives back their verdicts. It chooses no
 * scenarios and repeats none.
 */
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api'
import type { IConfiguration, ISupportCodeLibrary } from '@cucumber/cucumber/api'
import type { DeliveryMode } from './client/stream.ts'
import type { Parameters } from './support/world.ts'
import { VerdictCollector } from './verdicts.ts'
import type { ScenarioResult } from './verdicts.ts'

const root = join(import.meta.dirname, '..')
const SUPPORT = ['conformance/support/*.ts', 'conformance/steps/*.ts']

/** Called after each scenario that ended. */
export type Progress = (result: ScenarioResult, done: number, total: number) => void

export interface CucumberOptions {
  readonly parameters: Omit<Parameters, 'mode'>
  /** A tag expression; empty means all. */
  readonly tags: string
  readonly seed: number
  /** Threads. */
  readonly parallel: number
}

export interface Attempt {
  readonly mode: DeliveryMode
  /** Path and line of each scenario. */
  readonly places: readonly string[]
  /** Where Cucumber's own messages and HTML go. */
  readonly folder: string | undefined
  readonly onResult: Progress
}

export class Cucumber {
  readonly #options: CucumberOptions
  /** Modules are loaded once in a process, so the steps that they define are kept from the first run. */
  #support: ISupportCodeLibrary | undefined

  constructor(options: CucumberOptions) {
    this.#options = options
  }

  /** The results of all scenarios, and the errors of the suite itself. */
  async run(attempt: Attempt): Promise<Pick<VerdictCollector, 'results' | 'errors'>> {
    const collector = new VerdictCollector(attempt.mode)
    if (attempt.places.length === 0) return collector
    const environment = { cwd: root, stdout: nowhere() }
    const { runConfiguration } = await loadConfiguration(
      { file: false, provided: this.#configuration(attempt) },
      environment,
    )
    const support = this.#support ?? runConfiguration.support
    const run = await runCucumber({ ...runConfiguration, support }, environment, (envelope) => {
      collector.notice(envelope)
      const { results, total } = collector
      const last = results.at(-1)
      if (envelope.testCaseFinished !== undefined && last !== undefined) {
        attempt.onResult(last, results.length, total)
      }
    })
    this.#support = run.support
    return collector
  }

  #configuration({ mode, places, folder }: Attempt): Partial<IConfiguration> {
    const { parameters, tags, seed, parallel } = this.#options
    const file = `${folder}/cucumber-${mode}`
    return {
      paths: linesByFile(places),
      import: [...SUPPORT],
      tags,
      order: `random:${seed}`,
      // Threads start slowly; for few scenarios they are not worth it.
      parallel: places.length <= parallel ? 0 : parallel,
      format: folder === undefined ? [] : [`message:${file}.ndjson`, `html:${file}.html`],
      worldParameters: JSON.parse(JSON.stringify({ ...parameters, mode })),
    }
  }
}

/** As Cucumber takes them: the lines of a file behind its path. */
function linesByFile(places: readonly string[]): string[] {
  const byFile = Map.groupBy(places, (place) => place.slice(0, place.lastIndexOf(':')))
  return [...byFile].map(([file, inFile]) =>
    [file, ...inFile.map((place) => place.slice(file.length + 1))].join(':'),
  )
}

/** Cucumber always prints something; the run has a summary of its own. */
function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
