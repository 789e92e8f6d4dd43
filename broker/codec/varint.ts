/** Variable Byte Integers: seven bits per byte, lowest first, never longer than needed. @MQTT-5.0:1.5.5-1 */

/** 268,435,455: four bytes of seven bits. */
export const VARINT_MAX = 0xfff_ffff
export const VARINT_SIZE_MAX = 4

/** Bytes that `value` takes, 1 to 4. */
export function varintSize(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  return value < 0x20_0000 ? 3 : 4
}

/** Writes `value` (0 to `VARINT_MAX`) at `at`; returns the end. */
export function writeVarint(out: Uint8Array, at: number, value: number): number {
  let place = at
  let rest = value
  while (rest > 0x7f) {
    out[place] = (rest & 0x7f) | 0x80
    place += 1
    rest >>>= 7
  }
  out[place] = rest
  return place + 1
}
