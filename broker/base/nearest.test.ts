/** What is suggested for a word that nobody knows. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { nearest, suggestion } from './nearest.ts'

const known = ['listeners.tcp.port', 'listeners.tcp.hosts', 'mqtt.maximumQos', 'start']

describe('the nearest word', () => {
  for (const [word, meant] of [
    ['strat', 'start'],
    ['mqtt.maximumQoS', 'mqtt.maximumQos'],
    ['listener.tcp.port', 'listeners.tcp.port'],
    ['port', 'listeners.tcp.port'],
    ['zzz', undefined],
  ] as const) {
    test(`to ${word} is ${meant}`, () => assert.equal(nearest(word, known), meant))
  }

  test('is not guessed from a last part that several share', () => {
    assert.equal(nearest('port', ['a.long.path.port', 'another.path.port']), undefined)
  })

  test('ends a sentence', () => {
    assert.equal(suggestion('strat', known), '; did you mean start?')
    assert.equal(suggestion('zzz', known), '')
  })
})
