/** Wills: published when a client is gone without a good word, at once or after their delay. */
import { messageOfWill, NEVER } from '../routing/index.ts'
import type { KeeperCore } from './core.ts'
import { Deadlines } from './deadlines.ts'
import type { Publishing } from './publishing.ts'
import type { Session } from './session.ts'

export class Wills {
  readonly #core: KeeperCore
  readonly #publishing: Publishing
  /** The client may come back, or the will be put off. */
  readonly #due = new Deadlines<Session>((session, atMs) => session.willAtMs === atMs)

  constructor(core: KeeperCore, publishing: Publishing) {
    this.#core = core
    this.#publishing = publishing
  }

  /** The client of a session is gone. @MQTT-5.0:3.1.2-8 @MQTT-5.0:3.1.2-10 */
  onLeft(session: Session, publishWill: boolean): void {
    const { will, expiryInterval } = session
    if (will === undefined) return
    if (!publishWill) {
      session.will = undefined
      return
    }
    // @MQTT-5.0:3.1.3-9
    const delay = Math.min(will.properties.willDelayInterval ?? 0, expiryInterval)
    if (delay === 0) this.publish(session)
    else this.schedule(session, this.#core.time.wallMs + delay * 1000)
  }

  schedule(session: Session, atMs: number): void {
    session.willAtMs = atMs
    this.#due.add(atMs, session)
  }

  /** Publishes the will of a session now, wherever it is wanted. */
  publish(session: Session): void {
    const { will } = session
    session.will = undefined
    session.willAtMs = NEVER
    if (will === undefined) return
    const { gate, routes, time } = this.#core
    const message = messageOfWill(will, time.wallMs)
    const routeVersion = routes.version
    const { position } = this.#publishing.publish(message, { session, packetId: 0, routeVersion })
    const forward = { type: 'forward', message, publisher: session.number, routeVersion } as const
    for (const shard of gate.shards) gate.send(shard, forward, position)
  }

  onTick(): void {
    const { wallMs } = this.#core.time
    for (let due = this.#due.due(wallMs); due !== undefined; due = this.#due.due(wallMs)) {
      this.publish(due)
      this.writeLeft(due)
    }
  }

  /** Puts on record how things stand with a session whose client is gone. */
  writeLeft({ number, position, isPersistent, expiresAtMs, willAtMs }: Session): void {
    if (!isPersistent) return
    this.#core.state.write({ type: 'left', session: number, expiresAtMs, willAtMs }, position)
  }
}
