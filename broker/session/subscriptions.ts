/**
 * The subscriptions of one connected client, by the filter it wrote. A list while there are few, as
 * almost always; a map beside it once a scan would cost.
 */
import type { Subscription } from '../routing/index.ts'

const SCAN_MAX = 16

export class Subscriptions<Owner> {
  readonly list: Subscription<Owner>[]
  #byName: Map<string, Subscription<Owner>> | undefined

  /** An array made with its first element holds one place; one that grows from empty holds many. */
  constructor(first: Subscription<Owner>) {
    this.list = [first]
  }

  find(name: string): Subscription<Owner> | undefined {
    if (this.#byName !== undefined) return this.#byName.get(name)
    return this.list.find((subscription) => subscription.name === name)
  }

  add(subscription: Subscription<Owner>): void {
    this.list.push(subscription)
    if (this.#byName !== undefined) this.#byName.set(subscription.name, subscription)
    else if (this.list.length > SCAN_MAX) {
      this.#byName = new Map(this.list.map((each) => [each.name, each]))
    }
  }

  remove(subscription: Subscription<Owner>): void {
    const at = this.list.indexOf(subscription)
    if (at >= 0) this.list.splice(at, 1)
    this.#byName?.delete(subscription.name)
  }
}
