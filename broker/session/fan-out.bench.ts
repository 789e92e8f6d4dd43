/**
 * What a PUBLISH costs inside the broker, from the bytes of one socket to the buffers of the others:
 * `node broker/session/fan-out.bench.ts`. Everything is as in a broker but the kernel.
 */
import {
  allowAll,
  anonymousAuthenticator,
  noEnhancedAuthentication,
} from '../auth/providers/anonymous.ts'
import { FakeClock } from '../base/fake-clock.ts'
import { seededRandom } from '../base/random.ts'
import { encodePacket } from '../codec/index.ts'
import type { Packet, QoS } from '../codec/index.ts'
import { loadConfig } from '../config/index.ts'
import { bench } from '../dev/micro-bench.ts'
import { NullStream } from '../dev/null-stream.ts'
import { BrokerNode } from '../node.ts'
import { captureLog } from '../observe/log.ts'
import { MemoryLog } from '../storage/index.ts'
import { Connection } from '../transport/index.ts'

const BATCH = 64
const clock = new FakeClock()

function startNode(): BrokerNode {
  return new BrokerNode({
    options: loadConfig().config,
    shards: 1,
    clock,
    random: seededRandom(1),
    eventLog: captureLog('error').log,
    authenticator: anonymousAuthenticator,
    enhancedAuthenticator: noEnhancedAuthentication,
    authorizer: allowAll,
    openLog: (turn) => new MemoryLog(turn),
  })
}

/** A connection that has said the packets. */
function client(node: BrokerNode, packets: readonly Packet[]): Connection {
  const [shard] = node.shards
  if (shard === undefined) throw new Error('a node has a shard')
  const connection = new Connection(new NullStream(), shard.outbox)
  shard.accept(connection)
  for (const packet of packets) {
    const bytes = encodePacket(packet, 4)
    connection.onBytes(bytes, bytes.length)
    clock.settle()
  }
  return connection
}

function connect(clientId: string): Packet {
  const nothing = { userName: undefined, password: undefined, will: undefined, properties: {} }
  return { type: 'connect', version: 4, clientId, cleanStart: true, keepAlive: 0, ...nothing }
}

function subscribe(filter: string, qos: QoS): Packet {
  const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const
  const subscriptions = [{ filter, qos, ...options }]
  return { type: 'subscribe', packetId: 1, subscriptions, properties: {} }
}

function publishes(topicOf: (i: number) => string): Uint8Array {
  return Buffer.concat(
    Array.from({ length: BATCH }, (_, i) => {
      const flags = { qos: 0, retain: false, dup: false, packetId: 0, properties: {} } as const
      const payload = new Uint8Array(64)
      return encodePacket({ type: 'publish', topic: topicOf(i), payload, ...flags }, 4)
    }),
  )
}

function benchFanOut(
  name: string,
  filters: readonly string[],
  topicOf: (i: number) => string,
): void {
  const node = startNode()
  filters.forEach((filter, i) => client(node, [connect(`s${i}`), subscribe(filter, 0)]))
  const publisher = client(node, [connect('publisher')])
  const bytes = publishes(topicOf)
  const receivers = topicOf(0) === topicOf(1) ? filters.length : 1
  const run = (): void => {
    publisher.onBytes(bytes, bytes.length)
    clock.settle()
  }
  bench(name, run, { batch: BATCH * receivers })
}

const tenTopics = Array.from({ length: 10 }, (_, i) => `t/${i}`)
benchFanOut('1 to 1, 64 per read', ['t/0'], () => 't/0')
benchFanOut('10 to 10 by topic, 64 per read', tenTopics, (i) => `t/${i % 10}`)
benchFanOut(
  '1 to 500, 64 per read, per delivery',
  Array.from({ length: 500 }, () => 't'),
  () => 't',
)
