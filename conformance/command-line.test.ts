/** What can be typed after `assaymq conformance`. */
import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'
import { HELP, parseCommand, UsageError } from './command-line.ts'
import type { RunOptions } from './run.ts'

function runOptions(...args: readonly string[]): RunOptions {
  const command = parseCommand(['--target', 'mqtt://broker', ...args])
  assert.equal(command.do, 'run')
  return command.options
}

test('a target is enough', () => {
  const options = runOptions()
  assert.equal(options.target.url.href, 'mqtt://broker')
  assert.deepEqual(options.versions, ['3.1', '3.1.1', '5.0'])
  assert.deepEqual(options.modes, ['normal'])
  assert.equal(options.quick, false)
})

test('versions, modes and scenarios are chosen', () => {
  const options = runOptions(
    '--version',
    '5.0',
    '--version=3.1',
    '--modes',
    'all',
    './features/will/',
  )
  assert.deepEqual(options.versions, ['3.1', '5.0'])
  assert.equal(options.modes.length, 4)
  assert.deepEqual(options.places, ['features/will'])
  assert.deepEqual(runOptions('--modes', 'split,normal').modes, ['split', 'normal'])
})

test('passwords are in no report', () => {
  const command = parseCommand(['--target', 'mqtts://bob:s%20t@broker', '--slack', '9'])
  assert.equal(command.do, 'run')
  const { target, typed } = command.options
  assert.equal(target.url.href, 'mqtts://broker')
  assert.deepEqual([target.userName, target.password], ['bob', 's t'])
  assert.deepEqual(typed, ['--slack', '9'])
  assert.deepEqual(runOptions('--user', 'u', '--password', 'p').typed, ['--user', 'u'])
})

test('reports are compared', () => {
  const command = parseCommand(['compare', 'a.json', 'b.json', '--report', 'out'])
  assert.deepEqual(command, { do: 'compare', files: ['a.json', 'b.json'], folder: resolve('out') })
})

test('help names every flag of the usage', () => {
  assert.equal(parseCommand(['--help']).do, 'help')
  for (const flag of ['target', 'version', 'tags', 'quick', 'profile', 'report', 'parallel']) {
    assert.ok(HELP.includes(`  --${flag}`))
  }
})

describe('wrong is', () => {
  for (const [args, why] of [
    [['--quick'], /--target is missing/],
    [['--target', 'broker'], /is no URL/],
    [['--target', 'http://broker'], /no scheme of MQTT/],
    [['--target', 'mqtt://b', '--version', '4'], /none of 3.1, 3.1.1, 5.0/],
    [['--target', 'mqtt://b', '--modes', 'slow'], /none of all/],
    [['--target', 'mqtt://b', '--parallel', '0'], /no whole number from 1 up/],
    [['--target', 'mqtt://b', '--profile', 'none'], /ENOENT/],
    [['--target', 'mqtt://b', '--managed', '../x'], /no adapter/],
    [['--target', 'mqtt://b', '--fast'], /fast/],
    [['compare'], /compare needs/],
  ] as const) {
    test(args.join(' '), () => {
      assert.throws(
        () => parseCommand(args),
        (error) => error instanceof UsageError && why.test(error.message),
      )
    })
  }
})
