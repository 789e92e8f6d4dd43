/** The table of the benchmark, one line per row as soon as the row is done. It judges nothing. */
import { cpus } from 'node:os'
import { version } from 'node:process'
import type { MetricName } from '../engine/load.ts'
import type { BenchOptions } from './options.ts'
import type { Row } from './rows.ts'
import type { Summary } from './statistics.ts'
import { spread } from './statistics.ts'
import type { RowSummary } from './summary.ts'

const WIDTHS = { row: 14, figure: 22, ratio: 22, target: 10, verdict: 8, generator: 9 } as const

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 })

const UNITS: Readonly<Record<MetricName, string>> = {
  messagesPerSecond: 'msg/s',
  cpuPerMessageUs: 'µs/msg',
  medianLatencyUs: 'µs',
  p99LatencyUs: 'µs',
  p99LatenessUs: 'µs',
  bytesPerClient: 'B',
  connectsPerSecond: '/s',
  readyMs: 'ms',
  residentMebibytes: 'MiB',
}

/** What the figures depend on. */
export function machineLine(date: string, mosquittoVersion: string | undefined): string {
  const cores = cpus()
  const model = cores[0]?.model ?? 'an unknown processor'
  const mosquitto = `Mosquitto ${mosquittoVersion ?? 'not installed'}`
  return `${cores.length} × ${model}, Node ${version}, ${mosquitto}, ${date}`
}

export function headerLines(brokers: readonly string[], options: BenchOptions): string {
  const { blocks, seconds } = options
  const head = line({
    row: 'row',
    figures: brokers,
    ratio: 'ratio (min–max)',
    target: 'target',
    verdict: '',
    generator: 'generator',
  })
  return `${blocks} blocks of ${seconds} s each; medians ± half the spread\n\n${head}`
}

export function rowLines(summary: RowSummary): string {
  const { row, figures, ratio, isReached, generatorCpu, doubts } = summary
  const verdict = isReached === true ? 'pass' : 'miss'
  const result = line({
    row: row.name,
    figures: figures.map(({ figure }) => figureText(figure, row.metric)),
    ratio: ratio === undefined ? '' : ratioText(ratio),
    target: isReached === undefined ? '' : targetText(row),
    verdict: isReached === undefined ? '' : verdict,
    generator: generatorCpu === undefined ? '' : percent.format(generatorCpu),
  })
  return [result, ...doubts.map((doubt) => `  ! ${doubt}`)].join('\n')
}

interface Cells {
  readonly row: string
  readonly figures: readonly string[]
  readonly ratio: string
  readonly target: string
  readonly verdict: string
  readonly generator: string
}

function line({ row, figures, ratio, target, verdict, generator }: Cells): string {
  const cells = [
    row.padEnd(WIDTHS.row),
    ...figures.map((figure) => figure.padStart(WIDTHS.figure)),
    ratio.padStart(WIDTHS.ratio),
    target.padStart(WIDTHS.target),
    verdict.padStart(WIDTHS.verdict),
    generator.padStart(WIDTHS.generator),
  ]
  return cells.join('  ').trimEnd()
}

function figureText(figure: Summary, metric: MetricName): string {
  const half = spread(figure) / 2
  const text = `${number.format(figure.median)} ${UNITS[metric]}`
  return half === 0 ? text : `${text} ±${percent.format(half)}`
}

function ratioText({ median, min, max }: Summary): string {
  return `${number.format(median)} (${number.format(min)}–${number.format(max)})`
}

function targetText({ target: { of, bound, value } }: Row): string {
  const sign = bound === 'at least' ? '≥' : '≤'
  return `${sign} ${number.format(value)}${of === 'ratio' ? '×' : ''}`
}
