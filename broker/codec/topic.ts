/** What is a topic name, what is a topic filter, and what a filter consists of. MQTT 5.0 section 4.7. */
import type { ReasonCodeName } from './reason-codes.ts'
import { isUtf8 } from './utf8.ts'

const PLUS = 0x2b
const HASH = 0x23
const SHARE = '$share/'

/**
 * What is wrong with `bytes[start..end)` as the topic of a PUBLISH or a will; undefined when nothing is.
 * @MQTT-5.0:3.3.2-2 @MQTT-5.0:4.7.3-1 @MQTT-3.1.1:3.3.2-2
 */
export function topicProblem(
  bytes: Uint8Array,
  start: number,
  end: number,
): ReasonCodeName | undefined {
  if (start === end) return 'topicNameInvalid'
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]
    if (byte === PLUS || byte === HASH) return 'topicNameInvalid'
  }
  return isUtf8(bytes, start, end) ? undefined : 'malformedPacket'
}

export interface TopicFilter {
  /** The name between `$share/` and the filter. */
  readonly group: string | undefined
  /** Without `$share/<group>/`. */
  readonly filter: string
  readonly levels: number
  readonly wildcards: number
}

/** Takes the filter of a SUBSCRIBE apart; undefined when it is none. */
export function parseTopicFilter(name: string): TopicFilter | undefined {
  if (!name.startsWith(SHARE)) return parsePlain(undefined, name)
  // @MQTT-5.0:4.8.2-1 @MQTT-5.0:4.8.2-2
  const slash = name.indexOf('/', SHARE.length)
  if (slash <= SHARE.length) return undefined
  const group = name.slice(SHARE.length, slash)
  if (group.includes('+') || group.includes('#')) return undefined
  return parsePlain(group, name.slice(slash + 1))
}

/** True for `$share/…`, also when the rest is not a valid filter. */
export function isShared(name: string): boolean {
  return name.startsWith(SHARE)
}

/** @MQTT-5.0:4.7.1-1 @MQTT-5.0:4.7.1-2 @MQTT-5.0:4.7.3-1 */
function parsePlain(group: string | undefined, filter: string): TopicFilter | undefined {
  if (filter === '') return undefined
  let levels = 0
  let wildcards = 0
  for (let start = 0; start <= filter.length; levels += 1) {
    const slash = filter.indexOf('/', start)
    const end = slash < 0 ? filter.length : slash
    for (let at = start; at < end; at += 1) {
      const unit = filter.charCodeAt(at)
      if (unit !== PLUS && unit !== HASH) continue
      if (end - start !== 1 || (unit === HASH && end !== filter.length)) return undefined
      wildcards += 1
    }
    start = end + 1
  }
  return { group, filter, levels, wildcards }
}
