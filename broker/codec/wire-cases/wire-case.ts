/**
 * The form of the wire cases: a packet in a notation that people can read and write, who sends it, and
 * what it means or which fault it is. Tests only; the decoder is not asked how bytes look.
 */
import type { Packet } from '../packet.ts'
import type { ProtocolVersion, Sender } from '../protocol.ts'
import type { ReasonCodeName } from '../reason-codes.ts'

interface Bytes {
  /** The statement that the case stands for, and what it shows. */
  readonly name: string
  readonly version: ProtocolVersion
  readonly sender: Sender
  readonly wire: string
}

export interface Meaning extends Bytes {
  readonly packet: Packet
  /** Set when we write the same packet in another way, shorter or in another order. */
  readonly isOtherForm: boolean
}

export interface Breach extends Bytes {
  readonly reason: ReasonCodeName
}

/** Makes the cases of one sender in one version. */
export function peer(sender: Sender, version: ProtocolVersion) {
  const from = { sender, version }
  return {
    means: (name: string, wire: string, packet: Packet): Meaning => {
      return { ...from, name, wire, packet, isOtherForm: false }
    },
    alsoMeans: (name: string, wire: string, packet: Packet): Meaning => {
      return { ...from, name, wire, packet, isOtherForm: true }
    },
    breaks: (name: string, wire: string, reason: ReasonCodeName): Breach => {
      return { ...from, name, wire, reason }
    },
  }
}

const TOKEN = /"([^"]*)"|([0-9a-f]{2})\*(\d+)|((?:[0-9a-f]{2})+)/g

/** Bytes of the notation: hex, `61*5` for a byte that repeats, `"text"` with its two bytes of length. */
export function bytesOf(notation: string): Uint8Array {
  const bytes: number[] = []
  for (const [, text, repeated = '', times, hex = ''] of notation.matchAll(TOKEN)) {
    if (text !== undefined) {
      const encoded = new TextEncoder().encode(text)
      bytes.push(encoded.length >>> 8, encoded.length & 0xff, ...encoded)
    } else if (times === undefined) bytes.push(...Uint8Array.fromHex(hex))
    else for (let i = 0; i < Number(times); i += 1) bytes.push(Number.parseInt(repeated, 16))
  }
  return Uint8Array.from(bytes)
}

/** A whole packet: the notation gives its first byte and its body, the length comes between them. */
export function frameOf(notation: string): Uint8Array {
  const [firstByte = 0, ...body] = bytesOf(notation)
  const length: number[] = []
  for (let rest = body.length; ; ) {
    const digit = rest % 128
    rest = Math.floor(rest / 128)
    length.push(rest > 0 ? digit + 128 : digit)
    if (rest === 0) break
  }
  return Uint8Array.of(firstByte, ...length, ...body)
}
