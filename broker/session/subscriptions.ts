/**
 * The subscriptions of one connected client, by the filter it wrote. A list while there are few, as
 * almost always; a map beside it once a scan would cost.
 */
import type { Subscription } from '../routing/index.ts'
import type { Client } from './client.ts'

const SCAN_MAX = 16

export class Subscriptions {
  readonly list: Subscription<Client>[]
  #byName: Map<string, Subscription<Client>> | undefined

  /** An array made with its first element holds one place; one that grows from empty holds many. */
  constructor(first: Subscription<Client>) {
    this.list = [first]
  }

  find(name: string): Subscription<Client> | undefined {
    if (this.#byName !== undefined) return this.#byName.get(name)
    return this.list.find((subscription) => subscription.name === name)
  }

  add(subscription: Subscription<Client>): void {
    this.list.push(subscription)
    if (this.#byName !== undefined) this.#byName.set(subscription.name, subscription)
    else if (this.list.length > SCAN_MAX) {
      this.#byName = new Map(this.list.map((each) => [each.name, each]))
    }
  }

  remove(subscription: Subscription<Client>): void {
    const at = this.list.indexOf(subscription)
    if (at >= 0) this.list.splice(at, 1)
    this.#byName?.delete(subscription.name)
  }
}
