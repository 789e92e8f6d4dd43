/** Every code point, and texts at the sizes where the decoder changes its way. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeUtf8, encodeUtf8, isUtf8, utf8Length } from './utf8.ts'

/** Code points that a text field may not hold, by the rules of the standard and by its advice. */
function isForbidden(code: number): boolean {
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0)
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  const isNonCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xffff) >= 0xfffe
  return isControl || isSurrogate || isNonCharacter
}

test('every code point is written as the platform does, and read back or refused', () => {
  const encoder = new TextEncoder()
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code)
    const bytes = encodeUtf8(character)
    if (Buffer.compare(bytes, encoder.encode(character)) !== 0) assert.fail(code.toString(16))
    const isSurrogate = code >= 0xd800 && code <= 0xdfff
    if (isSurrogate) continue
    if (isUtf8(bytes, 0, bytes.length) === isForbidden(code)) assert.fail(code.toString(16))
    if (!isForbidden(code) && decodeUtf8(bytes, 0, bytes.length) !== character) {
      assert.fail(code.toString(16))
    }
  }
})

test('no two bytes are taken that the platform refuses', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for (let pair = 0; pair <= 0xffff; pair += 1) {
    const bytes = Uint8Array.of(pair >>> 8, pair & 0xff)
    if (!isUtf8(bytes, 0, 2)) continue
    assert.equal(decodeUtf8(bytes, 0, 2), decoder.decode(bytes))
  }
})

test('lone surrogates are sent as replacement characters, and counted so', () => {
  for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800', '\ud83d', '\ud83d\ud83d\ude00']) {
    const expected = new TextEncoder().encode(text)
    assert.deepEqual(encodeUtf8(text), expected)
    assert.equal(utf8Length(text), expected.length)
  }
})

test('long texts are read in pieces without a seam', () => {
  for (const length of [4095, 4096, 4097, 8192, 30_000]) {
    for (const text of [
      'a'.repeat(length),
      `${'a'.repeat(length - 1)}\u{1f600}b`,
      '\u{1f600}'.repeat(length >> 1),
    ]) {
      const bytes = encodeUtf8(text)
      assert.equal(decodeUtf8(bytes, 0, bytes.length), text)
    }
  }
})
