/** Shows a failed case to people: what was expected and seen, the bytes, and the fields they were made of. */
import type { Encoded } from '../wire/encode.ts'
import type { ByteCase } from './byte-case.ts'
import type { Played } from './play.ts'

const MOST_SHOWN = 256
const LONGEST_NAME = 40

export function describeCase({ byteCase, problem }: Played): string {
  const { id, bytes, source } = byteCase
  return [
    id,
    `  expected: ${expectation(byteCase)}`,
    `  seen: ${problem}`,
    `  sent: ${hex(bytes)}`,
    ...(source === undefined ? [] : ['  made of:', ...fields(source)]),
  ].join('\n')
}

function expectation({ expected }: ByteCase): string {
  if (expected.kind === 'accepted') return expected.kind
  return `${expected.kind === 'free' ? 'accepted, or ' : ''}the end of the connection as ${expected.rule}`
}

function fields({ bytes, spans }: Encoded): readonly string[] {
  return spans.map(
    ({ name, start, end }) => `    ${name.padEnd(LONGEST_NAME)} ${hex(bytes.subarray(start, end))}`,
  )
}

function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, MOST_SHOWN))
    .toString('hex')
    .replace(/..(?=.)/g, '$& ')
  return bytes.length > MOST_SHOWN ? `${shown} ... (${bytes.length} bytes)` : shown
}
