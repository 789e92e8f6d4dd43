/**
 * One session as the keeper knows it: who it belongs to, where its client is connected, when it ends.
 * What is on its way to it stands in its `Kept`; a clean session has none, its shard keeps that.
 */
import type { Will } from '../codec/index.ts'
import type { ConnectRequest } from '../link/ports.ts'
import { NEVER } from '../routing/index.ts'
import type { Position } from '../storage/ports.ts'
import { Kept } from './kept.ts'

/** A client that waits for its predecessor to be gone. */
export interface PendingConnect {
  readonly shard: number
  readonly request: ConnectRequest
}

/** The connection that a session has now. */
export interface SessionConnection {
  readonly shard: number
  readonly number: number
}

export class Session {
  readonly number: number
  clientId = ''
  principal = ''
  /** Seconds. */
  expiryInterval = 0
  /** Grows with every connection. */
  epoch = 0
  connection: SessionConnection | undefined
  /** CONNACK is on its way: nothing may be sent to the client before. @MQTT-5.0:3.2.0-1 */
  isTold = false
  next: PendingConnect | undefined
  window = 0
  will: Will | undefined
  /** Wall-clock ms at which the will is published, `NEVER` while it is not due. */
  willAtMs = NEVER
  /** It is over, and only what it leaves behind is still being passed on. */
  isEnding = false
  /** Its client has gone and that is on record. */
  hasLeft = false
  /** Wall-clock ms at which the session ends, `NEVER` while its client is connected. */
  expiresAtMs = NEVER
  /** The record that says that it exists; 0 when there is none. */
  position: Position = 0
  /** Shared groups it is in, by name. */
  groups: Set<string> | undefined
  /** Undefined for a clean session. */
  kept: Kept<Session> | undefined

  constructor(number: number) {
    this.number = number
  }

  /** Kept when its client goes away; its messages of QoS 1 and 2 go through the keeper. */
  get isPersistent(): boolean {
    return this.kept !== undefined
  }

  /** Its client is connected and knows: it may be sent something. */
  get isPresent(): boolean {
    return this.connection !== undefined && this.isTold
  }

  /** Makes it persistent, if it was not. */
  keep(): Kept<Session> {
    this.kept ??= new Kept()
    return this.kept
  }
}
