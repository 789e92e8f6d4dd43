/** The gate: nothing leaves before its position is durable, and everything leaves in the order it was said. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { ToShard } from '../link/ports.ts'
import { Gate } from './gate.ts'

/** A gate with two shards, and what has left through it: shard and connection. */
function openGate(): { readonly gate: Gate; readonly left: string[] } {
  const gate = new Gate()
  const left: string[] = []
  for (const shard of [0, 1]) {
    gate.attach(shard, {
      outstandingBytes: 0,
      send: (message) => left.push(`${shard}: ${'connection' in message && message.connection}`),
      confirm: (onConfirmed) => onConfirmed(),
    })
  }
  return { gate, left }
}

function word(connection: number): ToShard {
  return { type: 'takeOver', connection }
}

describe('Gate', () => {
  test('what needs nothing leaves at once', () => {
    const { gate, left } = openGate()
    gate.send(0, word(1))
    assert.deepEqual(left, ['0: 1'])
  })

  test('what needs a position waits for it, and a later position will do', () => {
    const { gate, left } = openGate()
    gate.send(0, word(1), 5)
    gate.onDurable(4)
    assert.equal(left.length, 0)
    assert.equal(gate.waiting, 1)
    gate.onDurable(6)
    assert.deepEqual(left, ['0: 1'])
    assert.equal(gate.waiting, 0)
  })

  test('a later word does not overtake, even to another shard', () => {
    const { gate, left } = openGate()
    gate.send(0, word(1), 5)
    gate.send(1, word(2))
    gate.send(0, word(3), 2)
    gate.onDurable(4)
    assert.equal(left.length, 0)
    gate.onDurable(5)
    assert.deepEqual(left, ['0: 1', '1: 2', '0: 3'])
  })

  test('a position that is durable already needs no waiting', () => {
    const { gate, left } = openGate()
    gate.onDurable(5)
    gate.send(1, word(1), 5)
    assert.deepEqual(left, ['1: 1'])
  })

  test('whatever is said and synced, order and durability hold', () => {
    const said = fc.record({ needs: fc.nat(20), durable: fc.option(fc.nat(20)) })
    fc.assert(
      fc.property(fc.array(said), (steps) => {
        const { gate, left } = openGate()
        let durable = 0
        const needs: number[] = []
        for (const [number, step] of steps.entries()) {
          gate.send(0, word(number), step.needs)
          needs.push(step.needs)
          if (step.durable !== null && step.durable > durable) {
            durable = step.durable
            gate.onDurable(durable)
          }
          const firstHeld = needs.findIndex((need) => need > durable)
          const free = firstHeld < 0 ? needs.length : firstHeld
          assert.deepEqual(
            left,
            Array.from({ length: free }, (_, each) => `0: ${each}`),
          )
        }
      }),
    )
  })
})
