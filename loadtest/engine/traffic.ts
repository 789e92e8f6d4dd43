/** Connects the publishers and subscribers of a load as its pattern says, and starts nothing. */
import { openClients } from './clients.ts'
import type { Deliveries } from './deliveries.ts'
import { OrderedDeliveries, SharedDeliveries } from './deliveries.ts'
import type { ClosedLoad, OpenLoad } from './load.ts'
import { Publisher } from './publisher.ts'
import { Subscriber } from './subscriber.ts'

type TrafficLoad = ClosedLoad | OpenLoad

const CONNECTING_AT_ONCE = 100

/** The checks that fit the pattern. */
export function deliveriesOf({ pattern, publishers, subscribers }: TrafficLoad): Deliveries {
  switch (pattern) {
    case 'shared':
      return new SharedDeliveries(publishers)
    case 'pairs':
      return new OrderedDeliveries(subscribers, (subscriber) => subscriber)
    case 'fan-out':
      return new OrderedDeliveries(subscribers, () => 0)
  }
}

/**
 * @param onProgress called when something was received, or a socket can be written again
 * @returns the publishers, after every subscriber has its subscription
 */
export async function openTraffic(
  load: TrafficLoad,
  port: number,
  deliveries: Deliveries,
  onProgress: () => void,
): Promise<readonly Publisher[]> {
  const { publishers: count, subscribers, qos, noDelay } = load
  const options = { port, noDelay, onWritable: onProgress, atOnce: CONNECTING_AT_ONCE }
  await openClients({ ...options, count: subscribers }, async (client, number) => {
    await client.subscribe(filterOf(load, number), qos)
    client.listen(new Subscriber(client, { number, qos, deliveries, onRead: onProgress }))
  })
  const publishers: Publisher[] = []
  await openClients({ ...options, first: subscribers, count }, (client, number) => {
    const publisher = number - subscribers
    const { payloadBytes, batch: size, window } = load
    const batch = { topic: topicOf(load, publisher), qos, payloadBytes, size, publisher, window }
    publishers[publisher] = new Publisher(client, batch, onProgress)
    client.listen(publishers[publisher])
  })
  return publishers
}

function topicOf({ pattern }: TrafficLoad, publisher: number): string {
  return pattern === 'pairs' ? `load/${publisher}` : 'load'
}

function filterOf(load: TrafficLoad, subscriber: number): string {
  return load.pattern === 'shared' ? '$share/load/load' : topicOf(load, subscriber)
}
