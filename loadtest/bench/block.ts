/**
 * One block: a fresh broker on its core, a fresh generator on its own, one result. A fresh pair for
 * every block keeps what one block leaves behind out of the next.
 */
import { once } from 'node:events'
import { execPath } from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { LoadResult, LoadTask } from '../engine/load.ts'
import type { BrokerKind } from './brokers.ts'
import { startBroker } from './brokers.ts'
import { Core, spawnOn } from './children.ts'
import type { Row } from './rows.ts'
import { measureStart } from './start.ts'

const GENERATOR = fileURLToPath(import.meta.resolve('../engine/main.ts'))
/** The code of both sides is compiled and its inlining settled by then; sparse messages take longer. */
const WARMUP_MS = { closed: 1500, open: 4000, connect: 0, idle: 0 } as const
/**
 * A generator that keeps to a schedule must not share its core with threads of its own: the optimizing
 * compiler and the collector's helpers took it away for up to 10 ms at a time.
 */
const ON_SCHEDULE = ['--no-turbofan', '--single-threaded-gc']

/** Whether the row can be measured with the broker: only ours is started by npm. */
export function isMeasurable({ load }: Row, kind: BrokerKind): boolean {
  return load.type !== 'start' || kind.checkout !== undefined
}

export async function runBlock(
  { load }: Row,
  kind: BrokerKind,
  seconds: number,
): Promise<LoadResult> {
  if (load.type === 'start') return measureStart(kind)
  const collectsOnSignal = load.type === 'idle' && kind.collectsOnSignal
  const broker = await startBroker(kind, collectsOnSignal)
  try {
    return await generate({
      load,
      port: broker.port,
      brokerPid: broker.pid,
      collectsOnSignal,
      warmupMs: WARMUP_MS[load.type],
      durationMs: seconds * 1000,
    })
  } catch (cause) {
    throw new Error(`a block with ${kind.name} failed: ${broker.lastWords()}`, { cause })
  } finally {
    await broker.stop()
  }
}

async function generate(task: LoadTask): Promise<LoadResult> {
  const flags = task.load.type === 'open' ? ON_SCHEDULE : []
  const command = [execPath, ...flags, GENERATOR, JSON.stringify(task)]
  const child = spawnOn(Core.generator, command, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const output = child.stdout === null ? '' : await text(child.stdout)
  const [code] = await exit
  if (code !== 0) throw new Error(`the generator has ended with code ${code}`)
  const result: LoadResult = JSON.parse(output)
  return result
}
