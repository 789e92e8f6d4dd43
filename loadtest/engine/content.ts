/**
 * What every message of a load carries, so that its receiver can tell whose it is and which one:
 * publisher (4 bytes), sequence number (4), filling, and a check of both (4), all big-endian. Reading
 * is the hot path of the generator: byte loads, no allocation. @hot
 */

export const CONTENT_SIZE_MIN = 12

const FILLING = 0x2e
/** The filling is compared in every such message; a power of two. */
const WHOLE_EVERY = 64

/** Fills a payload that is sent again and again; `numberContent` says which message it is. */
export function fillContent(bytes: Uint8Array, start: number, publisher: number): void {
  bytes.fill(FILLING, start)
  writeUint32(bytes, start, publisher)
}

export function numberContent(
  bytes: Uint8Array,
  start: number,
  end: number,
  sequence: number,
): void {
  writeUint32(bytes, start + 4, sequence)
  writeUint32(bytes, end - 4, checkOf(publisherOf(bytes, start), sequence))
}

export function publisherOf(bytes: Uint8Array, start: number): number {
  return readUint32(bytes, start)
}

export function sequenceOf(bytes: Uint8Array, start: number): number {
  return readUint32(bytes, start + 4)
}

/** Whether the payload is as some publisher wrote it. */
export function isIntact(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < CONTENT_SIZE_MIN) return false
  const sequence = readUint32(bytes, start + 4)
  if (readUint32(bytes, end - 4) !== checkOf(readUint32(bytes, start), sequence)) return false
  return sequence % WHOLE_EVERY !== 0 || isFilling(bytes, start + 8, end - 4)
}

function isFilling(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== FILLING) return false
  return true
}

/** Differs for neighbouring numbers, and is not the zero of a buffer that nobody wrote. */
function checkOf(publisher: number, sequence: number): number {
  return (Math.imul(publisher + 1, 0x9e3779b1) ^ sequence) >>> 0
}

function readUint32(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16)
  return (high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
}

function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}
