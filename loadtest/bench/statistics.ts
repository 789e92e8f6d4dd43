/** Medians and spreads of a few figures. */

export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Throws RangeError when there are none. */
export function summarize(figures: readonly number[]): Summary {
  const sorted = figures.toSorted((a, b) => a - b)
  const min = sorted[0]
  const max = sorted.at(-1)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) {
    throw new RangeError('no figures to summarize')
  }
  return { median: (lower + upper) / 2, min, max }
}

/** How far apart the figures are, as a share of their median. */
export function spread({ median, min, max }: Summary): number {
  return (max - min) / median
}
