/** A node in memory on a fake clock, with the parts of it that a test decides. */
import assert from 'node:assert/strict'

import type { Authenticator } from '../../auth/ports.ts'
import { allowAll, anonymousAuthenticator } from '../../auth/providers/anonymous.ts'
import { noEnhancedAuthentication } from '../../auth/providers/anonymous.ts'
import { FakeClock } from '../../base/fake-clock.ts'
import { seededRandom } from '../../base/random.ts'
import type { ProtocolVersion } from '../../codec/index.ts'
import { loadConfig } from '../../config/index.ts'
import { BrokerNode } from '../../node.ts'
import type { NodeShard } from '../../node.ts'
import { captureLog } from '../../observe/log.ts'
import type { BoundName } from '../../observe/metrics.ts'
import { MemoryLog } from '../../storage/index.ts'
import { Wire } from '../crash/wire.ts'
import { connectPacket } from './target.ts'
import type { ConnectFields } from './target.ts'

export interface MemoryNodeParts {
  readonly authenticator?: Authenticator
  readonly memoryUse?: () => number
}

export class MemoryNode {
  readonly clock: FakeClock
  readonly #shard: NodeShard

  private constructor(clock: FakeClock, shard: NodeShard) {
    this.clock = clock
    this.#shard = shard
  }

  static async start(parts: MemoryNodeParts): Promise<MemoryNode> {
    const clock = new FakeClock()
    const node = new BrokerNode({
      options: loadConfig({}).config,
      shards: 1,
      clock,
      random: seededRandom(1),
      eventLog: captureLog().log,
      authenticator: anonymousAuthenticator,
      enhancedAuthenticator: noEnhancedAuthentication,
      authorizer: allowAll,
      openLog: (turn) => new MemoryLog(turn),
      ...parts,
    })
    await node.start()
    const [shard] = node.shards
    assert.ok(shard !== undefined)
    return new MemoryNode(clock, shard)
  }

  /** A connection that has sent CONNECT. */
  connect(clientId: string, version: ProtocolVersion = 5, fields: ConnectFields = {}): Wire {
    const wire = new Wire(this.clock, this.#shard, version)
    wire.send(connectPacket(clientId, version, fields))
    this.clock.settle()
    return wire
  }

  /** How often a bound was reached. */
  reached(bound: BoundName): number {
    const samples = this.#shard.metrics.snapshot()
    return samples.find(({ labels }) => labels['bound'] === bound)?.value ?? 0
  }
}
