/**
 * Latencies in bounded memory: counts per bucket, where every power of two is cut into equal parts, so
 * that a value is known to within 1/64 of itself. Histograms of several workers or runs can be merged.
 */

/** Buckets per power of two, as a power of two. */
const PRECISION_BITS = 6
const PARTS = 1 << PRECISION_BITS
/** 2^36 µs are 19 hours; whatever is longer is counted there. */
const VALUE_BITS = 36
const VALUE_MAX = 2 ** VALUE_BITS - 1
const BUCKETS = (VALUE_BITS - PRECISION_BITS + 1) * PARTS

/** What is written to files and sent between threads: sparse, as [bucket, count]. */
export interface HistogramJson {
  readonly precisionBits: number
  readonly maxUs: number
  readonly sumUs: number
  readonly buckets: readonly (readonly [number, number])[]
}

export class Histogram {
  readonly #counts = new Float64Array(BUCKETS)
  #count = 0
  #maxUs = 0
  #sumUs = 0

  get count(): number {
    return this.#count
  }

  get maxUs(): number {
    return this.#maxUs
  }

  /** Mean in microseconds; 0 when nothing was recorded. */
  get meanUs(): number {
    return this.#count === 0 ? 0 : this.#sumUs / this.#count
  }

  record(valueUs: number): void {
    const us = Math.min(Math.max(0, Math.floor(valueUs)), VALUE_MAX)
    const bucket = bucketOf(us)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#count += 1
    this.#sumUs += us
    if (us > this.#maxUs) this.#maxUs = us
  }

  /** The value that `percent` (0…100) of all are not above, in microseconds; 0 when there are none. */
  percentile(percent: number): number {
    const rank = Math.max(1, Math.ceil((this.#count * percent) / 100))
    let seen = 0
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.#counts[bucket] ?? 0
      if (seen >= rank) return Math.min(upperEdge(bucket), this.#maxUs)
    }
    return this.#maxUs
  }

  merge(other: Histogram): void {
    other.#counts.forEach((count, bucket) => {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count
    })
    this.#count += other.#count
    this.#sumUs += other.#sumUs
    this.#maxUs = Math.max(this.#maxUs, other.#maxUs)
  }

  toJSON(): HistogramJson {
    const buckets = Array.from(this.#counts, (count, bucket) => [bucket, count] as const)
    return {
      precisionBits: PRECISION_BITS,
      maxUs: this.#maxUs,
      sumUs: this.#sumUs,
      buckets: buckets.filter(([, count]) => count > 0),
    }
  }

  /** Throws RangeError when the buckets were cut differently. */
  static fromJSON(json: HistogramJson): Histogram {
    if (json.precisionBits !== PRECISION_BITS)
      throw new RangeError('a histogram of another precision')
    const histogram = new Histogram()
    for (const [bucket, count] of json.buckets) {
      if (bucket < 0 || bucket >= BUCKETS) throw new RangeError(`no bucket ${bucket}`)
      histogram.#counts[bucket] = count
      histogram.#count += count
    }
    histogram.#sumUs = json.sumUs
    histogram.#maxUs = json.maxUs
    return histogram
  }
}

/** Values below two times PARTS have a bucket each; above, `shift` low bits are given up. */
function bucketOf(us: number): number {
  if (us < 2 * PARTS) return us
  const shift = Math.floor(Math.log2(us)) - PRECISION_BITS
  return shift * PARTS + Math.floor(us / 2 ** shift)
}

/** The largest value that falls into the bucket. */
function upperEdge(bucket: number): number {
  if (bucket < 2 * PARTS) return bucket
  const shift = Math.floor(bucket / PARTS) - 1
  const part = bucket - shift * PARTS
  return (part + 1) * 2 ** shift - 1
}
