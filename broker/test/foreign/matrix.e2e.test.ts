/**
 * Every client we did not write as publisher and as subscriber of every other, over all versions: live
 * messages, retained ones, wills, shared subscriptions, sessions that outlive their connection.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { arrived } from './foreign-client.ts'
import type { ForeignClient, Message, Subscriber, Will } from './foreign-client.ts'
import { mosquitto, prepareForMosquitto } from './mosquitto.ts'
import { mqttJs } from './mqtt-js.ts'
import { StartedBroker } from './started-broker.ts'

const LEVELS = [0, 1, 2] as const
const ROUNDS = 3

const clients = [
  ...(['31', '311', '5'] as const).map(mosquitto),
  ...([3, 4, 5] as const).map(mqttJs),
]

let broker: StartedBroker
let port = 0

before(async () => {
  broker = await StartedBroker.start()
  port = broker.port
  await prepareForMosquitto(port)
})
after(() => broker.stop())

/** One message of every client at every QoS, on topics below `root`. */
function messages(root: string, retain = false): Message[] {
  return clients.flatMap(({ name }) =>
    LEVELS.map((qos) => ({ topic: `${root}/${name}/${qos}`, payload: name, qos, retain })),
  )
}

/** Each client publishes what is on its own topics, one message after the other. */
async function publish(all: readonly Message[]): Promise<void> {
  await Promise.all(
    clients.map(async (publisher) => {
      const own = all.filter(({ topic }) => topic.split('/').includes(publisher.name))
      for (const message of own) await publisher.publish(port, message)
    }),
  )
}

/** The order between topics is nobody's promise. */
function assertSame(actual: readonly Message[], expected: readonly Message[]): void {
  const byTopic = (a: Message, b: Message): number => (a.topic < b.topic ? -1 : 1)
  assert.deepEqual(actual.toSorted(byTopic), expected.toSorted(byTopic))
}

/** What has come has to be exactly this, and nothing more until the subscriber has left. */
async function assertGets(subscriber: Subscriber, expected: readonly Message[]): Promise<void> {
  await arrived([subscriber.inbox], expected.length)
  await subscriber.leave()
  assertSame(subscriber.inbox.messages, expected)
}

describe('foreign clients', { concurrency: 4, timeout: 60_000 }, () => {
  for (const client of clients) {
    test(`${client.name} gets what each of them publishes, at its QoS`, async () => {
      const root = `live ${client.name}`
      const subscriber = await client.subscribe(port, { filter: `${root}/#`, qos: 2 })
      const expected = messages(root)
      await publish(expected)
      await assertGets(subscriber, expected)
    })

    test(`${client.name} finds what was published while it was away`, async () => {
      const clientId = `away ${client.name}`
      const options = { filter: `${clientId}/#`, qos: 2, clientId } as const
      await (await client.subscribe(port, options)).leave()
      const expected = messages(clientId).filter(({ qos }) => qos > 0)
      await publish(expected)
      await assertGets(await client.subscribe(port, options), expected)
    })
  }

  test('all get the retained messages of all, until they are deleted', async () => {
    const retained = messages('retained', true)
    await publish(retained)
    const options = { filter: 'retained/#', qos: 2 } as const
    await Promise.all(
      clients.map(async (each) => assertGets(await each.subscribe(port, options), retained)),
    )
    await publish(retained.map((message) => ({ ...message, payload: '' })))
    const client = mqttJs(5)
    const late = await client.subscribe(port, options)
    const end = { topic: 'retained/end', payload: 'end', qos: 0, retain: false }
    await client.publish(port, end)
    await assertGets(late, [end])
  })

  test('the wills of those that vanish come to all, of those that leave to nobody', async () => {
    const watching = clients.map((each) => each.subscribe(port, { filter: 'wills/#', qos: 2 }))
    const watchers = await Promise.all(watching)
    const holders = await Promise.all(clients.map((each, number) => holdWill(each, number)))
    const [good, ...vanishing] = holders
    await good?.leave()
    await Promise.all(vanishing.map((holder) => holder.vanish()))
    const wills = clients.slice(1).map((each, index) => willOf(each, index + 1))
    const expected = wills.map((will) => ({ ...will, retain: false }))
    await Promise.all(watchers.map((watcher) => assertGets(watcher, expected)))
  })

  test('members of a shared subscription get each message once, and all get some', async () => {
    const options = { filter: '$share/group/shared/#', qos: 2 } as const
    const members = await Promise.all(clients.map((each) => each.subscribe(port, options)))
    const rounds = Array.from({ length: ROUNDS }, (_, round) => messages(`shared/${round}`))
    for (const round of rounds) await publish(round)
    const inboxes = members.map(({ inbox }) => inbox)
    await arrived(inboxes, rounds.flat().length)
    for (const member of members) await member.leave()
    assertSame(
      inboxes.flatMap((inbox) => inbox.messages),
      rounds.flat(),
    )
    for (const inbox of inboxes) assert.ok(inbox.messages.length > 0)
  })
})

function willOf({ name }: ForeignClient, number: number): Will {
  return { topic: `wills/${name}`, payload: name, qos: LEVELS[number % 3] ?? 0 }
}

function holdWill(holder: ForeignClient, number: number): Promise<Subscriber> {
  return holder.subscribe(port, { filter: 'unused', qos: 0, will: willOf(holder, number) })
}
