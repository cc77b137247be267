/**
 * A log-linear histogram of whole nanoseconds: 128 equal steps in each doubling, so a bucket's middle
 * is at most 1/256 (0.4 %) from any value in it. Doublings without values take no memory; two
 * histograms add up exactly.
 */
export type Histogram = {
  readonly octaves: (Uint32Array | undefined)[];
  count: number;
  sum: number;
  min: number;
  max: number;
};

const STEPS = 128;
const STEP_BITS = 7;

export function createHistogram(): Histogram {
  return { octaves: [], count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0 };
}

/** Counts a duration of 0 to 2^53 nanoseconds, as often as `times` says. */
export function record(histogram: Histogram, nanoseconds: number, times = 1): void {
  const octave = octaveOf(nanoseconds);
  let counts = histogram.octaves[octave];
  if (counts === undefined) {
    counts = new Uint32Array(STEPS);
    histogram.octaves[octave] = counts;
  }
  const step = stepOf(nanoseconds, octave);
  counts[step] = (counts[step] ?? 0) + times;
  histogram.count += times;
  histogram.sum += nanoseconds * times;
  if (nanoseconds < histogram.min) histogram.min = nanoseconds;
  if (nanoseconds > histogram.max) histogram.max = nanoseconds;
}

/** Adds everything that `source` counted to `target`. */
export function merge(target: Histogram, source: Histogram): void {
  source.octaves.forEach((counts, octave) => {
    if (counts === undefined) return;
    const sums = target.octaves[octave];
    if (sums === undefined) {
      target.octaves[octave] = counts.slice();
      return;
    }
    for (let step = 0; step < STEPS; step++) sums[step] = (sums[step] ?? 0) + (counts[step] ?? 0);
  });
  target.count += source.count;
  target.sum += source.sum;
  target.min = Math.min(target.min, source.min);
  target.max = Math.max(target.max, source.max);
}

/** The value of nearest rank: the smallest that at least `ratio` of all values do not exceed, in nanoseconds. */
export function quantile(histogram: Histogram, ratio: number): number | undefined {
  if (histogram.count === 0) return undefined;
  let remaining = Math.max(1, Math.ceil(ratio * histogram.count));
  for (const [octave, counts] of histogram.octaves.entries()) {
    if (counts === undefined) continue;
    for (let step = 0; step < STEPS; step++) {
      remaining -= counts[step] ?? 0;
      if (remaining <= 0)
        return Math.min(Math.max(middleOf(octave, step), histogram.min), histogram.max);
    }
  }
  return histogram.max;
}

/** Octave 0 holds 0 to 127 ns one by one; octave n the values from 2^(6+n) up to its double. */
function octaveOf(nanoseconds: number): number {
  if (nanoseconds < STEPS) return 0;
  const high = Math.floor(nanoseconds / 0x1_0000_0000);
  const highestBit =
    high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(Math.floor(nanoseconds) >>> 0);
  return highestBit - STEP_BITS + 1;
}

function stepOf(nanoseconds: number, octave: number): number {
  if (octave === 0) return Math.floor(nanoseconds);
  const start = 2 ** (octave + STEP_BITS - 1);
  return Math.floor(((nanoseconds - start) * STEPS) / start);
}

function middleOf(octave: number, step: number): number {
  if (octave === 0) return step;
  const start = 2 ** (octave + STEP_BITS - 1);
  return start + ((step + 0.5) * start) / STEPS;
}
