/** Routes: who is told what, and when everybody has heard it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { KEEPER } from '../link/ports.ts'
import type { LinkSender, ToShard } from '../link/ports.ts'
import { Routes } from './routes.ts'

/** A link whose far end works through what came when it is told to. */
class SlowLink implements LinkSender<ToShard> {
  readonly outstandingBytes = 0
  readonly heard: string[] = []
  readonly #confirms: (() => void)[] = []

  send(message: ToShard): void {
    if (message.type === 'route') {
      const sign = message.wanted ? '+' : '-'
      this.heard.push(`${message.owner} ${sign}${message.filter} @${message.version}`)
    } else if (message.type === 'group') this.heard.push(`${message.name} from ${message.since}`)
  }

  confirm(onConfirmed: () => void): void {
    this.#confirms.push(onConfirmed)
  }

  workThrough(): void {
    for (const onConfirmed of this.#confirms.splice(0)) onConfirmed()
  }
}

function attached(routes: Routes, ...shards: readonly number[]): SlowLink[] {
  return shards.map((shard) => {
    const link = new SlowLink()
    routes.attach(shard, link)
    return link
  })
}

describe('Routes', () => {
  test('every shard but the owner hears an announcement, with its version', () => {
    const routes = new Routes()
    const [first, second] = attached(routes, 0, 1)
    routes.announce(0, 'a/#', true)
    routes.announceKeeper('b', true)
    routes.announceKeeper('b', false)
    assert.deepEqual(first?.heard, [`${KEEPER} +b @2`, `${KEEPER} -b @3`])
    assert.deepEqual(second?.heard, ['0 +a/# @1', `${KEEPER} +b @2`, `${KEEPER} -b @3`])
  })

  test('who comes later is told what still holds', () => {
    const routes = new Routes()
    routes.announceKeeper('gone', true)
    routes.announceKeeper('gone', false)
    routes.announceKeeper('kept', true)
    const since = routes.announceManaged('$share/g/kept', true)
    const [late] = attached(routes, 0)
    assert.deepEqual(late?.heard, [`${KEEPER} +kept @4`, `$share/g/kept from ${since}`])
  })

  test('a group that is no longer managed is told with an infinite version, and forgotten', () => {
    const routes = new Routes()
    const [early] = attached(routes, 0)
    routes.announceManaged('$share/g/a', true)
    routes.announceManaged('$share/g/a', false)
    assert.deepEqual(early?.heard, ['$share/g/a from 1', '$share/g/a from Infinity'])
    assert.deepEqual(attached(routes, 1)[0]?.heard, [])
  })
})

describe('Routes.whenHeard', () => {
  test('calls back at once while nothing was announced', () => {
    const routes = new Routes()
    attached(routes, 0)
    let heard = 0
    routes.whenHeard(() => (heard += 1))
    assert.equal(heard, 1)
  })

  test('waits for every shard, and calls back once', () => {
    const routes = new Routes()
    const [first, second] = attached(routes, 0, 1)
    routes.announceKeeper('a', true)
    let heard = 0
    routes.whenHeard(() => (heard += 1))
    first?.workThrough()
    assert.equal(heard, 0)
    second?.workThrough()
    first?.workThrough()
    assert.equal(heard, 1)
  })

  test('what was heard is not waited for again', () => {
    const routes = new Routes()
    const links = attached(routes, 0, 1)
    routes.announceKeeper('a', true)
    routes.whenHeard(() => undefined)
    for (const link of links) link.workThrough()
    let heard = 0
    routes.whenHeard(() => (heard += 1))
    assert.equal(heard, 1)
  })

  test('a later announcement is waited for, though an earlier one was heard', () => {
    const routes = new Routes()
    const [link] = attached(routes, 0)
    routes.announceKeeper('a', true)
    routes.whenHeard(() => undefined)
    routes.announceKeeper('b', true)
    link?.workThrough()
    let heard = 0
    routes.whenHeard(() => (heard += 1))
    assert.equal(heard, 0)
    link?.workThrough()
    assert.equal(heard, 1)
  })
})
