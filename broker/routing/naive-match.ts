/**
 * Topic matching as section 4.7 of the standard words it, one filter against one topic. It is the
 * reference that tests hold the indexes against, so it stays obvious and is never made fast.
 */

/** Whether `topic` (a valid topic name) matches `filter` (a valid filter, without `$share`). */
export function topicMatches(filter: string, topic: string): boolean {
  // @MQTT-5.0:4.7.2-1 @MQTT-3.1.1:4.7.2-1
  if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false
  const wanted = filter.split('/')
  const levels = topic.split('/')
  if (wanted.at(-1) !== '#') {
    return wanted.length === levels.length && wanted.every((want, i) => fits(want, levels[i]))
  }
  // The multi-level wildcard stands for the parent and any number of levels below it.
  const parent = wanted.slice(0, -1)
  return parent.length <= levels.length && parent.every((want, i) => fits(want, levels[i]))
}

function fits(want: string, level: string | undefined): boolean {
  return want === '+' || want === level
}
