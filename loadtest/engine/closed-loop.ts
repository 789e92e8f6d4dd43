/**
 * Sends as fast as the broker delivers: a new batch goes out only while less than a limit is on the
 * way, so a rate is what passes through, and no queue grows without bound. @hot
 */
import type { Clock } from '../../broker/base/clock.ts'
import type { Sender } from './publisher.ts'

export interface ClosedLoopOptions {
  readonly clock: Clock
  readonly publishers: readonly Sender[]
  /** Messages of one write. */
  readonly batch: number
  /** How many subscribers get each message. */
  readonly copies: number
  /** Deliveries that may be on the way. */
  readonly limit: number
  readonly delivered: () => number
}

export class ClosedLoop {
  readonly #options: ClosedLoopOptions
  readonly #run = (): void => this.#turn()
  #due = 0
  /** The publisher whose turn it is, so that a limit that is reached is not always met by the same. */
  #next = 0
  #isRequested = false
  #isStopped = false
  #onEmpty: (() => void) | undefined

  constructor(options: ClosedLoopOptions) {
    this.#options = options
  }

  /** Deliveries that everything sent so far has to cause. */
  get due(): number {
    return this.#due
  }

  /** Something was received or written, so more may be sent; at the end of this turn it is. */
  request(): void {
    if (this.#isRequested) return
    this.#isRequested = true
    this.#options.clock.atTurnEnd(this.#run)
  }

  /** Sends nothing more; resolves when everything has arrived, which may be never. */
  drain(): Promise<void> {
    this.#isStopped = true
    this.request()
    return new Promise((resolve) => {
      this.#onEmpty = resolve
    })
  }

  #turn(): void {
    this.#isRequested = false
    if (!this.#isStopped) this.#send()
    else if (this.#options.delivered() >= this.#due) this.#onEmpty?.()
  }

  /** Up to the limit, or until no publisher can: one that may send stops nobody and waits for nobody. */
  #send(): void {
    const { publishers, batch, copies, limit, delivered } = this.#options
    const allowed = delivered() + limit - batch * copies
    let refusals = 0
    while (this.#due <= allowed && refusals < publishers.length) {
      const publisher = publishers[this.#next]
      this.#next = (this.#next + 1) % publishers.length
      if (publisher?.canSend === true) {
        publisher.send()
        this.#due += batch * copies
        refusals = 0
      } else {
        refusals += 1
      }
    }
  }
}
