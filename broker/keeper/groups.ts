/**
 * Shared subscriptions over the whole node. A group whose members are clean sessions of one shard is
 * left to that shard; from the moment a persistent session or another shard joins, the keeper deals
 * its messages ("managed"), until it is empty.
 */
import type { QoS } from '../codec/index.ts'
import type { SubscribeEntry } from '../link/ports.ts'
import { FilterIndex, stickyIndex } from '../routing/index.ts'
import type { SharedStrategy, SubscriptionOptions } from '../routing/index.ts'
import type { Routes } from './routes.ts'
import type { Session } from './session.ts'

/** One subscription to a group. */
export interface Member {
  readonly session: Session
  readonly options: SubscriptionOptions
}

export class Group {
  /** `$share/<group>/<filter>`. */
  readonly name: string
  readonly filter: string
  readonly members: Member[] = []
  /** Place in its bag of the index; kept by `FilterIndex`. */
  slot = 0
  /** Route version since which the keeper deals; infinite while a shard does. */
  managedSince = Number.POSITIVE_INFINITY
  /** Place of the member that was chosen last. */
  #last = -1

  constructor(name: string, filter: string) {
    this.name = name
    this.filter = filter
  }

  get isManaged(): boolean {
    return this.managedSince !== Number.POSITIVE_INFINITY
  }

  /**
   * Whose turn it is: a member whose client is connected, else, above QoS 0, one whose session waits.
   * @param without a session that has just left, or undefined
   */
  choose(
    strategy: SharedStrategy,
    topic: string,
    qos: QoS,
    without: Session | undefined,
  ): Member | undefined {
    const isThere = ({ session }: Member): boolean => session.isPresent && session !== without
    const mayWait = ({ session }: Member): boolean => qos > 0 && session !== without
    const choose = (isAble: (member: Member) => boolean): Member | undefined =>
      strategy === 'sticky' ? this.#stick(topic, isAble) : this.#rotate(isAble)
    return choose(isThere) ?? choose(mayWait)
  }

  #stick(topic: string, isAble: (member: Member) => boolean): Member | undefined {
    const able = this.members.filter(isAble)
    return able[stickyIndex(topic, able.length)]
  }

  /** The next one that is able, looking at each member once at most. */
  #rotate(isAble: (member: Member) => boolean): Member | undefined {
    const { length } = this.members
    for (let step = 1; step <= length; step += 1) {
      const place = (this.#last + step) % length
      const member = this.members[place]
      if (member === undefined || !isAble(member)) continue
      this.#last = place
      return member
    }
    return undefined
  }
}

export class Groups {
  /** Managed groups only. */
  readonly index: FilterIndex<Group>
  readonly #byName = new Map<string, Group>()
  readonly #routes: Routes

  constructor(routes: Routes, visitedNodesMax: number) {
    this.#routes = routes
    this.index = new FilterIndex({ visitedNodesMax })
  }

  get(name: string): Group | undefined {
    return this.#byName.get(name)
  }

  join(session: Session, { name, filter, options }: SubscribeEntry): void {
    let group = this.#byName.get(name)
    if (group === undefined) {
      group = new Group(name, filter)
      this.#byName.set(name, group)
    }
    const known = group.members.findIndex((member) => member.session === session)
    if (known >= 0) group.members[known] = { session, options }
    else group.members.push({ session, options })
    session.groups ??= new Set()
    session.groups.add(name)
    if (!group.isManaged && needsKeeper(group)) this.#manage(group)
  }

  #manage(group: Group): void {
    group.managedSince = this.#routes.announceManaged(group.name, true)
    if (this.index.add(group.filter, group)) this.#routes.announceGroups(group.filter, true)
  }

  leave(session: Session, name: string): void {
    const group = this.#byName.get(name)
    session.groups?.delete(name)
    if (group === undefined) return
    const place = group.members.findIndex((member) => member.session === session)
    if (place >= 0) group.members.splice(place, 1)
    if (group.members.length > 0) return
    this.#byName.delete(name)
    if (!group.isManaged) return
    if (this.index.remove(group.filter, group)) this.#routes.announceGroups(group.filter, false)
    this.#routes.announceManaged(name, false)
  }

  leaveAll(session: Session): void {
    for (const name of session.groups ?? []) this.leave(session, name)
  }
}

function needsKeeper({ members }: Group): boolean {
  const shard = members[0]?.session.connection?.shard
  return members.some(({ session }) => session.isPersistent || session.connection?.shard !== shard)
}
