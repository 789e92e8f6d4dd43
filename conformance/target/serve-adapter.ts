/**
 * The part that all adapters share: reads requests from standard input, has them done one after the
 * other, answers on standard output, and takes the broker down with it when the suite goes away.
 */
import { createInterface } from 'node:readline'
import { stdin, stdout } from 'node:process'
import { requestSchema } from './protocol.ts'
import type { Answer, Request, Settings } from './protocol.ts'

/** Thrown by a broker that cannot be set up as asked. */
export class UnsupportedSetting extends Error {
  readonly setting: string

  constructor(setting: string) {
    super(`the broker cannot be set up with ${setting}`)
    this.setting = setting
  }
}

export interface Started {
  readonly endpoints: Readonly<Record<string, string>>
  readonly caFile?: string
}

/** A broker that can be started again and again; at most one runs at a time. */
export interface ManagedBroker {
  /** @throws UnsupportedSetting */
  start(settings: Settings): Promise<Started>
  restart(): Promise<Started>
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Resolves when the suite has closed standard input and the broker has gone. */
export async function serveAdapter(broker: ManagedBroker): Promise<void> {
  for await (const line of createInterface({ input: stdin })) {
    stdout.write(`${JSON.stringify(await answerTo(broker, line))}\n`)
  }
  await broker.kill()
}

async function answerTo(broker: ManagedBroker, line: string): Promise<Answer> {
  try {
    return await carryOut(broker, requestSchema.parse(JSON.parse(line)))
  } catch (error) {
    if (error instanceof UnsupportedSetting)
      return { answer: 'unsupported', setting: error.setting }
    return { answer: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function carryOut(broker: ManagedBroker, request: Request): Promise<Answer> {
  switch (request.command) {
    case 'start':
      return { answer: 'started', ...(await broker.start(request.settings)) }
    case 'restart':
      return { answer: 'started', ...(await broker.restart()) }
    case 'stop':
      await broker.stop()
      return { answer: 'ended' }
    case 'kill':
      await broker.kill()
      return { answer: 'ended' }
  }
}
