/**
 * The suite's side of an adapter: starts the adapter's program, asks it to start, stop, kill and restart
 * its broker, and gives the answers back. Requests follow each other; the broker ends with the suite.
 */
import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { within } from '../client/clock.ts'
import { answerSchema } from './protocol.ts'
import type { Answer, Request } from './protocol.ts'

const ANSWER_LIMIT_MS = 60_000

export class ManagedTarget {
  readonly #adapter: ChildProcessByStdio<Writable, Readable, null>
  readonly #answers: Interface
  #last: Promise<unknown> = Promise.resolve()

  /** @param program the adapter's program and its arguments */
  constructor([file, ...args]: readonly [string, ...string[]]) {
    this.#adapter = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#answers = createInterface({ input: this.#adapter.stdout })
  }

  /** @throws when the adapter has ended or says nothing for a minute */
  ask(request: Request): Promise<Answer> {
    const answer = this.#last.then(() => this.#exchange(request))
    this.#last = answer.catch(() => {})
    return answer
  }

  async #exchange(request: Request): Promise<Answer> {
    const line = once(this.#answers, 'line')
    const end = once(this.#adapter, 'exit').then(([code]) => {
      throw new Error(`the adapter has ended with ${String(code)}`)
    })
    this.#adapter.stdin.write(`${JSON.stringify(request)}\n`)
    const late = (): Error => new Error(`the adapter does not answer "${request.command}"`)
    const [text] = await within(Promise.race([line, end]), ANSWER_LIMIT_MS, late)
    return answerSchema.parse(JSON.parse(String(text)))
  }

  /** Ends the adapter and with it the broker. */
  async close(): Promise<void> {
    if (this.#adapter.exitCode !== null) return
    const exit = once(this.#adapter, 'exit')
    this.#adapter.stdin.end()
    await exit
  }
}
