/**
 * The end of a turn of the event loop: what was gathered while the sockets were read leaves here in
 * batches. Links are delivered first and again until they are quiet, then the outboxes are written.
 */
import type { Clock } from './clock.ts'
import type { Time } from './time.ts'

/** Does its share of the work and says whether it did any. */
export type TurnStep = () => boolean

/** Rounds of the link steps in one turn; what is left runs in the next one, so that sockets are read. */
const ROUNDS_MAX = 16

export class Turn {
  readonly #clock: Clock
  readonly #time: Time
  readonly #links: TurnStep[] = []
  readonly #outputs: TurnStep[] = []
  readonly #run = (): void => this.#end()
  #requested = false

  constructor(clock: Clock, time: Time) {
    this.#clock = clock
    this.#time = time
  }

  /** A step that moves messages between the parts of the node. */
  addLinkStep(step: TurnStep): void {
    this.#links.push(step)
  }

  /** A step that writes to sockets; it runs once, after the links are quiet. */
  addOutputStep(step: TurnStep): void {
    this.#outputs.push(step)
  }

  /** Asks for an end of turn; cheap and idempotent. */
  request(): void {
    if (this.#requested) return
    this.#requested = true
    this.#clock.atTurnEnd(this.#run)
  }

  #end(): void {
    this.#requested = false
    this.#time.advance()
    for (let round = 0; round < ROUNDS_MAX && runAll(this.#links); round += 1);
    runAll(this.#outputs)
  }
}

function runAll(steps: readonly TurnStep[]): boolean {
  let worked = false
  for (const step of steps) if (step()) worked = true
  return worked
}
