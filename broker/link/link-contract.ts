/**
 * What every adapter of the link has to keep to, as tests: order, batches, confirmations, and the
 * bytes that back-pressure looks at. How an adapter is opened is the caller's.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LinkReceiver, LinkSender } from './ports.ts'

export interface OpenLink {
  readonly toA: LinkSender<string>
  readonly toB: LinkSender<string>
  readonly connect: (a: LinkReceiver<string>, b: LinkReceiver<string>) => void
  /** Lets the link work until it has nothing left to do. */
  readonly settle: () => void | Promise<void>
}

/** Notes everything that happens on the link in one list. */
class Ends {
  readonly seen: string[] = []
  readonly batches: number[] = []
  readonly link: OpenLink
  /** What `b` does with each message. */
  onB: (message: string) => void = () => undefined

  constructor(link: OpenLink) {
    this.link = link
    link.connect(
      { onBatch: (messages) => this.#note('a', messages) },
      {
        onBatch: (messages) => {
          this.#note('b', messages)
          for (const message of messages) this.onB(message)
        },
      },
    )
  }

  #note(end: string, messages: readonly string[]): void {
    this.batches.push(messages.length)
    for (const message of messages) this.seen.push(`${end} gets ${message}`)
  }

  confirmB(name: string): void {
    this.link.toB.confirm(() => this.seen.push(`${name} confirmed`))
  }
}

/** Opens a link for each test; the size of a message is its length. */
export function describeLink(name: string, open: () => OpenLink | Promise<OpenLink>): void {
  const ends = async (): Promise<Ends> => new Ends(await open())

  describe(`${name} keeps to the contract of the link`, () => {
    describeDelivery(ends)
    describeConfirmation(ends)
  })
}

function describeDelivery(open: () => Promise<Ends>): void {
  test('nothing arrives within the call; each direction is first in, first out', async () => {
    const { link, seen } = await open()
    for (const message of ['1', '2', '3']) link.toB.send(message)
    link.toA.send('back')
    assert.equal(seen.length, 0)
    await link.settle()
    assert.deepEqual(
      seen.filter((entry) => entry.startsWith('b')),
      ['b gets 1', 'b gets 2', 'b gets 3'],
    )
    assert.ok(seen.includes('a gets back'))
  })

  test('what was sent in one turn arrives as one batch', async () => {
    const { link, batches } = await open()
    for (const message of ['1', '2', '3']) link.toB.send(message)
    await link.settle()
    link.toB.send('4')
    await link.settle()
    assert.deepEqual(batches, [3, 1])
  })

  test('what is sent while a batch is worked on comes in a later one', async () => {
    const ends = await open()
    const { link, seen, batches } = ends
    ends.onB = (message) => {
      if (message === '1') link.toB.send('3')
    }
    link.toB.send('1')
    link.toB.send('2')
    await link.settle()
    assert.deepEqual(seen, ['b gets 1', 'b gets 2', 'b gets 3'])
    assert.deepEqual(batches, [2, 1])
  })

  test('bytes are outstanding until they have been worked through', async () => {
    const { link } = await open()
    assert.equal(link.toB.outstandingBytes, 0)
    link.toB.send('four')
    link.toB.send('sixsix')
    assert.equal(link.toB.outstandingBytes, 10)
    assert.equal(link.toA.outstandingBytes, 0)
    await link.settle()
    assert.equal(link.toB.outstandingBytes, 0)
  })
}

function describeConfirmation(open: () => Promise<Ends>): void {
  test('a confirmation comes after everything sent before it, never within the call', async () => {
    const ends = await open()
    ends.link.toB.send('1')
    ends.confirmB('1')
    ends.link.toB.send('2')
    ends.confirmB('2')
    assert.equal(ends.seen.length, 0)
    await ends.link.settle()
    const { seen } = ends
    assert.ok(seen.indexOf('b gets 1') < seen.indexOf('1 confirmed'))
    assert.ok(seen.indexOf('b gets 2') < seen.indexOf('2 confirmed'))
    assert.ok(seen.indexOf('1 confirmed') < seen.indexOf('2 confirmed'))
    assert.equal(seen.length, 4)
  })

  test('a confirmation comes without a message, too', async () => {
    const ends = await open()
    ends.confirmB('nothing')
    assert.equal(ends.seen.length, 0)
    await ends.link.settle()
    assert.deepEqual(ends.seen, ['nothing confirmed'])
  })

  test('a confirmation comes behind what the receiver had sent back by then', async () => {
    const ends = await open()
    const { link, seen } = ends
    ends.onB = (message) => link.toA.send(`answer to ${message}`)
    link.toB.send('1')
    ends.confirmB('1')
    await link.settle()
    assert.deepEqual(seen, ['b gets 1', 'a gets answer to 1', '1 confirmed'])
  })

  test('a confirmation asked for in a confirmation comes, too', async () => {
    const ends = await open()
    const { link, seen } = ends
    link.toB.confirm(() => ends.confirmB('second'))
    await link.settle()
    assert.deepEqual(seen, ['second confirmed'])
  })
}
