/** How `sub` writes a message: as it is, by a format, or as JSON. */
import { isUtf8 } from 'node:buffer'

import type { IncomingMessage } from '../drivers/mqtt-client.ts'

export type MessageFormat = (message: IncomingMessage) => Buffer

const NEWLINE = Buffer.from('\n')

export const payloadLine: MessageFormat = ({ payload }) => Buffer.concat([payload, NEWLINE])

export const topicAndPayloadLine: MessageFormat = ({ topic, payload }) =>
  Buffer.concat([Buffer.from(`${topic} `), payload, NEWLINE])

/** One object; a payload that is no text is given as Base64 under another name. */
export const jsonLine: MessageFormat = (message) => {
  const { topic, payload, qos, retain, properties } = message
  const content = isUtf8(payload)
    ? { payload: payload.toString() }
    : { payloadBase64: payload.toString('base64') }
  const own = Object.keys(properties).length === 0 ? {} : { properties: readable(properties) }
  return Buffer.from(`${JSON.stringify({ topic, qos, retain, ...content, ...own })}\n`)
}

function readable(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? value.toString('base64') : value,
    ]),
  )
}

const FIELDS: Readonly<Record<string, (message: IncomingMessage) => Buffer | string>> = {
  '%%': () => '%',
  '%j': (message) => jsonLine(message).subarray(0, -1),
  '%l': ({ payload }) => String(payload.length),
  '%p': ({ payload }) => payload,
  '%q': ({ qos }) => String(qos),
  '%r': ({ retain }) => (retain ? '1' : '0'),
  '%t': ({ topic }) => topic,
  '%x': ({ payload }) => payload.toString('hex'),
  '\\n': () => '\n',
  '\\t': () => '\t',
}

/** `%t` topic, `%p` payload, `%x` in hex, `%l` its length, `%q` QoS, `%r` retained, `%j` JSON. */
export function messageFormat(format: string): MessageFormat {
  const parts = format.split(/(%[%jlpqrtx]|\\[nt])/).map((part) => FIELDS[part] ?? (() => part))
  return (message) => {
    const texts = parts.map((part) => part(message))
    return Buffer.concat([...texts.map((text) => Buffer.from(text)), NEWLINE])
  }
}
