/** What topic names and filters the small broker takes, and which of them match. */
import type { Version } from '../wire/packet.ts'

export interface Filter {
  /** Undefined for a subscription that is not shared. */
  readonly share: string | undefined
  /** Without `$share/name/`. */
  readonly pattern: string
}

/** @MQTT-5.0:4.7.0-1 @MQTT-5.0:4.7.3-1 */
export function isTopicName(topic: string): boolean {
  return topic !== '' && !/[+#\0]/.test(topic)
}

/** Undefined when it is not valid. Before 5.0 nothing is shared. @MQTT-5.0:4.8.2-1 @MQTT-5.0:4.8.2-2 */
export function parseFilter(text: string, version: Version): Filter | undefined {
  if (version !== '5.0' || !text.startsWith('$share/')) return plain(text)
  const [, share, pattern = ''] = /^\$share\/([^/+#]+)\/(.+)$/s.exec(text) ?? []
  return share !== undefined && isPattern(pattern) ? { share, pattern } : undefined
}

/** @MQTT-5.0:4.7.2-1 @MQTT-5.0:4.7.3-4 */
export function matches(pattern: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(pattern)) return false
  return matchesLevels(pattern.split('/'), topic.split('/'))
}

/** The same without the exception for topics that begin with a dollar sign. */
export function matchesLevels(pattern: readonly string[], topic: readonly string[]): boolean {
  const end = pattern.findIndex((level, index) => {
    return level === '#' || topic[index] === undefined || (level !== '+' && level !== topic[index])
  })
  if (end === -1) return pattern.length === topic.length
  return pattern[end] === '#'
}

function plain(pattern: string): Filter | undefined {
  return isPattern(pattern) ? { share: undefined, pattern } : undefined
}

/** @MQTT-5.0:4.7.1-1 @MQTT-5.0:4.7.1-2 */
function isPattern(pattern: string): boolean {
  if (pattern === '' || pattern.includes('\0')) return false
  const levels = pattern.split('/')
  return levels.every(
    (level, index) =>
      level === '+' || (level === '#' && index === levels.length - 1) || !/[+#]/.test(level),
  )
}
