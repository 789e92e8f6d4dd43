/** Levels, the shape of a line, and that no client can write terminal commands or lines of its own. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { captureLog, safeText } from './log.ts'

describe('log', () => {
  test('writes event, level as text, ISO time and the fields', () => {
    const { log, records } = captureLog()
    log.warn('accept.paused', { reason: 'descriptors', open: 19_500 })
    const [record] = records
    assert.deepEqual(
      { ...record, time: undefined },
      {
        level: 'warn',
        time: undefined,
        event: 'accept.paused',
        reason: 'descriptors',
        open: 19_500,
      },
    )
    assert.match(String(record?.['time']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('what is below the level is not written, and debug is not even there', () => {
    const { log, records } = captureLog('warn')
    assert.equal(log.debug, undefined)
    log.info('broker.started')
    log.warn('accept.paused')
    log.error('log.failed')
    assert.deepEqual(
      records.map(({ event }) => event),
      ['accept.paused', 'log.failed'],
    )
  })

  test('debug is written when it is on', () => {
    const { log, records } = captureLog('debug')
    log.debug?.('client.connected', { clientId: 'a' })
    assert.deepEqual(
      records.map(({ level, clientId }) => [level, clientId]),
      [['debug', 'a']],
    )
  })

  test('an error is written with its message and cause', () => {
    const { log, records } = captureLog()
    log.error('log.failed', { error: new Error('cannot append', { cause: new Error('ENOSPC') }) })
    assert.match(JSON.stringify(records[0]?.['error']), /cannot append: ENOSPC/)
  })

  test('fields of clients are made harmless', () => {
    const { log, records } = captureLog()
    log.info('connection.end', { clientId: 'a\u001b[2J\n\u202eb\u0085' })
    assert.equal(records[0]?.['clientId'], 'a\\u{1b}[2J\\u{a}\\u{202e}b\\u{85}')
  })
})

describe('safeText', () => {
  test('leaves letters of any script and emoji alone', () => {
    assert.equal(safeText('sensor/7 größe 温度 🌡'), 'sensor/7 größe 温度 🌡')
  })

  test('cuts what is long', () => {
    assert.equal(safeText('x'.repeat(600)), `${'x'.repeat(512)}…`)
  })

  test('no text keeps a control, format or separator character, or half a surrogate pair', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b', '\ud800', '\u2028'),
    )
    fc.assert(
      fc.property(fc.array(unit), (parts) => {
        const safe = safeText(parts.join(''))
        assert.doesNotMatch(safe, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})
