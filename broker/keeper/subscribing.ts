/**
 * SUBSCRIBE and UNSUBSCRIBE as the keeper sees them: subscriptions of persistent sessions go on record,
 * members join and leave groups, and the answer leaves when every shard knows and the log has it.
 */
import { ReasonCode } from '../codec/index.ts'
import type { SubscribeEntry, ToKeeper } from '../link/ports.ts'
import type { Position } from '../storage/ports.ts'
import type { KeeperCore } from './core.ts'
import type { Session } from './session.ts'
import type { Snapshots } from './snapshots.ts'

export class Subscribing {
  readonly #core: KeeperCore
  readonly #snapshots: Snapshots

  constructor(core: KeeperCore, snapshots: Snapshots) {
    this.#core = core
    this.#snapshots = snapshots
  }

  onSubscribe(
    session: Session,
    { request, entries }: Extract<ToKeeper, { type: 'subscribe' }>,
  ): void {
    let needs: Position = 0
    const reasonCodes: number[] = []
    const wanted: SubscribeEntry[] = []
    for (const entry of entries) {
      if (!this.#hasRoom(session, entry)) {
        this.#core.metrics.refused('subscriptionsPerNode')
        reasonCodes.push(ReasonCode.quotaExceeded)
        continue
      }
      reasonCodes.push(entry.options.qos)
      needs = Math.max(needs, this.#add(session, entry))
      if (entry.group === undefined && entry.retainHandling !== 2) wanted.push(entry)
    }
    const { epoch } = session
    this.#core.routes.whenHeard(() => {
      if (session.epoch === epoch) this.#answer(session, { request, reasonCodes, wanted, needs })
    })
  }

  #hasRoom(session: Session, { name }: SubscribeEntry): boolean {
    const { options, state } = this.#core
    if (session.kept === undefined || session.kept.subscriptions.has(name)) return true
    return state.subscriptions < options.limits.subscriptionsPerNode
  }

  #add(session: Session, entry: SubscribeEntry): Position {
    const { state } = this.#core
    if (session.isPersistent) {
      return state.write({ type: 'subscribed', session: session.number, entry })
    }
    if (entry.group !== undefined) state.groups.join(session, entry)
    return 0
  }

  #answer(
    session: Session,
    {
      request,
      reasonCodes,
      wanted,
      needs,
    }: {
      readonly request: number
      readonly reasonCodes: readonly number[]
      readonly wanted: readonly SubscribeEntry[]
      readonly needs: Position
    },
  ): void {
    const { gate, state } = this.#core
    const { connection } = session
    if (connection === undefined) return
    const retainedFollows = wanted.length > 0 && state.retained.size > 0
    const { shard, number } = connection
    gate.send(
      shard,
      { type: 'subscribed', connection: number, request, reasonCodes, retainedFollows },
      needs,
    )
    if (retainedFollows) this.#snapshots.start(session, request, wanted, state.lastPosition)
  }

  onUnsubscribe(session: Session, request: number, names: readonly string[]): void {
    const { gate, state } = this.#core
    let needs: Position = 0
    for (const name of names) {
      const known = session.kept?.subscriptions.get(name)
      if (known !== undefined) {
        const note = { type: 'unsubscribed', session: session.number, name } as const
        needs = state.write(note, known.position)
      } else if (session.groups?.has(name)) state.groups.leave(session, name)
    }
    const { connection } = session
    if (connection === undefined) return
    const { shard, number } = connection
    gate.send(shard, { type: 'unsubscribed', connection: number, request }, needs)
  }
}
