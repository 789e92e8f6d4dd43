/** What it costs to gather packets for many connections and to write them: `node broker/transport/outbox.bench.ts`. */
import { FakeClock } from '../base/fake-clock.ts'
import { Time } from '../base/time.ts'
import { Turn } from '../base/turn.ts'
import { bench } from '../dev/micro-bench.ts'
import { NullStream } from '../dev/null-stream.ts'
import { Connection } from './connection.ts'
import { Outbox } from './outbox.ts'

function benchOutbox(connections: number, packets: number, size: number): void {
  const clock = new FakeClock()
  const time = new Time(clock)
  const outbox = new Outbox(time, new Turn(clock, time))
  const all = Array.from({ length: connections }, () => new Connection(new NullStream(), outbox))
  const packet = new Uint8Array(size)
  const run = (): void => {
    for (let i = 0; i < packets; i += 1) {
      for (const connection of all) connection.append(packet, 0, size)
    }
    clock.settle()
  }
  const name = `${connections} connections, ${packets} packets of ${size} bytes each a turn`
  bench(name, run, { batch: connections * packets })
}

benchOutbox(1, 1, 72)
benchOutbox(10, 64, 72)
benchOutbox(500, 1, 72)
benchOutbox(500, 16, 72)
benchOutbox(10, 16, 1024)
