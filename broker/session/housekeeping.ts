/**
 * What a shard does because time passes: CONNECT deadlines, keep-alive, and readers that do not read.
 * One sweep over all clients serves them all, so that an idle client owns no timer.
 */
import type { Client } from './client.ts'
import { Phase } from './client.ts'
import type { Shard } from './shard.ts'

/** How often it is called; deadlines are met to within this. */
export const TICK_MS = 250

/** Silence allowed, in keep-alive intervals. @MQTT-5.0:3.1.2-22 @MQTT-3.1.1:3.1.2-24 */
const KEEP_ALIVE_FACTOR = 1.5

export class Housekeeping {
  readonly #shard: Shard

  constructor(shard: Shard) {
    this.#shard = shard
  }

  /** To be called every `TICK_MS`, after the time was advanced; `lateMs` says by how much it is late. */
  onTick(lateMs: number): void {
    // After a pause of the whole process the clients' packets are still unread: give them a turn.
    if (lateMs >= TICK_MS * 4) return
    this.#closeLateConnects()
    this.#shard.endings.closeLate()
    this.#sweep()
  }

  /** The deadline counts from accept and no byte moves it. */
  #closeLateConnects(): void {
    const { halfOpen, core, endings } = this.#shard
    const { metrics, options, time } = core
    for (const client of halfOpen) {
      if (time.nowMs - client.acceptedAtMs < options.limits.connectDeadlineMs) return
      metrics.refused('connectDeadline')
      endings.cutOff(client, 'connectDeadline')
    }
  }

  #sweep(): void {
    const { nowMs } = this.#shard.core.time
    for (const client of this.#shard.clients.values()) {
      if (client.phase !== Phase.connected) continue
      if (isSilent(client, nowMs))
        this.#shard.endings.end(client, 'keepAliveTimeout', 'keepAliveTimeout')
      else this.#checkReader(client, nowMs)
    }
  }

  /** A client that leaves twice its outbox bound unread for too long is let go. */
  #checkReader(client: Client, nowMs: number): void {
    const { limits } = this.#shard.core.options
    if (client.connection.queuedBytes < limits.outboxBytesPerConnection * 2) {
      client.overfullSinceMs = 0
      return
    }
    if (client.overfullSinceMs === 0) client.overfullSinceMs = nowMs
    if (nowMs - client.overfullSinceMs < limits.stallTimeoutMs) return
    this.#shard.core.metrics.refused('stallTimeout')
    this.#shard.endings.end(client, 'stalled', 'quotaExceeded', 'the client does not read')
  }
}

/** While reading is paused by the broker the client cannot be blamed for its silence. */
function isSilent(client: Client, nowMs: number): boolean {
  if (client.keepAliveMs === 0 || client.isPaused) return false
  return nowMs - client.lastSeenMs > client.keepAliveMs * KEEP_ALIVE_FACTOR
}
