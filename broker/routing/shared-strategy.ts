/** How the next member of a shared subscription is chosen; groups stand in session and keeper. */

export type SharedStrategy = 'roundRobin' | 'sticky'

/** The same topic goes to the same one of `count` members as long as their number is the same. */
export function stickyIndex(topic: string, count: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < topic.length; i += 1) hash = Math.imul(hash ^ topic.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % count
}
