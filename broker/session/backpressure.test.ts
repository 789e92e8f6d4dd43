/** When publishers wait, and that none of them waits for ever. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FakeClock } from '../base/fake-clock.ts'
import { Time } from '../base/time.ts'
import { Turn } from '../base/turn.ts'
import { Backpressure } from './backpressure.ts'
import type { PausedReader } from './backpressure.ts'

const limits = { unackedBytesPerConnection: 10, unackedBytesPerNode: 100, linkBytesMax: 1000 }

class Scene {
  readonly clock = new FakeClock()
  readonly link = { outstandingBytes: 0 }
  readonly backpressure: Backpressure
  resumed = 0

  constructor() {
    const turn = new Turn(this.clock, new Time(this.clock))
    this.backpressure = new Backpressure(turn, limits, this.link)
    turn.addLinkStep(() => this.#deliver())
  }

  #deliver(): boolean {
    const worked = this.link.outstandingBytes > 0
    this.link.outstandingBytes = 0
    return worked
  }

  reader(): PausedReader {
    const { backpressure } = this
    const count = (): void => {
      this.resumed += 1
    }
    const reader = {
      get mayRead(): boolean {
        return backpressure.boundOfAll() === undefined
      },
      resume(): void {
        backpressure.remove(reader)
        count()
      },
    }
    return reader
  }
}

describe('Backpressure', () => {
  test('resumes whoever waited for the link as soon as that has emptied', () => {
    const scene = new Scene()
    scene.link.outstandingBytes = 1000
    scene.backpressure.add(scene.reader())
    scene.backpressure.add(scene.reader())
    assert.equal(scene.resumed, 0)
    scene.clock.settle()
    assert.equal(scene.resumed, 2)
  })

  test('keeps readers waiting while acknowledgements of all clients are owed, and not longer', () => {
    const scene = new Scene()
    scene.backpressure.unacked.bytes = 100
    scene.backpressure.add(scene.reader())
    scene.clock.settle()
    assert.equal(scene.resumed, 0)
    scene.backpressure.unacked.bytes = 99
    scene.backpressure.onRoom()
    scene.clock.settle()
    assert.equal(scene.resumed, 1)
  })
})
