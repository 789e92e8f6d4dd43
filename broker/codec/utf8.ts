/**
 * UTF-8 as MQTT wants it: shortest forms only, no surrogates, no U+0000, and, as the specification
 * advises, no control characters and no non-characters. U+FEFF is a character like any other and stays.
 * The decoders of the platforms replace or strip what has to be refused or kept, so this is our own.
 * @MQTT-5.0:1.5.4-1 @MQTT-5.0:1.5.4-2 @MQTT-5.0:1.5.4-3 @MQTT-3.1.1:1.5.3-1
 */
import { malformed } from './fault.ts'

/** Code units handed to `String.fromCharCode` at once: arguments live on the stack. */
const UNITS_MAX = 4096
const REPLACEMENT = 0xfffd

/** The code point at `at`, or -1 when the bytes are ill-formed, cut off or not allowed in MQTT. */
function codePointAt(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return first < 0x20 || first === 0x7f ? -1 : first
  const width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (width === 0 || at + width > end) return -1
  let code = first & (0x7f >> width)
  for (let next = at + 1; next < at + width; next += 1) {
    const byte = bytes[next] ?? 0
    if ((byte & 0xc0) !== 0x80) return -1
    code = (code << 6) | (byte & 0x3f)
  }
  return isAllowed(code, width) ? code : -1
}

/** For what takes `width` bytes, two or more. */
function isAllowed(code: number, width: number): boolean {
  if (width === 2) return code >= 0xa0
  if (width === 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return false
  if (width === 4 && (code < 0x10000 || code > 0x10ffff)) return false
  return (code & 0xfffe) !== 0xfffe && !(code >= 0xfdd0 && code <= 0xfdef)
}

function widthOf(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** True when `bytes[start..end)` may stand in a text field. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const code = codePointAt(bytes, at, end)
    if (code < 0) return false
    at += widthOf(code)
  }
  return true
}

/** @throws ProtocolFault malformedPacket when the bytes may not stand in a text field */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  const units: number[] = []
  let text = ''
  for (let at = start; at < end; ) {
    const code = codePointAt(bytes, at, end)
    if (code < 0) throw malformed('text that is not UTF-8 or holds a forbidden character')
    if (code < 0x10000) units.push(code)
    else units.push(0xd7c0 + (code >>> 10), 0xdc00 | (code & 0x3ff))
    at += widthOf(code)
    if (units.length >= UNITS_MAX) {
      text += String.fromCharCode(...units)
      units.length = 0
    }
  }
  return text + String.fromCharCode(...units)
}

/** Bytes that `text` takes; a lone surrogate counts as the replacement character it is sent as. */
export function utf8Length(text: string): number {
  let length = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) length += 1
    else if (unit < 0x800) length += 2
    else if (isPair(text, i)) {
      length += 4
      i += 1
    } else length += 3
  }
  return length
}

function isPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  const next = text.charCodeAt(at + 1)
  return unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000
}

/** Writes `text` at `at`, where there is room for it; returns the end. */
export function writeUtf8(out: Uint8Array, at: number, text: string): number {
  let place = at
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      out[place] = unit
      place += 1
    } else {
      const isWide = isPair(text, i)
      const code = text.codePointAt(i) ?? REPLACEMENT
      place = writeCodePoint(out, place, code >= 0xd800 && code < 0xe000 ? REPLACEMENT : code)
      if (isWide) i += 1
    }
  }
  return place
}

function writeCodePoint(out: Uint8Array, at: number, code: number): number {
  const width = widthOf(code)
  let rest = code
  for (let place = at + width - 1; place > at; place -= 1) {
    out[place] = 0x80 | (rest & 0x3f)
    rest >>>= 6
  }
  out[at] = ((0xf00 >> width) & 0xff) | rest
  return at + width
}

export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(bytes, 0, text)
  return bytes
}
