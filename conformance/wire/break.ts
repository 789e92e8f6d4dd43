/**
 * Makes wrong packets of right ones: each function breaks one thing and leaves the lengths around it
 * true, unless it is a length that is to be wrong.
 */
import { two, varint } from './encode.ts'
import type { Encoded, Span } from './encode.ts'

export function spanOf({ spans }: Encoded, name: string): Span {
  const found = spans.find((span) => span.name === name)
  if (found === undefined) throw new Error(`the packet has no field ${name}`)
  return found
}

/** Replaces the four flag bits of the first byte. */
export function withFlags({ bytes }: Encoded, flags: number): Uint8Array {
  return Uint8Array.from([((bytes[0] ?? 0) & 0xf0) | flags, ...bytes.slice(1)])
}

/** Replaces the packet type, the upper four bits of the first byte. */
export function withType({ bytes }: Encoded, type: number): Uint8Array {
  return Uint8Array.from([(type << 4) | ((bytes[0] ?? 0) & 0x0f), ...bytes.slice(1)])
}

/** Replaces the bytes of the remaining length and nothing behind it. */
export function withRemainingLength(encoded: Encoded, bytes: readonly number[]): Uint8Array {
  return spliced(encoded.bytes, spanOf(encoded, 'remaining length'), bytes)
}

/** Replaces a field; the lengths of the property list and of the packet are made to fit. */
export function withField(encoded: Encoded, name: string, bytes: readonly number[]): Uint8Array {
  return relengthed(encoded, spanOf(encoded, name), bytes)
}

/** Puts bytes behind a field; the lengths of the property list and of the packet are made to fit. */
export function withInserted(encoded: Encoded, name: string, bytes: readonly number[]): Uint8Array {
  const { end } = spanOf(encoded, name)
  return relengthed(encoded, { name, start: end, end }, bytes)
}

/** The packet ends after so many bytes of its body, and its remaining length says so. */
export function truncated(encoded: Encoded, bodyBytes: number): Uint8Array {
  const { end } = spanOf(encoded, 'remaining length')
  const body = encoded.bytes.slice(end, end + bodyBytes)
  return Uint8Array.from([encoded.bytes[0] ?? 0, ...varint(body.length), ...body])
}

/** A variable byte integer that takes one byte more than it needs. */
export function paddedVarint(value: number): readonly number[] {
  return [...varint(value).map((byte) => byte | 0x80), 0]
}

/** Text of these bytes, whatever they are, behind its length. */
export function textOf(bytes: readonly number[]): readonly number[] {
  return [...two(bytes.length), ...bytes]
}

function spliced(bytes: Uint8Array, { start, end }: Span, by: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.slice(0, start), ...by, ...bytes.slice(end)])
}

/** Lengths stand before what they measure, so the list's is replaced after the field, the packet's last. */
function relengthed(encoded: Encoded, span: Span, by: readonly number[]): Uint8Array {
  let bytes = spliced(encoded.bytes, span, by)
  const list = listAround(encoded, span)
  if (list !== undefined) {
    const length = list.contentEnd - list.length.end + by.length - (span.end - span.start)
    bytes = spliced(bytes, list.length, varint(length))
  }
  const remaining = spanOf(encoded, 'remaining length')
  const grown = bytes.length - encoded.bytes.length
  const length = encoded.bytes.length - remaining.end + grown
  return spliced(bytes, remaining, varint(length))
}

/** The property list that a field is in, with its length field. */
function listAround(
  { spans }: Encoded,
  span: Span,
): { readonly length: Span; readonly contentEnd: number } | undefined {
  const isProperty = / ?property (?!length)/.test(span.name)
  const isLength = span.name.endsWith('property length') && span.start === span.end
  if (!isProperty && !isLength) return undefined
  const prefix = span.name.startsWith('will ') ? 'will ' : ''
  const length = spans.find(({ name }) => name === `${prefix}property length`)
  if (length === undefined) return undefined
  const members = spans.filter(
    ({ name }) => name.startsWith(`${prefix}property `) && name !== length.name,
  )
  return { length, contentEnd: members.at(-1)?.end ?? length.end }
}
