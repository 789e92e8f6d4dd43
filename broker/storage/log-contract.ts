/**
 * What every adapter of the log has to keep to, as tests: when it tells that records are durable, what
 * can be read, what a release takes along. How an adapter is opened is the caller's.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Log, Position } from './ports.ts'

export interface OpenLog {
  readonly log: Log<string>
  /** Lets the log work until it has nothing left to do. */
  readonly settle: () => void | Promise<void>
  /** Opens again what is left after the log was closed; for adapters that outlive a process. */
  readonly reopen?: () => Log<string> | Promise<Log<string>>
}

/** Opens an empty log for each test. */
export function describeLog(name: string, open: () => OpenLog | Promise<OpenLog>): void {
  describe(`${name} keeps to the contract of the log`, () => {
    describeDurability(open)
    describeReading(open)
    describeRelease(open)
  })
}

function describeDurability(open: () => OpenLog | Promise<OpenLog>): void {
  test('positions start at 1 and grow', async () => {
    const { log } = await open()
    const positions = ['a', 'b', 'c'].map((record) => log.append(record))
    assert.equal(positions[0], 1)
    assert.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    )
    assert.equal(new Set(positions).size, 3)
  })

  test('nothing is durable within append, everything is later', async () => {
    const { log, settle } = await open()
    const told: Position[] = []
    log.onDurable = (position) => told.push(position)
    const last = [log.append('a'), log.append('b')].at(-1)
    assert.deepEqual(told, [])
    await settle()
    assert.equal(told.at(-1), last)
  })

  test('a batch is told once, by its last position', async () => {
    const { log, settle } = await open()
    const told: Position[] = []
    log.onDurable = (position) => told.push(position)
    for (const record of ['a', 'b', 'c']) log.append(record)
    await settle()
    assert.ok(told.length < 3, `told ${told.length} times of three records`)
  })

  test('what is appended while a batch is told is durable later, in order', async () => {
    const { log, settle } = await open()
    const told: Position[] = []
    let answer: Position = 0
    log.onDurable = (position) => {
      told.push(position)
      if (answer !== 0) return
      answer = log.append('answer')
      assert.ok(position < answer)
    }
    log.append('question')
    await settle()
    assert.equal(told.at(-1), answer)
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    )
  })

  test('close ends when everything appended is durable', async () => {
    const { log } = await open()
    let durable = 0
    log.onDurable = (position) => {
      durable = position
    }
    const last = log.append('a')
    await log.close()
    assert.equal(durable, last)
  })
}

function describeReading(open: () => OpenLog | Promise<OpenLog>): void {
  test('reads answer later and in the order of the calls, whatever is durable', async () => {
    const { log, settle } = await open()
    const old = log.append('old')
    await settle()
    const fresh = log.append('fresh')
    const read: (string | undefined)[] = []
    for (const position of [fresh, old, fresh]) log.read(position, (record) => read.push(record))
    assert.deepEqual(read, [])
    await settle()
    assert.deepEqual(read, ['fresh', 'old', 'fresh'])
  })

  test('a read within a read is answered, too', async () => {
    const { log, settle } = await open()
    const position = log.append('a')
    const read: (string | undefined)[] = []
    log.read(position, () => log.read(position, (record) => read.push(record)))
    await settle()
    assert.deepEqual(read, ['a'])
  })

  test('a position that was never given holds nothing', async () => {
    const { log, settle } = await open()
    const read: (string | undefined)[] = []
    log.read(7, (record) => read.push(record))
    await settle()
    assert.deepEqual(read, [undefined])
  })
}

function describeRelease(open: () => OpenLog | Promise<OpenLog>): void {
  test('a released record is gone and takes its notes along, and no other', async () => {
    const { log, settle } = await open()
    const first = log.append('first')
    const second = log.append('second')
    const notes = [log.append('note', first), log.append('another', first)]
    const other = log.append('note to second', second)
    await settle()
    log.release(first)
    await settle()
    const read: (string | undefined)[] = []
    for (const position of [first, ...notes, second, other]) {
      log.read(position, (record) => read.push(record))
    }
    await settle()
    assert.deepEqual(read, [undefined, undefined, undefined, 'second', 'note to second'])
  })

  test('a note to a released record is not kept, and is durable like any other', async () => {
    const { log, settle } = await open()
    let durable = 0
    log.onDurable = (position) => {
      durable = position
    }
    const about = log.append('record')
    await settle()
    log.release(about)
    const note = log.append('late note', about)
    await settle()
    assert.equal(durable, note)
    const read: (string | undefined)[] = []
    log.read(note, (record) => read.push(record))
    await settle()
    assert.deepEqual(read, [undefined])
  })

  test('releasing twice is harmless', async () => {
    const { log, settle } = await open()
    const position = log.append('a')
    log.release(position)
    log.release(position)
    const kept = log.append('b')
    await settle()
    const read: (string | undefined)[] = []
    log.read(kept, (record) => read.push(record))
    await settle()
    assert.deepEqual(read, ['b'])
  })
}

/** For adapters that outlive a process: what the next one is told. */
export function describeReplay(
  name: string,
  open: () => Required<OpenLog> | Promise<Required<OpenLog>>,
): void {
  describe(`${name} tells the next process`, () => {
    test('what is held, in order, with the positions it had', async () => {
      const { log, settle, reopen } = await open()
      const positions = ['a', 'b', 'c'].map((record) => log.append(record))
      await settle()
      log.release(positions[1] ?? 0)
      await settle()
      await log.close()
      const told = await replayed(await reopen())
      assert.deepEqual(told, [
        ['a', positions[0]],
        ['c', positions[2]],
      ])
    })

    test('positions that go on where they were', async () => {
      const { log, settle, reopen } = await open()
      const last = log.append('a')
      await settle()
      await log.close()
      const next = await reopen()
      await replayed(next)
      assert.ok(next.append('b') > last)
    })

    test('and takes releases while it tells', async () => {
      const { log, settle, reopen } = await open()
      const first = log.append('first')
      log.append('note', first)
      log.append('second')
      await settle()
      await log.close()
      const next = await reopen()
      const told: string[] = []
      await next.replay((record, position) => {
        told.push(record)
        if (record === 'note') next.release(first)
        assert.ok(position > 0)
      })
      assert.deepEqual(told, ['first', 'note', 'second'])
    })
  })
}

async function replayed(log: Log<string>): Promise<(readonly [string, Position])[]> {
  const told: (readonly [string, Position])[] = []
  await log.replay((record, position) => told.push([record, position]))
  return told
}
