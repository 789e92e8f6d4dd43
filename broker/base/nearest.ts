/** Finds the word that was probably meant, for messages about unknown keys, flags and commands. */

/** The known word with the fewest edits from `word`; undefined when none is close enough to help. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [lastPartOfOne, another] = known.filter((candidate) => candidate.endsWith(`.${word}`))
  if (lastPartOfOne !== undefined && another === undefined) return lastPartOfOne
  let best: string | undefined
  let bestDistance = Math.max(2, Math.ceil(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance >= bestDistance) continue
    best = candidate
    bestDistance = distance
  }
  return best
}

/** The end of a sentence about an unknown word: `; did you mean …?`, or nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

/** Insertions, deletions and replacements of one character from `a` to `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, inA] of [...a].entries()) {
    const line = [row + 1]
    for (const [column, inB] of [...b].entries()) {
      const replaced = (above[column] ?? 0) + (inA === inB ? 0 : 1)
      const inserted = (line[column] ?? 0) + 1
      const deleted = (above[column + 1] ?? 0) + 1
      line.push(Math.min(replaced, inserted, deleted))
    }
    above = line
  }
  return above[b.length] ?? 0
}
