/**
 * Tells every shard what other parts of the node want, so that a publish is only sent where somebody
 * waits for it; and knows when they have all heard it, which SUBACK waits for.
 */
import type { LinkSender, ToShard } from '../link/ports.ts'
import { KEEPER, KEEPER_GROUPS } from '../link/ports.ts'

interface Listener {
  readonly link: LinkSender<ToShard>
  /** Announcements that it has worked through. */
  heard: number
}

export class Routes {
  /** Grows with every announcement; a shard tells with each message which one it had heard. */
  version = 0
  readonly #listeners = new Map<number, Listener>()
  readonly #filters = new Map<number, Set<string>>()
  readonly #groups = new Map<string, number>()

  /** A shard starts to listen: it is told everything that holds now. */
  attach(shard: number, link: LinkSender<ToShard>): void {
    this.#listeners.set(shard, { link, heard: this.version })
    for (const [owner, filters] of this.#filters) {
      for (const filter of filters) this.#tell(link, owner, filter, true)
    }
    for (const [name, since] of this.#groups) {
      link.send({ type: 'group', name, since, version: this.version })
    }
  }

  /** `owner` (a shard, `KEEPER` or `KEEPER_GROUPS`) wants a filter, or no longer does. */
  announce(owner: number, filter: string, wanted: boolean): void {
    this.version += 1
    let filters = this.#filters.get(owner)
    if (filters === undefined) {
      filters = new Set()
      this.#filters.set(owner, filters)
    }
    if (wanted) filters.add(filter)
    else filters.delete(filter)
    for (const [shard, { link }] of this.#listeners) {
      if (shard !== owner) this.#tell(link, owner, filter, wanted)
    }
  }

  #tell(link: LinkSender<ToShard>, owner: number, filter: string, wanted: boolean): void {
    link.send({ type: 'route', owner, filter, wanted, version: this.version })
  }

  /**
   * A session goes on in a shard: what it had subscribed to is wanted there, before the shard says so
   * itself. Nobody has to be told when there is one shard only.
   */
  announceResumed(shard: number, filters: Iterable<string>): void {
    if (this.#listeners.size < 2) return
    for (const filter of filters) {
      if (this.#filters.get(shard)?.has(filter) !== true) this.announce(shard, filter, true)
    }
  }

  /** The keeper's own subscriptions. */
  announceKeeper(filter: string, wanted: boolean): void {
    this.announce(KEEPER, filter, wanted)
  }

  /** The keeper deals for groups with this filter, or no longer does. */
  announceGroups(filter: string, wanted: boolean): void {
    this.announce(KEEPER_GROUPS, filter, wanted)
  }

  /**
   * A group is the keeper's from now on, or no longer is.
   * @returns the version from which on this holds
   */
  announceManaged(name: string, isManaged: boolean): number {
    this.version += 1
    const since = isManaged ? this.version : Number.POSITIVE_INFINITY
    if (isManaged) this.#groups.set(name, since)
    else this.#groups.delete(name)
    for (const { link } of this.#listeners.values()) {
      link.send({ type: 'group', name, since, version: this.version })
    }
    return this.version
  }

  /** Calls back when every shard has worked through everything announced before; at once if so. */
  whenHeard(onHeard: () => void): void {
    const { version } = this
    let missing = 0
    for (const listener of this.#listeners.values()) {
      if (listener.heard >= version) continue
      missing += 1
      listener.link.confirm(() => {
        listener.heard = Math.max(listener.heard, version)
        missing -= 1
        if (missing === 0) onHeard()
      })
    }
    if (missing === 0) onHeard()
  }
}
