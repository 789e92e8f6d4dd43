/**
 * A shared subscription whose members are all clean sessions of this shard: the shard itself deals
 * its messages. When a persistent session or a client of another shard joins, the keeper takes over
 * from the route version `managedSince` on, and the shard leaves newer messages to it.
 */
import { stickyIndex } from '../routing/index.ts'
import type { SharedStrategy, Subscription } from '../routing/index.ts'

export class LocalGroup<Owner> {
  /** `$share/<group>/<filter>`, which is what members subscribed to. */
  readonly name: string
  readonly filter: string
  readonly members: Subscription<Owner>[] = []
  /** Place in its bag of the index; kept by `FilterIndex`. */
  slot = 0
  /**
   * Stays 0 where the keeper dealt before this shard came, and until that is known: a message that is
   * on its way may have been dealt by another shard.
   */
  managedSince = 0
  #next = 0

  constructor(name: string, filter: string) {
    this.name = name
    this.filter = filter
  }

  /** True when a message matched at this route version is the keeper's to deal. */
  isManaged(routeVersion: number): boolean {
    return routeVersion >= this.managedSince
  }

  /**
   * The member whose turn it is, after `skipped` others were not allowed to have it; undefined when the
   * group is empty.
   */
  choose(
    strategy: SharedStrategy,
    topic: string,
    skipped: number,
  ): Subscription<Owner> | undefined {
    const count = this.members.length
    if (count === 0) return undefined
    if (strategy === 'sticky') return this.members[(stickyIndex(topic, count) + skipped) % count]
    this.#next = this.#next >= count - 1 ? 0 : this.#next + 1
    return this.members[this.#next]
  }

  remove(member: Subscription<Owner>): void {
    const at = this.members.indexOf(member)
    if (at >= 0) this.members.splice(at, 1)
  }
}
