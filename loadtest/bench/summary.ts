/** From the blocks of a row to its summary: figures, ratio, target, and whether they can be trusted. */
import type { LoadResult, MetricName } from '../engine/load.ts'
import type { Row } from './rows.ts'
import type { Summary } from './statistics.ts'
import { summarize } from './statistics.ts'

/** From this share on, the generator and not the broker may have set the pace. */
const GENERATOR_CPU_MAX = 0.9
/** From this share on, other processes have used the cores. */
const DISTURBANCE_MAX = 0.1
/** Of the latency; a generator that is later than that measures itself. */
const LATENESS_MAX = 0.25

const FAULTS = ['corrupted', 'early', 'repeated', 'missing'] as const

/** Everything that was measured with one broker. */
export interface Series {
  readonly broker: string
  readonly blocks: readonly LoadResult[]
}

export interface Figure {
  readonly broker: string
  /** Of the row's metric. */
  readonly figure: Summary
  /** All metrics of every block. */
  readonly blocks: readonly LoadResult['metrics'][]
}

export interface RowSummary {
  readonly row: Row
  readonly figures: readonly Figure[]
  /** The first broker's figure divided by the second's, block by block. */
  readonly ratio: Summary | undefined
  /** Undefined when the target is about other brokers than these. A message at fault is a miss. */
  readonly isReached: boolean | undefined
  /** Of the busiest block. */
  readonly generatorCpu: number | undefined
  readonly checked: number
  /** What speaks against the figures. */
  readonly doubts: readonly string[]
}

export function summarizeRow(row: Row, series: readonly Series[]): RowSummary {
  const figures = series.map(({ broker, blocks }) => ({
    broker,
    figure: summarize(blocks.map((block) => figureOf(block, row.metric))),
    blocks: blocks.map(({ metrics }) => metrics),
  }))
  const ratio = ratioOf(row.metric, series)
  const blocks = series.flatMap(({ blocks }) => blocks)
  const generatorCpus = blocks.flatMap(({ cores }) => cores?.generatorCpu ?? [])
  const [ours, other] = series
  const isOurs =
    ours?.broker === 'assaymq' && (row.target.of === 'figure' || other?.broker === 'mosquitto')
  const compared = row.target.of === 'figure' ? figures[0]?.figure : ratio
  return {
    row,
    figures,
    ratio,
    isReached:
      isOurs && compared !== undefined
        ? !ours.blocks.some(hasFaults) && reaches(row, compared.median)
        : undefined,
    generatorCpu: generatorCpus.length > 0 ? Math.max(...generatorCpus) : undefined,
    checked: blocks.reduce((sum, { checked }) => sum + checked, 0),
    doubts: series.flatMap(doubtsAbout),
  }
}

function figureOf({ metrics }: LoadResult, name: MetricName): number {
  const figure = metrics[name]
  if (figure === undefined) throw new Error(`a block has not measured ${name}`)
  return figure
}

function ratioOf(metric: MetricName, [first, second]: readonly Series[]): Summary | undefined {
  if (first === undefined || second === undefined) return undefined
  const pairs = first.blocks.flatMap((block, index) => {
    const other = second.blocks[index]
    return other === undefined ? [] : [figureOf(block, metric) / figureOf(other, metric)]
  })
  return summarize(pairs)
}

function reaches({ target }: Row, figure: number): boolean {
  return target.bound === 'at least' ? figure >= target.value : figure <= target.value
}

function hasFaults({ faults }: LoadResult): boolean {
  return FAULTS.some((fault) => faults[fault] > 0)
}

/** At most one doubt of each kind. */
function doubtsAbout({ broker, blocks }: Series): readonly string[] {
  return [
    faultsOf(blocks),
    saturationOf(blocks),
    blocks.some(isLate) ? 'the generator was late' : undefined,
    disturbanceOf(blocks),
  ].flatMap((doubt) => (doubt === undefined ? [] : [`${broker}: ${doubt}`]))
}

function faultsOf(blocks: readonly LoadResult[]): string | undefined {
  const found = FAULTS.flatMap((fault) => {
    const count = blocks.reduce((sum, { faults }) => sum + faults[fault], 0)
    return count === 0 ? [] : [`${fault} (${count})`]
  })
  return found.length === 0 ? undefined : `messages ${found.join(', ')}`
}

/** A broker that was as busy set the pace all the same, so its share is told too. */
function saturationOf(blocks: readonly LoadResult[]): string | undefined {
  const busiest = blocks
    .flatMap(({ cores }) => cores ?? [])
    .toSorted((a, b) => (b.generatorCpu ?? 0) - (a.generatorCpu ?? 0))[0]
  if (busiest?.generatorCpu === undefined || busiest.generatorCpu < GENERATOR_CPU_MAX)
    return undefined
  const [generator, broker] = [busiest.generatorCpu, busiest.brokerCpu].map(percent)
  return `the generator was saturated (${generator}, the broker used ${broker})`
}

function isLate({ metrics: { p99LatenessUs = 0, p99LatencyUs = 0 } }: LoadResult): boolean {
  return p99LatenessUs > p99LatencyUs * LATENESS_MAX
}

function disturbanceOf(blocks: readonly LoadResult[]): string | undefined {
  const worst = Math.max(...blocks.map(({ cores }) => cores?.disturbance ?? 0))
  if (worst < DISTURBANCE_MAX) return undefined
  return `others used its core (waited up to ${percent(worst)} of the time)`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
