/** Equal steps in each doubling of a time. */
export const STEPS = 128;
const STEP_BITS = 7;
/** From 1 ns to 2^42 ns, which is 73 minutes: longer than anything that is believed. */
export const BUCKETS = 42 * STEPS;

// Not exported, as the compiler of V8 only takes for constant what does not leave its module.
const EXPONENT_OF_ONE = 1023;
const FIRST = EXPONENT_OF_ONE * STEPS;
const LAST = BUCKETS - 1;
const MANTISSA_BITS_OF_HIGH_HALF = 20;
const SHIFT = MANTISSA_BITS_OF_HIGH_HALF - STEP_BITS;

// One number, and its two halves; a DataView would not need to know their order, but costs five times as much.
const double = new Float64Array([1]);
const halves = new Uint32Array(double.buffer);
const HIGH = halves[0] === 0 ? 1 : 0;

/**
 * The bucket of a time: a double begins with its exponent and the highest bits of its mantissa, and
 * these are the doubling and the step in it. A bucket is 1/128 of its lower end wide. What is under
 * 1 ns is in the first, what is over 2^42 ns in the last.
 */
export function bucketOf(nanoseconds: number): number {
  double[0] = nanoseconds;
  const bucket = ((halves[HIGH] ?? 0) >>> SHIFT) - FIRST;
  if (bucket < 0) return 0;
  return bucket < LAST ? bucket : LAST;
}

/** The lower end of a bucket, in nanoseconds. */
export function lowestOf(bucket: number): number {
  return 2 ** Math.floor(bucket / STEPS) * (1 + (bucket % STEPS) / STEPS);
}

/**
 * The middle of the whole nanoseconds that fall in a bucket: at most 1/256 (0.4 %) from any of them,
 * and exact under 256 ns.
 */
export function middleOf(bucket: number): number {
  const lowest = lowestOf(bucket);
  const width = 2 ** Math.floor(bucket / STEPS) / STEPS;
  return width <= 1 ? lowest : lowest + (width - 1) / 2;
}
