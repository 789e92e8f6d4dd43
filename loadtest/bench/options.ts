/** The command line of the benchmark. */
import { parseArgs } from 'node:util'
import type { Row } from './rows.ts'
import { ROWS } from './rows.ts'

export const USAGE = `usage: npm run bench -- [options]

  --rows NAME,NAME     only these of: ${ROWS.map(({ name }) => name).join(', ')}
  --brokers NAME,NAME  assaymq, mosquitto or both (the default)
  --against COMMIT     this checkout against another commit of it, instead of Mosquitto
  --blocks N           blocks of each broker in each row (5; 8 with --against)
  --seconds S          measured in each block (4)
  --quick              one block of 2 seconds, to see that it works
  --json               the results as JSON on standard output, the table on standard error
  --gate               exit with 1 when a target is missed
`

const BROKERS = ['assaymq', 'mosquitto']
const BLOCKS = 5
const BLOCKS_AGAINST = 8
const SECONDS = 4
const SECONDS_QUICK = 2

export interface BenchOptions {
  readonly rows: readonly Row[]
  readonly brokers: readonly string[]
  readonly against: string | undefined
  readonly blocks: number
  readonly seconds: number
  readonly json: boolean
  readonly gate: boolean
}

/** Throws a TypeError or RangeError that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      brokers: { type: 'string', default: BROKERS.join(',') },
      against: { type: 'string' },
      blocks: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      gate: { type: 'boolean', default: false },
    },
  })
  const { rows, brokers, against, blocks, seconds, quick, json, gate } = values
  const usualBlocks = against === undefined ? BLOCKS : BLOCKS_AGAINST
  return {
    rows: rows === undefined ? ROWS : rows.split(',').map(rowNamed),
    brokers: brokers.split(',').map(brokerNamed),
    against,
    blocks: positive(blocks, quick ? 1 : usualBlocks),
    seconds: positive(seconds, quick ? SECONDS_QUICK : SECONDS),
    json,
    gate,
  }
}

function rowNamed(name: string): Row {
  const row = ROWS.find((row) => row.name === name)
  if (row === undefined) throw new RangeError(`there is no row "${name}"`)
  return row
}

function brokerNamed(name: string): string {
  if (!BROKERS.includes(name)) throw new RangeError(`there is no broker "${name}"`)
  return name
}

function positive(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!(value > 0)) throw new RangeError(`"${text}" is not a number above 0`)
  return value
}
